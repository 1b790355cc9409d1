import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Found } from "../../../src/extension/workspace/workspace-commands";
import {
  actions,
  change,
  closeAll,
  countdown,
  create,
  findings,
  firstFinding,
  open,
  putCursorOn,
  until,
} from "./editor";

const { CodeActionKind } = vscode;

/** What a person sees of a document's findings. */
function shown(document: vscode.TextDocument): unknown[] {
  return findings(document).map(({ message, range, severity, source }) => [
    message,
    range.start.line,
    range.start.character,
    severity,
    source,
  ]);
}

async function labels(): Promise<string[]> {
  const found = await vscode.commands.executeCommand<Found[]>("yieldwise.findInWorkspace");
  return found.map(({ label, verdict }) => `${label ?? "?"}: ${verdict}`).sort();
}

async function offered(editor: vscode.TextEditor): Promise<string[]> {
  const position = putCursorOn(editor, "AsyncCounter {");
  const all = await actions(editor.document, position, CodeActionKind.QuickFix);
  return all.map(({ title, isPreferred }) => `${title}${isPreferred ? " *" : ""}`);
}

describe("the engine of our own, where no TypeScript server answers", () => {
  afterEach(closeAll);

  it("finds and offers the same, in the editor and in the workspace, and nothing twice after switching", async function () {
    this.timeout(240_000);
    const editor = await open("src/async-counter.ts");
    await firstFinding(editor.document);
    const before = { shown: shown(editor.document), offered: await offered(editor), labels: await labels() };
    assert.equal(before.shown.length, 1);
    const restored = await change("yieldwise.engine", "bundled");
    await vscode.commands.executeCommand("yieldwise.restart");
    await until("the same offers", async () => {
      const now = await offered(editor);
      return now.join() === before.offered.join();
    });
    assert.deepEqual(shown(editor.document), before.shown);
    assert.deepEqual(await labels(), before.labels);
    await restored();
    await until(
      "the same offers again",
      async () => (await offered(editor)).join() === before.offered.join(),
    );
    assert.deepEqual(shown(editor.document), before.shown);
  });

  it("converts what was never saved, and follows what is typed", async function () {
    this.timeout(240_000);
    const restored = await change("yieldwise.engine", "bundled");
    const editor = await create("src/own-engine.ts", countdown("OwnEngine"));
    await firstFinding(editor.document);
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.convert");
    await until("the generator", () => editor.document.getText().includes("async function* ownEngine"));
    await until("no finding", () => findings(editor.document).length === 0);
    const unsaved = await vscode.workspace.openTextDocument({
      language: "typescript",
      content: countdown("NeverSaved"),
    });
    await vscode.window.showTextDocument(unsaved);
    await firstFinding(unsaved);
    await vscode.commands.executeCommand("yieldwise.convertAllSafe");
    await until("the generator", () => unsaved.getText().includes("async function* neverSaved"));
    await restored();
  });
});
