import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unifiedDiff } from "../../src/cli/report/diff";
import { TextStore } from "../../src/cli/text-store";
import { defaultOptions, type EngineOptions } from "../../src/engine/options";
import type { ProjectScope } from "../../src/project/scope";
import { concernsRules } from "../../src/rules";
import { preferAsyncGenerator } from "../../src/rules/prefer-async-generator";
import { preferGenerator } from "../../src/rules/prefer-generator";
import { exception } from "./bench";
import { type Conversion, inspect, type InspectedFile, type InspectedProject } from "./inspect";
import { projectsIn, sourceFilesUnder } from "./packages";

/** Those whose findings are iterators to convert, async or not. */
const converting = [preferAsyncGenerator, preferGenerator];

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
  const options = { ...defaultOptions, switchedOn: converting.map(({ id }) => id), ...chosen };
  mkdirSync(out, { recursive: true });
  const files = folders.flatMap(sourceFilesUnder);
  const texts = new TextStore();
  const mentioning = files.filter((file) => concernsRules(texts.read(file) ?? "", converting));
  const scopes = projectsIn(mentioning);
  const sizes = { files: files.length, mentioning: mentioning.length, projects: scopes.length };
  const projects: InspectedProject[] = [];
  let summary = summarize(out, projects, sizes);
  for (const scope of scopes) {
    const project = attempt(() => inspect(scope, options), scope);
    projects.push(project);
    for (const { where, kind, message } of project.problems) console.log(`${where}: ${kind}: ${message}`);
    for (const file of project.files) write(out, file);
    summary = summarize(out, projects, sizes);
  }
  console.log(summary);
  return projects.flatMap((project) => project.problems).length;
}

/** Written after each project: a run that is broken off has said what it has seen. */
function summarize(
  out: string,
  projects: readonly InspectedProject[],
  sizes: { readonly files: number; readonly mentioning: number; readonly projects: number },
): string {
  const problems = projects.flatMap((project) => project.problems);
  const summary = {
    ...sizes,
    projectsLookedAt: projects.length,
    ...ofProjects(projects),
    ...ofFiles(projects.flatMap((project) => project.files)),
    problems: counts(problems.map(({ kind }) => kind)),
  };
  const text = JSON.stringify(summary, undefined, 2);
  writeFileSync(path.join(out, "summary.json"), `${text}\n`);
  writeFileSync(
    path.join(out, "problems.txt"),
    problems.map(({ where, kind, message }) => `${where}: ${kind}: ${message}`).join("\n"),
  );
  return text;
}

function attempt(work: () => InspectedProject, { name }: ProjectScope): InspectedProject {
  try {
    return work();
  } catch (error) {
    return { name, files: [], outcomes: [], problems: [{ where: name, ...exception(error) }] };
  }
}

/** Those in which something was converted, with and without errors of their own. */
function ofProjects(projects: readonly InspectedProject[]): object {
  const converted = projects.flatMap(({ name, outcomes }) => {
    const last = outcomes.at(-1)?.outcome;
    return last && last.conversions > 0 ? [{ name, compiled: last.compiled, outcomes }] : [];
  });
  const compiled = converted.filter((project) => project.compiled);
  return {
    converted: converted.length,
    convertedAndCompiledBefore: compiled.length,
    namesOfThose: compiled.map(
      ({ name, outcomes }) =>
        `${name}: ${outcomes.map(({ level, outcome }) => `${outcome.conversions} ${level}`).join(", ")}`,
    ),
    typeErrorsAdded: counts(
      converted.flatMap(({ compiled: hadNone, outcomes }) =>
        outcomes.flatMap(({ level, outcome }) =>
          outcome.problems
            .filter(({ kind }) => kind === "type error")
            .map(() => `${level}, ${hadNone ? "compiled before" : "did not compile before"}`),
        ),
      ),
    ),
  };
}

function ofFiles(files: readonly InspectedFile[]): object {
  const sites = files.flatMap((file) => file.sites);
  const conversions = sites.flatMap((site) => site.conversions);
  return {
    sites: sites.length,
    verdicts: counts(sites.map(({ verdict }) => verdict)),
    reasons: counts(
      sites.flatMap(({ verdict, reasons }) => [...new Set(reasons.map(({ code }) => `${verdict}: ${code}`))]),
    ),
    conversions: counts(conversions.map(({ verdict }) => verdict)),
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
    ...problems.map((problem) => `   WRONG: ${problem.kind}: ${problem.message}`),
    unifiedDiff(folder, changes),
  ].join("\n");
}
