import type ts from "typescript";
import type { LintOptions } from "../rules";
import type { Reason } from "../engine/verdict";
import { rules as allRules } from "../rules";
import { severityWhenOn, type Finding, type Rule } from "../rules/rule";
import type { Problem } from "../project/failure";
import { pathKey } from "../project/paths";
import type { FileResult, Project } from "./project";
import type { Place, ReportedFinding, ReportedReason } from "./report/report";
import { type ChangedFile, TextStore } from "./text-store";

/** What to look for, and how. */
export interface CheckSettings {
  readonly rules: readonly Rule[];
  readonly engine: LintOptions;
  /** Work out for each finding what its best fix would change. */
  readonly preview: boolean;
}

/** What a check found. */
export interface CheckResult {
  readonly findings: readonly ReportedFinding[];
  readonly errors: readonly Problem[];
}

/** Checks the requested files of all projects. */
export function checkAll(projects: readonly Project[], settings: CheckSettings): CheckResult {
  const findings: ReportedFinding[] = [];
  const errors: Problem[] = [];
  for (const project of projects) {
    for (const file of project.scope.requested) {
      try {
        findings.push(
          ...reported(file, project.check(file, settings.rules, settings.engine), settings, errors),
        );
      } catch (error) {
        errors.push(ownMistake(file, error));
      }
    }
  }
  return {
    findings: findings.sort(byPlace),
    errors: errors.sort((a, b) => compare(a.file ?? "", b.file ?? "")),
  };
}

/** @returns line and column of an offset, counted from 1 */
export function placeOf(sourceFile: ts.SourceFile, offset: number, file = sourceFile.fileName): Place {
  const { line, character } = sourceFile.getLineAndCharacterOfPosition(offset);
  return { file, line: line + 1, column: character + 1 };
}

function reported(
  file: string,
  result: FileResult,
  settings: CheckSettings,
  errors: Problem[],
): ReportedFinding[] {
  if (result.kind === "checked") {
    return result.findings.map((finding) => toReported(result, finding, file, settings.preview));
  }
  errors.push({ file, message: `${result.message}. The file was not checked` });
  return [];
}

/** One file that we stumble over must not cost the report on all others; it is in the report, and the run has failed. */
function ownMistake(file: string, error: unknown): Problem {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    file,
    message: `Yieldwise itself failed on this file. Please report it: ${details}`,
    internal: true,
  };
}

function toReported(
  result: Extract<FileResult, { kind: "checked" }>,
  finding: Finding,
  file: string,
  preview: boolean,
): ReportedFinding {
  const { sourceFile } = result;
  const { rule, label, message, span, verdict, target, reasons, fixes, site } = finding;
  const end = placeOf(sourceFile, span.end);
  const [best] = fixes;
  return {
    ...placeOf(sourceFile, span.start, file),
    endLine: end.line,
    endColumn: end.column,
    severity: severityWhenOn(allRules.find(({ id }) => id === rule) ?? { defaultSeverity: "warning" }),
    ...{ rule, label, message, verdict, target, kind: site?.kind },
    fixTitle: best?.title,
    preview: preview && best ? changesOf(best) : undefined,
    reasons: reasons?.map((reason) => toReportedReason(result, reason)),
  };
}

function changesOf(fix: Finding["fixes"][number]): ChangedFile[] {
  const scratch = new TextStore();
  scratch.apply(fix.edits());
  return scratch.changes();
}

function toReportedReason(
  { sourceFile, fileNamed }: Extract<FileResult, { kind: "checked" }>,
  { code, message, verdict, at }: Reason,
): ReportedReason {
  if (!at) return { code, message, verdict };
  if (at.lines) {
    const { line, character } = at.lines.start;
    return { code, message, verdict, at: { file: at.fileName, line: line + 1, column: character + 1 } };
  }
  const where = pathKey(at.fileName) === pathKey(sourceFile.fileName) ? sourceFile : fileNamed(at.fileName);
  return { code, message, verdict, ...(where ? { at: placeOf(where, at.start) } : {}) };
}

function byPlace(a: ReportedFinding, b: ReportedFinding): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
