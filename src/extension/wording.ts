import { l10n, type Uri, workspace } from "vscode";
import type { Target, Verdict } from "../engine/verdict";
import type { Choice, PlacedReason } from "./backend";

/** @returns the reasons that make the choice what it is, in one sentence without a full stop */
export function describeReasons(choice: Choice): string {
  return decisive(choice)
    .map(({ message }) => message)
    .join("; ");
}

/** @returns the line for the same conversion, looked at before it is applied */
export function previewTitleOf(choice: Choice, files: number): string {
  return l10n.t("{0} (preview {1} files)", choice.title, files);
}

/** @returns the name of a step in the Refactor Preview */
export function previewLabel(): string {
  return l10n.t("Convert to async generator");
}

/** @returns the line for everything of one rule that is safe in a file */
export function fixAllOfRuleTitle(rule: string): string {
  return l10n.t("Fix all safe {0} problems in this file", rule);
}

/** @returns the line for everything that is safe in a file */
export function fixAllTitle(): string {
  return l10n.t("Fix all safe Yieldwise problems in this file");
}

/** @returns why a file is left alone */
export function tooLarge(uri: Uri, length: number): string {
  const name = workspace.asRelativePath(uri);
  const size = Math.ceil(length / 1024);
  return l10n.t('{0} has {1} KiB, more than "yieldwise.maxFileSize" allows; it is left alone.', name, size);
}

/** @returns a verdict in words, for headings and labels */
export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case "safe":
      return l10n.t("Safe to convert");
    case "review":
      return l10n.t("To review");
    case "refused":
      return l10n.t("Best left as it is");
  }
}

/** @returns what takes the iterator's place */
export function targetName(target: Target): string {
  switch (target) {
    case "function":
      return l10n.t("async generator function");
    case "method":
      return l10n.t("async generator method");
    case "inline":
      return l10n.t("async generator in place");
  }
}

function decisive({ verdict, reasons }: Choice): PlacedReason[] {
  return reasons.filter((reason) => reason.verdict === verdict);
}
