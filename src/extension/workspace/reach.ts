import { l10n, type Uri, workspace } from "vscode";
import type { Reach } from "./inventory";

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

/** @returns that files could not be looked at for their syntax errors, in one sentence; nothing where there are none */
export function passedBy([first, ...others]: readonly Uri[]): string | undefined {
  if (!first) return undefined;
  const name = workspace.asRelativePath(first);
  return others.length === 0
    ? l10n.t("{0} could not be looked at, for its syntax errors.", name)
    : l10n.t(
        "{0} files could not be looked at, for their syntax errors, such as {1}.",
        others.length + 1,
        name,
      );
}
