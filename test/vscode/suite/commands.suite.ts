import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { change, closeAll, countdown, create, firstFinding, open, putCursorOn, until } from "./editor";

describe("commands", () => {
  afterEach(closeAll);

  it("convert the iterator around the cursor, and one undo brings it back", async () => {
    const editor = await create("src/by-command.ts", countdown("ByCommand"));
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.convert");
    await until("the generator", () => editor.document.getText().includes("async function* byCommand"));
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), countdown("ByCommand"));
  });

  it("convert all that is safe in a file at once, and one undo brings it all back", async () => {
    const text = `${countdown("Third").replace("export {};\n", "")}\n${countdown("Fourth")}`;
    const editor = await create("src/all-safe.ts", text);
    await vscode.commands.executeCommand("yieldwise.convertAllSafe");
    await until("both generators", () => editor.document.getText().match(/async function\*/g)?.length === 2);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), text);
  });

  it("convert iterators in a file, and leave other fixes to those who ask for them", async () => {
    const comment = "// yieldwise-disable-next-line no-falsy-end\nconst kept = 1;\nconsole.log(kept);\n";
    const editor = await create("src/only-iterators.ts", comment + countdown("OnlyThis"));
    await vscode.commands.executeCommand("yieldwise.convertAllSafe");
    await until("the generator", () => editor.document.getText().includes("async function* onlyThis"));
    assert.ok(editor.document.getText().startsWith(comment));
  });

  it("change nothing, and fail at nothing, where the rule is switched off", async () => {
    const restored = await change("yieldwise.rules", { "prefer-async-generator": "off" });
    const editor = await create("src/rule-off.ts", countdown("RuleOff"));
    putCursorOn(editor, "return this;");
    for (const command of ["convertAllSafe", "convert", "preview", "convertAllSafeInWorkspace"]) {
      await vscode.commands.executeCommand(`yieldwise.${command}`);
    }
    assert.deepEqual(await vscode.commands.executeCommand("yieldwise.findInWorkspace"), []);
    await restored();
    assert.equal(editor.document.getText(), countdown("RuleOff"));
  });

  it("preview what was never saved in the diff editor, and change nothing", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "typescript",
      content: countdown("NeverOnDisk"),
    });
    const editor = await vscode.window.showTextDocument(document);
    await firstFinding(document);
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.preview");
    const input = await until("the diff", () => {
      const found = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return found instanceof vscode.TabInputTextDiff && found;
    });
    const after = await vscode.workspace.openTextDocument(input.modified);
    assert.match(after.getText(), /async function\* neverOnDisk/);
    assert.equal(after.languageId, "typescript");
    assert.equal(document.getText(), countdown("NeverOnDisk"));
  });

  it("change nothing where nothing is safe", async () => {
    const { document } = await open("src/log-lines.ts");
    await firstFinding(document);
    const before = document.getText();
    await vscode.commands.executeCommand("yieldwise.convertAllSafe");
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });

  it("change nothing while the extension is switched off", async () => {
    const restored = await change("yieldwise.enable", false);
    const editor = await create("src/switched-off.ts", countdown("SwitchedOff"));
    putCursorOn(editor, "return this;");
    await vscode.commands.executeCommand("yieldwise.convert");
    await restored();
    assert.equal(editor.document.getText(), countdown("SwitchedOff"));
  });

  it("are all there", async () => {
    const known = await vscode.commands.getCommands(true);
    for (const command of ["yieldwise.convert", "yieldwise.convertAllSafe", "yieldwise.showOutput"]) {
      assert.ok(known.includes(command), command);
    }
    await vscode.commands.executeCommand("yieldwise.showOutput");
  });
});
