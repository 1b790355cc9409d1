import * as vscode from "vscode";
import type { FileChange } from "./backend";

/**
 * Turns changes into an edit that VS Code applies and undoes as one.
 *
 * @param changes - of any number of files
 */
export function toWorkspaceEdit(changes: readonly FileChange[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, edits } of changes) edit.set(uri, [...edits]);
  return edit;
}

/**
 * The same edit, shown in the Refactor Preview before it is applied. VS Code opens the preview when an entry wants
 * confirmation, and leaves such entries unticked; a conversion that is applied in part is broken code, so the real entries stay
 * ticked, and the one that wants confirmation is the creation of a file that exists, which VS Code drops as a no-op.
 *
 * @param changes - of any number of files
 * @param existing - any file on disk
 * @param label - says why a preview is shown
 */
export function toPreviewedEdit(
  changes: readonly FileChange[],
  existing: vscode.Uri,
  label: string,
): vscode.WorkspaceEdit {
  const edit = toWorkspaceEdit(changes);
  edit.createFile(existing, { ignoreIfExists: true }, { needsConfirmation: true, label });
  return edit;
}

/** @returns how many files other than this one the changes touch */
export function otherFiles(changes: readonly FileChange[], file: vscode.Uri): number {
  const own = file.toString();
  return changes.filter(({ uri, edits }) => edits.length > 0 && uri.toString() !== own).length;
}
