import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { IteratorKind } from "../../src/engine/kind";
import fc from "fast-check";
import { models } from "./arbitraries";
import { checkPrograms, complaints, emptyTally, type Failure } from "./check";
import { programsOf, writeProgram, type Program } from "./program";

/** How many programs share one TypeScript program. */
const batch = 50;

export interface LongRun {
  readonly seconds: number;
  readonly firstSeed: number;
  /** The protocol of the iterators. */
  readonly kind: IteratorKind;
  /** Where failures are written, a file each. */
  readonly folder: string;
  /** Make failing programs small. */
  readonly shrinks: boolean;
}

/** Checks one batch after the other until the time is over. Prints the seeds that fail. */
export async function run({ seconds, firstSeed, kind, folder, shrinks }: LongRun): Promise<number> {
  const tally = emptyTally();
  const end = Date.now() + seconds * 1000;
  const seen = new Map<string, number>();
  let count = 0;
  for (let seed = firstSeed; Date.now() < end; seed++) {
    for (const failure of firstOfEach(await checkPrograms(programsOf(seed, batch, kind), tally))) {
      count++;
      const key = likeness(failure);
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      console.log(`${failure.program.name}: ${failure.kind}: ${firstLines(failure.detail)}`);
      write(folder, shrinks && times <= 2 ? await shrunk(failure) : failure);
    }
  }
  console.log(`${JSON.stringify(tally)}; ${count} failures${count > 0 ? ` in ${folder}` : ""}`);
  return count;
}

/** Checks the programs with these names, or in these files, and prints what is wrong with them. */
export async function reproduce(
  names: readonly string[],
  kind: IteratorKind,
  shrinks: boolean,
): Promise<number> {
  let count = 0;
  for (const name of names) {
    const tally = emptyTally();
    const program = programNamed(name, kind);
    const failures = firstOfEach(await checkPrograms([program], tally));
    count += failures.length;
    console.log(`== ${name}: ${JSON.stringify(tally)}, ${failures.length} failures`);
    if (tally.unusable > 0) console.log(complaints(program));
    for (const failure of failures) {
      console.log(told(shrinks && /^\d+-\d+$/.test(name) ? await shrunk(failure) : failure));
    }
  }
  return count;
}

/** @returns the program of a seed and an index, or that in a file */
function programNamed(name: string, kind: IteratorKind): Program {
  const match = /^(-?\d+)-(\d+)$/.exec(name);
  if (!match)
    return {
      name: "file",
      kind,
      language: name.endsWith(".js") ? "js" : "ts",
      text: readFileSync(name, "utf8"),
      start: 0,
    };
  const index = Number(match[2]);
  const program = programsOf(Number(match[1]), index + 1, kind)[index];
  if (!program) throw new RangeError(`There is no program ${name}`);
  return program;
}

/** A program often fails in several scenarios and offers for one and the same reason. */
function firstOfEach(failures: readonly Failure[]): Failure[] {
  const kinds = new Map(
    failures.map((failure) => [`${failure.program.name} ${failure.kind}`, failure]).reverse() as [
      string,
      Failure,
    ][],
  );
  return [...kinds.values()].reverse();
}

/** Failures that look alike need to be made small only once or twice. */
function likeness({ kind, detail }: Failure): string {
  return `${kind} ${kind.includes("compile") || kind.includes("throws") ? firstLines(detail).replace(/'[^']*'/g, "'…'") : ""}`;
}

/** Makes a failing program as small as it gets within some time. */
async function shrunk(failure: Failure): Promise<Failure> {
  const [seed = "", index = ""] = failure.program.name.split("-");
  let smallest = failure;
  const property = fc.asyncProperty(models, async (model) => {
    const failures = await checkPrograms(
      [writeProgram(model, failure.program.name, failure.program.kind)],
      emptyTally(),
    );
    const found = failures.find(
      ({ kind, program }) => kind === failure.kind && program.text.length <= smallest.program.text.length,
    );
    if (found) smallest = found;
    return !failures.some(({ kind }) => kind === failure.kind);
  });
  await fc.check(property, { seed: Number(seed), path: index, numRuns: 1, interruptAfterTimeLimit: 60_000 });
  return smallest;
}

function firstLines(detail: string): string {
  return detail.split("\n").slice(0, 3).join(" | ");
}

function told({ kind, detail, program, after }: Failure): string {
  return `${kind}\n${detail}\n\n=== before\n${program.text}\n=== after\n${after}`;
}

function write(folder: string, failure: Failure): void {
  mkdirSync(folder, { recursive: true });
  const name = `${failure.kind.replaceAll(" ", "-")}-${failure.program.name}.txt`;
  writeFileSync(path.join(folder, name), told(failure));
}
