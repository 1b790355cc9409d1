import { l10n, type Uri, workspace } from "vscode";
import type { Inventory, Reach } from "./inventory";

/** @returns that a search was called off, and how much of the workspace it had seen, in one sentence */
export function stoppedAt({ step, count, total }: Reach): string {
  switch (step) {
    case "listing":
      return l10n.t("The search was cancelled before it had looked at any file.");
    case "reading":
      return l10n.t(
        "The search was cancelled after it had read {0} of {1} files, and before any of them was analysed.",
        count,
        total,
      );
    case "analysing":
      return l10n.t(
        "The search was cancelled after it had analysed {0} of the {1} files that may hold iterators.",
        count,
        total,
      );
  }
}

/** @returns that files were left out for their syntax errors, in one sentence; nothing where there are none */
export function passedBy([first, ...others]: readonly Uri[]): string | undefined {
  if (!first) return undefined;
  const name = workspace.asRelativePath(first);
  return others.length === 0
    ? l10n.t("{0} was left out because it has syntax errors.", name)
    : l10n.t(
        "{0} files, such as {1}, were left out because they have syntax errors.",
        others.length + 1,
        name,
      );
}

/** @returns what is not listed, and why, in a sentence or two; nothing where that is nothing */
export function leftOut(inventory: Inventory): string | undefined {
  const sentences = [passedBy(inventory.passedBy()), tooLarge(inventory.tooLarge())];
  const told = sentences.filter((sentence) => sentence !== undefined);
  return told.length > 0 ? told.join(" ") : undefined;
}

function tooLarge([first, ...others]: readonly Uri[]): string | undefined {
  if (!first) return undefined;
  const name = workspace.asRelativePath(first);
  return others.length === 0
    ? l10n.t('{0} was left out because it is larger than "yieldwise.maxFileSize" allows.', name)
    : l10n.t(
        '{0} files, such as {1}, were left out because they are larger than "yieldwise.maxFileSize" allows.',
        others.length + 1,
        name,
      );
}
