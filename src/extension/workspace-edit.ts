import * as vscode from "vscode";
import type { FileChange } from "./backend";

/** What belongs to one conversion. */
export interface Conversion {
  /** Names it in the Refactor Preview, where one can group by it and leave a conversion out as a whole. */
  readonly label: string;
  readonly changes: readonly FileChange[];
}

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
 * The same of several conversions, shown in the Refactor Preview before it is applied. VS Code opens the preview when an entry wants
 * confirmation, and leaves such entries unticked; a conversion that is applied in part is broken code, so the real entries stay
 * ticked, and the one that wants confirmation is the creation of a file that exists, which VS Code drops as a no-op.
 *
 * @param conversions - of any number of files; no two of them change the same
 * @param existing - any file on disk
 * @param label - says why a preview is shown
 */
export function toPreviewedEdit(
  conversions: readonly Conversion[],
  existing: vscode.Uri,
  label: string,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, entries] of entriesByFile(conversions)) edit.set(uri, entries);
  edit.createFile(existing, { ignoreIfExists: true }, { needsConfirmation: true, label });
  return edit;
}

/** @returns how many files other than this one the changes touch */
export function otherFiles(changes: readonly FileChange[], file: vscode.Uri): number {
  const own = file.toString();
  return changes.filter(({ uri, edits }) => edits.length > 0 && uri.toString() !== own).length;
}

type Entry = [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata];

function entriesByFile(conversions: readonly Conversion[]): (readonly [vscode.Uri, Entry[]])[] {
  const byFile = new Map<string, readonly [vscode.Uri, Entry[]]>();
  for (const { label, changes } of conversions) {
    for (const { uri, edits } of changes) {
      const [, entries] = byFile.get(uri.toString()) ?? [uri, []];
      entries.push(
        ...neighboursJoined(edits).map((edit): Entry => [edit, { label, needsConfirmation: false }]),
      );
      byFile.set(uri.toString(), [uri, entries]);
    }
  }
  return [...byFile.values()];
}

/** The preview has a box to tick for each edit, and half of `new Rows` → `rows` makes no sense. */
function neighboursJoined(edits: readonly vscode.TextEdit[]): vscode.TextEdit[] {
  const joined: vscode.TextEdit[] = [];
  const inOrder = [...edits].sort(
    (a, b) => compare(a.range.start, b.range.start) || compare(a.range.end, b.range.end),
  );
  for (const edit of inOrder) {
    const last = joined.at(-1);
    if (last && compare(last.range.end, edit.range.start) === 0) joined.splice(-1, 1, joinedOf(last, edit));
    else joined.push(edit);
  }
  return joined;
}

function joinedOf(first: vscode.TextEdit, second: vscode.TextEdit): vscode.TextEdit {
  const range = new vscode.Range(first.range.start, second.range.end);
  return vscode.TextEdit.replace(range, first.newText + second.newText);
}

function compare(a: vscode.Position, b: vscode.Position): number {
  return a.line - b.line || a.character - b.character;
}
