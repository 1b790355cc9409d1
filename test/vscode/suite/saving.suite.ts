import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { change, closeAll, countdown, create, firstFinding, onDisk, open, remove, write } from "./editor";

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

  it("leaves alone what would change other files, which nobody saves, and converts the rest", async () => {
    const user =
      'import { Shared } from "./shared-class";\nfor await (const n of new Shared()) console.log(n);\n';
    await write("src/shared-user.ts", `${user}export {};\n`);
    const shared = countdown("Shared").replace("class Shared", "export class Shared");
    const editor = await create("src/shared-class.ts", `${shared}\n${countdown("Alone")}`);
    await firstFinding(editor.document);
    await touchAndSave(editor);
    const saved = await onDisk("src/shared-class.ts");
    assert.match(saved, /export class Shared/);
    assert.match(saved, /async function\* alone/);
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ fileName }) => fileName),
      [],
    );
    await closeAll();
    await remove("src/shared-user.ts");
    await remove("src/shared-class.ts");
  });

  it("never makes a change that is to be reviewed", async () => {
    const editor = await open("src/log-lines.ts");
    await firstFinding(editor.document);
    const before = editor.document.getText();
    await touchAndSave(editor);
    assert.equal(await onDisk("src/log-lines.ts"), `\n${before}`);
  });
});
