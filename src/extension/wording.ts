import { l10n } from "vscode";
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

/** @returns the line for everything that is safe in a file */
export function fixAllTitle(): string {
  return l10n.t("Convert all safe iterators in this file");
}

function decisive({ verdict, reasons }: Choice): PlacedReason[] {
  return reasons.filter((reason) => reason.verdict === verdict);
}
