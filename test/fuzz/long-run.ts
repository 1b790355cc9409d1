export { reproduce } from "./repro";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkPrograms, complaints, type Failure, type Tally } from "./check";
import { writeProgram } from "./program";

/** How many programs share one TypeScript program. */
const batch = 40;

export interface LongRun {
  readonly seconds: number;
  readonly firstSeed: number;
  /** Where failures are written, a file each. */
  readonly folder: string;
  /** Say why generated programs do not compile, instead of converting them. */
  readonly generatorOnly: boolean;
}

/** Checks one batch after the other until the time is over. */
export async function run({ seconds, firstSeed, folder, generatorOnly }: LongRun): Promise<number> {
  const tally: Tally = { programs: 0, unusable: 0, safe: 0, review: 0, refused: 0 };
  const end = Date.now() + seconds * 1000;
  let count = 0;
  for (let seed = firstSeed; Date.now() < end; seed += batch) {
    const programs = Array.from({ length: batch }, (_, index) => writeProgram(seed + index));
    if (generatorOnly) {
      for (const program of programs) console.log(`${program.seed}: ${complaints(program)}`);
      continue;
    }
    for (const failure of await checkPrograms(programs, tally)) {
      count++;
      write(folder, failure, count);
    }
  }
  console.log(`${JSON.stringify(tally)}; ${count} failures${count > 0 ? ` in ${folder}` : ""}`);
  return count;
}

function write(folder: string, { seed, kind, detail, before, after }: Failure, count: number): void {
  mkdirSync(folder, { recursive: true });
  const name = `${kind.replaceAll(" ", "-")}-${seed}-${count}.txt`;
  writeFileSync(path.join(folder, name), `${kind}\n${detail}\n\n=== before\n${before}\n=== after\n${after}`);
  console.log(`${kind}: seed ${seed}: ${detail.split("\n").slice(0, 3).join(" | ")}`);
}
