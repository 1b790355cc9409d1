import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";

/** Generous, since a slow machine is no failure; in milliseconds. */
const patience = 150_000;

/** A file of the open workspace. */
export function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the tests need the sample workspace");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace in an editor, in a tab that stays. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileUri(name), { preview: false });
}

/** Writes a file to the workspace and opens it. */
export async function create(name: string, text: string): Promise<vscode.TextEditor> {
  await write(name, text);
  return open(name);
}

/** Writes a file to the workspace. */
export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(name), Buffer.from(text));
}

/** Removes a file or folder of the workspace. */
export async function remove(name: string): Promise<void> {
  await vscode.workspace.fs.delete(fileUri(name), { recursive: true });
}

/** Puts the cursor on the first place where the text stands. */
export function putCursorOn(editor: vscode.TextEditor, text: string): vscode.Position {
  const offset = editor.document.getText().indexOf(text);
  assert.notEqual(offset, -1, `"${text}" is not in ${editor.document.uri.path}`);
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** Waits until a condition gives a value. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const value = await within(patience, condition);
  return value ?? assert.fail(`waited ${patience / 1000} s for ${what}`);
}

async function within<T>(
  milliseconds: number,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T | undefined> {
  const deadline = Date.now() + milliseconds;
  do {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await sleep(50);
  } while (Date.now() < deadline);
  return undefined;
}

/**
 * Has VS Code apply the preferred action of a kind at the cursor.
 *
 * VS Code looks for the light bulb's actions 250 ms after each move of the cursor, and that drops a request by command that is
 * still under way. A person asks again then, and so does this.
 */
export async function applyPreferred(editor: vscode.TextEditor, kind: vscode.CodeActionKind): Promise<void> {
  const before = editor.document.getText();
  await until(`${kind.value} to change ${editor.document.uri.path}`, async () => {
    await vscode.commands.executeCommand("editor.action.codeAction", {
      kind: kind.value,
      apply: "first",
      preferred: kind.contains(vscode.CodeActionKind.QuickFix),
    });
    return within(10_000, () => editor.document.getText() !== before);
  });
}

/** This extension's diagnostics of a document. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source?.startsWith("yieldwise"));
}

/** Waits for the first finding of a document. */
export function firstFinding(document: vscode.TextDocument): Promise<vscode.Diagnostic> {
  return until(`a finding in ${document.uri.path}`, () => findings(document)[0]);
}

/** This extension's actions at a position, as the menu gets them. */
export async function actions(
  document: vscode.TextDocument,
  position: vscode.Position,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(position, position),
    kind?.value,
    50,
  );
  return all.filter(isOurs);
}

/** TypeScript's own refactorings stand in the same menu. */
function isOurs({ title, kind }: vscode.CodeAction): boolean {
  const known = ["refactor.rewrite.asyncGenerator", "source.fixAll.yieldwise"];
  return (
    known.some((prefix) => kind?.value.startsWith(prefix)) || /generator|iterator|yieldwise/i.test(title)
  );
}

/** Changes a setting of the workspace and gives what sets it back. */
export async function change(setting: string, value: unknown): Promise<() => Thenable<void>> {
  const [section, name] = [setting.slice(0, setting.indexOf(".")), setting.slice(setting.indexOf(".") + 1)];
  const update = (to: unknown) =>
    vscode.workspace.getConfiguration(section).update(name, to, vscode.ConfigurationTarget.Workspace);
  await update(value);
  return () => update(undefined);
}

/** A file's text on disk. */
export async function onDisk(name: string): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(fileUri(name))).toString("utf8");
}

/** Closes every editor and drops what was not saved. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** A class that a generator replaces safely, with the one loop that uses it; nothing of it leaves the file. */
export function countdown(name: string): string {
  return `class ${name} {
  private left = 3;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) {
      return { value: undefined, done: true };
    }
    return { value: this.left--, done: false };
  }
}

for await (const n of new ${name}()) console.log(n);

export {};
`;
}
