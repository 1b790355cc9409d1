import type { Finding, Fix } from "../rules/rule";
import { type CheckSettings, placeOf } from "./check";
import type { Project } from "./project";
import type { AppliedFix } from "./report/report";
import type { TextStore } from "./text-store";

/** What fixing needs besides what checking needs. */
export interface FixSettings extends CheckSettings {
  /** "safe": fixes that change nothing in what the program does; "review": the best fix of each finding. */
  readonly level: "safe" | "review";
}

/**
 * Applies fixes one at a time, to the texts in memory, and looks again after each: every fix moves the code around it, and can
 * make another one possible.
 *
 * @returns the fixes in the order in which they were applied
 * @throws Error when a fix breaks the code or comes round to where it began: a mistake of ours, after which nothing must be written
 */
export function applyFixes(
  projects: readonly Project[],
  texts: TextStore,
  settings: FixSettings,
): AppliedFix[] {
  const applied: AppliedFix[] = [];
  let before: number;
  do {
    before = applied.length;
    for (const project of projects) {
      for (const file of project.scope.requested) applied.push(...fixFile(project, file, texts, settings));
    }
  } while (applied.length > before);
  return applied;
}

function fixFile(project: Project, file: string, texts: TextStore, settings: FixSettings): AppliedFix[] {
  const applied: AppliedFix[] = [];
  const seen = new Set([texts.read(file)]);
  for (;;) {
    const fix = applyNext(project, file, texts, settings);
    if (!fix) return applied;
    const text = texts.read(file);
    if (seen.has(text)) throw new Error(`The fix "${fix.title}" of ${file} does not come to an end`);
    seen.add(text);
    applied.push(fix);
  }
}

function applyNext(
  project: Project,
  file: string,
  texts: TextStore,
  { rules, engine, level }: FixSettings,
): AppliedFix | undefined {
  const result = project.check(file, rules, engine);
  if (result.kind !== "checked") return undefined;
  for (const finding of result.findings) {
    const fix = fixFor(finding, level);
    const edits = fix?.edits() ?? [];
    if (!fix || edits.length === 0) continue;
    texts.apply(edits);
    for (const { fileName } of edits) failOnBrokenCode(project, fileName, fix);
    return { at: placeOf(result.sourceFile, finding.span.start, file), title: fix.title };
  }
  return undefined;
}

function fixFor({ fixes }: Finding, level: FixSettings["level"]): Fix | undefined {
  return level === "review" ? fixes[0] : fixes.find(({ safe }) => safe);
}

function failOnBrokenCode(project: Project, file: string, { title }: Fix): void {
  const problem = project.syntaxError(file);
  if (problem !== undefined) throw new Error(`The fix "${title}" would break ${file}. ${problem}`);
}
