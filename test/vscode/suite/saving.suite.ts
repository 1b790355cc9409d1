import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { change, closeAll, countdown, create, firstFinding, onDisk, open } from "./editor";

const fixOnSave = { "source.fixAll.yieldwise": "explicit" };

/** Saving acts on a changed document only. */
async function touchAndSave(editor: vscode.TextEditor): Promise<void> {
  await editor.edit((edit) => {
    edit.insert(new vscode.Position(0, 0), "\n");
  });
  await editor.document.save();
}

describe("fix on save", () => {
  let restored: () => Thenable<void>;
  before(async () => {
    restored = await change("editor.codeActionsOnSave", fixOnSave);
  });
  after(() => restored());
  afterEach(closeAll);

  it("writes the generator to disk", async () => {
    const editor = await create("src/saved.ts", countdown("Saved"));
    await firstFinding(editor.document);
    await touchAndSave(editor);
    assert.match(await onDisk("src/saved.ts"), /async function\* saved/);
  });

  it("never makes a change that is to be reviewed", async () => {
    const editor = await open("src/log-lines.ts");
    await firstFinding(editor.document);
    const before = editor.document.getText();
    await touchAndSave(editor);
    assert.equal(await onDisk("src/log-lines.ts"), `\n${before}`);
  });
});
