import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, findings, until } from "./editor";

async function openSample(): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand("yieldwise.openSample");
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, "no editor is open");
  return editor;
}

describe("the first steps", () => {
  afterEach(closeAll);

  it("are made on a sample that was never saved, with an iterator of each verdict", async () => {
    const { document, selection } = await openSample();
    assert.equal(document.isUntitled, true);
    assert.equal(document.languageId, "typescript");
    assert.ok(document.getText(document.getWordRangeAtPosition(selection.active)) === "OneAtATime");
    const shown = await until("both findings", () => {
      const all = findings(document);
      return all.length === 2 && all.map(({ message }) => message);
    });
    assert.match(shown[0] ?? "", /^class 'OneAtATime' .* without changing what the program does/);
    assert.match(shown[1] ?? "", /^what 'logLines' returns .* with differences to review/);
  });

  it("come back to the same sample as long as it is open", async () => {
    const { document } = await openSample();
    await vscode.commands.executeCommand("yieldwise.openSample");
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await closeAll();
    const again = await openSample();
    assert.notEqual(again.document, document);
  });
});
