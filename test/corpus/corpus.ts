import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unifiedDiff } from "../../src/cli/report/diff";
import { TextStore } from "../../src/cli/text-store";
import { mentionsIterator } from "../../src/engine";
import { defaultOptions, type EngineOptions } from "../../src/engine/options";
import { messageOf } from "./bench";
import { type Conversion, inspect, type InspectedFile } from "./inspect";
import { packagesIn, sourceFilesUnder } from "./packages";

export interface CorpusRun extends Partial<EngineOptions> {
  readonly folders: readonly string[];
  /** Where the conversions and what is wrong with them are written. */
  readonly out: string;
}

/**
 * Analyses every file of some folders, makes each conversion that is offered, in memory, and checks what comes out.
 *
 * @returns how many things are wrong
 */
export function run({ folders, out, ...chosen }: CorpusRun): number {
  const options = { ...defaultOptions, ...chosen };
  mkdirSync(out, { recursive: true });
  const files = folders.flatMap(sourceFilesUnder);
  const texts = new TextStore();
  const mentioning = files.filter((file) => mentionsIterator(texts.read(file) ?? ""));
  const packages = packagesIn(mentioning);
  const problems: string[] = [];
  const inspected: InspectedFile[] = [];
  for (const scope of packages) {
    const result = attempt(() => inspect(scope, options), scope.folder);
    problems.push(...result.problems);
    for (const problem of result.problems) console.log(problem);
    for (const file of result.files) {
      inspected.push(file);
      write(out, file);
    }
  }
  writeFileSync(path.join(out, "problems.txt"), problems.join("\n"));
  const sizes = { files: files.length, mentioning: mentioning.length, packages: packages.length };
  console.log(JSON.stringify({ ...sizes, ...summary(inspected), problems: problems.length }, undefined, 2));
  return problems.length;
}

function attempt(work: () => ReturnType<typeof inspect>, folder: string): ReturnType<typeof inspect> {
  try {
    return work();
  } catch (error) {
    return { files: [], problems: [`${folder}: ${messageOf(error)}`] };
  }
}

function summary(files: readonly InspectedFile[]): object {
  const sites = files.flatMap((file) => file.sites);
  const conversions = sites.flatMap((site) => site.conversions);
  return {
    sites: sites.length,
    verdicts: counts(sites.map(({ verdict }) => verdict)),
    reasons: counts(
      sites.flatMap(({ verdict, reasons }) => [...new Set(reasons.map(({ code }) => `${verdict}: ${code}`))]),
    ),
    conversions: conversions.length,
    inFilesThatCompiled: conversions.filter(({ compiled }) => compiled).length,
    slowest: [...files]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, 10)
      .map(({ file, milliseconds }) => `${Math.round(milliseconds)} ms: ${file}`),
  };
}

function counts(keys: readonly string[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const key of keys) result[key] = (result[key] ?? 0) + 1;
  return result;
}

/** One text for each file that holds iterators: what is said of each, and what each conversion changes. */
function write(out: string, { file, sites }: InspectedFile): void {
  if (sites.length === 0) return;
  const parts = sites.map(({ label, line, verdict, conversions, reasons }) =>
    [
      `## ${verdict}: ${label} at ${file}:${line}`,
      ...reasons.map((reason) => `   ${reason.code} (${reason.verdict}): ${reason.message}`),
      ...conversions.map((conversion) => describeConversion(path.dirname(file), conversion)),
    ].join("\n"),
  );
  const name = file.split("/").slice(-6).join("+");
  writeFileSync(path.join(out, `${name}.txt`), `${parts.join("\n\n")}\n`);
}

function describeConversion(
  folder: string,
  { title, verdict, reasons, changes, problems }: Conversion,
): string {
  return [
    `# ${verdict}: ${title}`,
    ...reasons.map(({ code }) => `   ${code}`),
    ...problems.map((problem) => `   WRONG: ${problem}`),
    unifiedDiff(folder, changes),
  ].join("\n");
}
