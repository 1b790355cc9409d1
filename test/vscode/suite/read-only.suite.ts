import * as assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import * as vscode from "vscode";
import {
  actions,
  change,
  closeAll,
  countdown,
  create,
  fileUri,
  firstFinding,
  putCursorOn,
  remove,
  until,
  write,
} from "./editor";

const user = `import { Shared } from "./shared.js";\nfor await (const n of new Shared()) console.log(n);\n`;
const shared = countdown("Shared")
  .replace("class", "export class")
  .replace(/\nfor await.*\n\nexport \{\};\n/, "");

/** The first conversion at the cursor, with what taking it would do. */
async function firstConversion(editor: vscode.TextEditor): Promise<vscode.CodeAction | undefined> {
  const all = await actions(editor.document, editor.selection.active, vscode.CodeActionKind.RefactorRewrite);
  return all.find(({ title }) => title.startsWith("Convert to async generator function"));
}

describe("files that the settings call read-only", () => {
  let restored: (() => Thenable<void>)[] = [];
  const set = async (setting: string, value: unknown): Promise<void> => {
    restored.push(await change(setting, value));
  };

  afterEach(async () => {
    for (const restore of restored) await restore();
    restored = [];
    await closeAll();
    await remove("src/locked");
  });

  /** Runs the commands that convert, in the file that is open. */
  async function convertInEveryWay(editor: vscode.TextEditor): Promise<void> {
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.convert");
    await vscode.commands.executeCommand("yieldwise.convertAllSafe");
  }

  it("are not changed by the commands", async () => {
    await set("files.readonlyInclude", { "src/locked/**": true });
    const editor = await create("src/locked/own.ts", countdown("Own"));
    await convertInEveryWay(editor);
    assert.equal(editor.document.getText(), countdown("Own"));
    assert.equal(editor.document.isDirty, false);
  });

  it("are changed where another setting takes them out again", async () => {
    await set("files.readonlyInclude", { "src/locked/**": true, "**/*.ts": false });
    await set("files.readonlyExclude", { "src/locked/own.ts": true });
    const editor = await create("src/locked/own.ts", countdown("Own"));
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.convert");
    await until("the generator", () => editor.document.getText().includes("async function* own"));
  });

  it("are not changed where their permissions say so, and that counts", async () => {
    const editor = await create("src/locked/own.ts", countdown("Own"));
    await chmod(fileUri("src/locked/own.ts").fsPath, 0o444);
    await set("files.readonlyFromPermissions", true);
    await convertInEveryWay(editor);
    assert.equal(editor.document.getText(), countdown("Own"));
  });

  it("are not reached from a file that can be written", async () => {
    await set("files.readonlyInclude", { "src/locked/user.ts": true });
    await write("src/locked/user.ts", user);
    const editor = await create("src/locked/shared.ts", shared);
    await firstFinding(editor.document);
    putCursorOn(editor, "return this;");
    // The TypeScript server hears of new files when it does.
    const refused = await until("the conversion to reach the other file", async () => {
      const conversion = await firstConversion(editor);
      return conversion && !conversion.edit ? conversion : undefined;
    });
    assert.equal(refused.edit, undefined);
    assert.equal(refused.command?.command, "_yieldwise.sayReadOnly");
    assert.deepEqual(refused.command.arguments, [fileUri("src/locked/user.ts").toString()]);
    await set("files.readonlyInclude", {});
    const files = (await firstConversion(editor))?.edit?.entries().map(([uri]) => uri.path.split("/").at(-1));
    assert.deepEqual(files?.sort(), ["shared.ts", "user.ts"]);
  });
});
