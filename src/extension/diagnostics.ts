import * as vscode from "vscode";
import type { Severity } from "../rules/rule";
import type { Finding, PlacedReason } from "./backend";
import { severityOf, type Settings } from "./settings";

/** Stands before the rule id wherever VS Code shows a finding: `yieldwise(prefer-async-generator)`. */
export const source = "yieldwise";

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A rule's page, which comes with the extension. */
export function rulePage(extension: vscode.Uri, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, "docs", "rules", `${rule}.md`);
}

/** What is written about a reason, on a page that comes with the extension. */
export function reasonSection(extension: vscode.Uri, reason: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, "docs", "verdicts.md").with({ fragment: reason });
}

/**
 * What is shown of a finding, if anything: a site that is best left as it is has no place in the Problems panel.
 *
 * @param extension - the extension's folder
 */
export function toDiagnostic(
  finding: Finding,
  settings: Settings,
  extension: vscode.Uri,
): vscode.Diagnostic | undefined {
  const severity = severityOf(finding.rule, settings);
  if (severity === "off" || finding.verdict === "refused") return undefined;
  const diagnostic = new vscode.Diagnostic(finding.range, finding.message, severities[severity]);
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: rulePage(extension, finding.rule) };
  diagnostic.relatedInformation = finding.reasons.flatMap(toRelated);
  return diagnostic;
}

function toRelated({ at, message }: PlacedReason): vscode.DiagnosticRelatedInformation[] {
  return at ? [new vscode.DiagnosticRelatedInformation(at, message)] : [];
}
