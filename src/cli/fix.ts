import type { FileEdits } from "../engine/text";
import type { Problem } from "../project/failure";
import type { Finding, Fix } from "../rules/rule";
import { type CheckSettings, placeOf } from "./check";
import type { FileResult, Project } from "./project";
import type { AppliedFix } from "./report/report";
import type { TextStore } from "./text-store";

/** What fixing needs besides what checking needs. */
export interface FixSettings extends CheckSettings {
  /** "safe": fixes that change nothing in what the program does; "review": the best fix of each finding. */
  readonly level: "safe" | "review";
}

/** What fixing came to. */
export interface FixResult {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedFix[];
  /** Fixes that were taken back, or not made at all, by a mistake of ours. */
  readonly failed: readonly Problem[];
}

/**
 * Applies fixes one at a time, to the texts in memory, and looks again after each: every fix moves the code around it, and can
 * make another one possible. A fix that breaks the code is taken back, so that it does not cost all the others.
 *
 * @throws Error when fixes come round to where they began: a mistake of ours, after which nothing must be written
 */
export function applyFixes(projects: readonly Project[], texts: TextStore, settings: FixSettings): FixResult {
  const applied: AppliedFix[] = [];
  const failed = new Map<string, Problem>();
  let before: number;
  do {
    before = applied.length;
    for (const project of projects) {
      for (const file of project.scope.requested) {
        applied.push(...fixFile({ project, file, texts, settings, failed }));
      }
    }
  } while (applied.length > before);
  return { applied, failed: [...failed.values()] };
}

/** A file that is being fixed. */
interface Work {
  readonly project: Project;
  readonly file: string;
  readonly texts: TextStore;
  readonly settings: FixSettings;
  /** By file and title, those that must not be tried again. */
  readonly failed: Map<string, Problem>;
}

function fixFile(work: Work): AppliedFix[] {
  const { file, texts } = work;
  const applied: AppliedFix[] = [];
  const seen = new Set([texts.read(file)]);
  for (;;) {
    const fix = applyNext(work);
    if (!fix) return applied;
    const text = texts.read(file);
    if (seen.has(text)) throw new Error(`The fix "${fix.title}" of ${file} does not come to an end`);
    seen.add(text);
    applied.push(fix);
  }
}

function applyNext(work: Work): AppliedFix | undefined {
  const { file, settings, failed } = work;
  const result = checkedOrNot(work);
  if (result?.kind !== "checked") return undefined;
  for (const finding of result.findings) {
    const fix = fixFor(finding, settings.level);
    const key = `${file}\0${fix?.title ?? ""}`;
    if (!fix || failed.has(key)) continue;
    const outcome = tryFix(work, fix);
    if (outcome === "applied") {
      return { at: placeOf(result.sourceFile, finding.span.start, file), title: fix.title };
    }
    if (outcome !== "nothing to do") failed.set(key, outcome);
  }
  return undefined;
}

/** A file that we stumble over is reported when all are checked in the end. */
function checkedOrNot({ project, file, settings }: Work): FileResult | undefined {
  try {
    return project.check(file, settings.rules, settings.engine);
  } catch {
    return undefined;
  }
}

function tryFix({ project, file, texts }: Work, fix: Fix): "applied" | "nothing to do" | Problem {
  const title = `The fix "${fix.title}"`;
  let edits: readonly FileEdits[];
  try {
    edits = fix.edits();
  } catch (error) {
    return failedFix(file, `${title} failed`, error instanceof Error ? error.stack : String(error));
  }
  if (edits.length === 0) return "nothing to do";
  const takeBack = texts.apply(edits);
  for (const { fileName } of edits) {
    const problem = project.syntaxError(fileName);
    if (problem === undefined) continue;
    takeBack();
    return failedFix(file, `${title} would break ${fileName}, and was left out`, problem);
  }
  return "applied";
}

function failedFix(file: string, what: string, why = ""): Problem {
  return { file, message: `${what}. Please report it: ${why}`, internal: true, isChecked: true };
}

function fixFor({ fixes }: Finding, level: FixSettings["level"]): Fix | undefined {
  return level === "review" ? fixes[0] : fixes.find(({ safe }) => safe);
}
