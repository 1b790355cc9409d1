import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import type { Finding, Rule } from "../rules/rule";
import type { RuleSetting } from "../protocol";

/** The two lists of diagnostics that a language service keeps; ours go by their category. */
export type DiagnosticList = "semantic" | "suggestion";

/** One finding and the rule that made it, with how that rule's findings are shown. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly rule: Rule;
  readonly setting: RuleSetting;
}

/**
 * @param shown - of one file
 * @param list - which list to fill
 * @param program - the program that the findings belong to
 * @returns diagnostics for an editor, none for what is best left as it is
 */
export function diagnosticsOf(
  ts: TypeScript,
  shown: readonly ShownFinding[],
  list: DiagnosticList,
  program: ts.Program,
  sourceFile: ts.SourceFile,
): ts.Diagnostic[] {
  return shown
    .filter(({ finding, setting }) => finding.verdict !== "refused" && listOf(setting) === list)
    .map(({ finding, rule, setting }) => ({
      file: sourceFile,
      start: finding.span.start,
      length: finding.span.end - finding.span.start,
      category: categoryOf(ts, setting),
      code: rule.code,
      source: sourceOf(rule),
      messageText: finding.message,
      relatedInformation: relatedInformation(ts, finding, rule, program),
    }));
}

/** The name that a rule's diagnostics and fixes go by. */
export function sourceOf({ id }: Pick<Rule, "id">): string {
  return `yieldwise/${id}`;
}

function listOf(setting: RuleSetting): DiagnosticList {
  return setting === "error" || setting === "warning" ? "semantic" : "suggestion";
}

/** Category "message" would be the word for information, but editors show it as an error. */
function categoryOf(ts: TypeScript, setting: RuleSetting): ts.DiagnosticCategory {
  if (setting === "error") return ts.DiagnosticCategory.Error;
  return setting === "warning" ? ts.DiagnosticCategory.Warning : ts.DiagnosticCategory.Suggestion;
}

function relatedInformation(
  ts: TypeScript,
  finding: Finding,
  rule: Rule,
  program: ts.Program,
): ts.DiagnosticRelatedInformation[] {
  return (finding.reasons ?? []).flatMap(({ at, message }) => {
    const file = at && program.getSourceFile(at.fileName);
    if (!file) return [];
    return [
      {
        file,
        start: at.start,
        length: at.end - at.start,
        category: ts.DiagnosticCategory.Message,
        code: rule.code,
        messageText: message,
      },
    ];
  });
}
