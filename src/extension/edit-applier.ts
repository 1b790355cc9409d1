import * as vscode from "vscode";
import { isReadOnly, type WriteProtection } from "./read-only";

const { l10n, window, workspace } = vscode;

/** Applies edits, and leaves alone what cannot be saved. */
export class EditApplier {
  /** @param isWriteProtected - where the host can tell */
  constructor(private readonly isWriteProtected?: WriteProtection) {}

  /** Applies an edit as a refactoring, all of it or nothing, and says so when that cannot be done. */
  async apply(edit: vscode.WorkspaceEdit): Promise<void> {
    if ((await this.tryToApply(edit)) === "not applied")
      void window.showWarningMessage(l10n.t("The conversion was not applied; a file may be read-only."));
  }

  /**
   * Shows an edit that wants confirmation, to be applied or discarded there. VS Code tells the latter from no failure.
   *
   * @returns whether it was applied
   */
  async preview(edit: vscode.WorkspaceEdit): Promise<boolean> {
    return (await this.tryToApply(edit)) === "applied";
  }

  /** @returns the first of the files that the edit changes and nobody can save */
  async firstReadOnly(edit: vscode.WorkspaceEdit): Promise<vscode.Uri | undefined> {
    for (const [uri] of edit.entries()) if (await isReadOnly(uri, this.isWriteProtected)) return uri;
    return undefined;
  }

  private async tryToApply(edit: vscode.WorkspaceEdit): Promise<"applied" | "not applied" | "read-only"> {
    const readOnly = await this.firstReadOnly(edit);
    if (readOnly) {
      sayReadOnly(readOnly);
      return "read-only";
    }
    if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return "not applied";
    noteConverted();
    return "applied";
  }
}

/** Tells VS Code that something was converted, by whichever way: a step of the walkthrough is done then. */
export function noteConverted(): void {
  void vscode.commands.executeCommand("setContext", "yieldwise.hasConverted", true);
}

/** Says why an edit was not applied. */
export function sayReadOnly(uri: vscode.Uri): void {
  const name = workspace.asRelativePath(uri);
  void window.showWarningMessage(l10n.t("{0} is read-only, so nothing was changed.", name));
}
