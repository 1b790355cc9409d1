import * as assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import {
  actions,
  applyPreferred,
  change,
  closeAll,
  countdown,
  create,
  firstFinding,
  onDisk,
  open,
  putCursorOn,
  remove,
  until,
} from "./editor";

const { CodeActionKind } = vscode;
const rewrite = CodeActionKind.RefactorRewrite.append("asyncGenerator");

function dirty(): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
}

/** What a person sees of an action. */
function seen({ title, kind, isPreferred, disabled }: vscode.CodeAction): object {
  return { title, kind: kind?.value, preferred: isPreferred ?? false, disabled: disabled !== undefined };
}

/** What is expected of one. */
function line(title: string, more: { preferred?: boolean; disabled?: boolean; kind?: string } = {}): object {
  return { title, kind: "quickfix", preferred: false, disabled: false, ...more };
}

describe("quick fixes", () => {
  afterEach(closeAll);

  it("offer the best safe conversion first, and prefer it alone", async () => {
    const editor = await create("src/local.ts", countdown("Local"));
    await firstFinding(editor.document);
    const offered = await actions(editor.document, putCursorOn(editor, "Local {"), CodeActionKind.QuickFix);
    assert.deepEqual(offered.map(seen), [
      line("Convert to async generator function 'local'", { preferred: true }),
      line("Convert to async generator method"),
      line("Explain this iterator"),
      line("Disable prefer-async-generator for this line"),
      line("Disable prefer-async-generator for this file"),
      line("Show documentation for prefer-async-generator"),
    ]);
  });

  it("end with what reaches further than the iterator, where there is more of it", async () => {
    const text = `${countdown("OneOfTwo").replace("export {};\n", "")}\n${countdown("TwoOfTwo")}`;
    const editor = await create("src/pair.ts", text);
    await firstFinding(editor.document);
    const offered = await actions(
      editor.document,
      putCursorOn(editor, "TwoOfTwo {"),
      CodeActionKind.QuickFix,
    );
    assert.deepEqual(offered.map(seen), [
      line("Convert to async generator function 'twoOfTwo'", { preferred: true }),
      line("Convert to async generator method"),
      line("Explain this iterator"),
      line("Disable prefer-async-generator for this line"),
      line("Disable prefer-async-generator for this file"),
      line("Show documentation for prefer-async-generator"),
      line("Fix all safe prefer-async-generator problems in this file"),
      line("Fix all safe Yieldwise problems in this file"),
    ]);
  });

  it("put first what the settings prefer, from the moment they do", async () => {
    const editor = await create("src/preferred.ts", countdown("Preferred"));
    await firstFinding(editor.document);
    const range = putCursorOn(editor, "Preferred {");
    const first = async () => (await actions(editor.document, range, CodeActionKind.QuickFix)).at(0);
    assert.equal((await first())?.title, "Convert to async generator function 'preferred'");
    const restored = await change("yieldwise.preferredTarget", "method");
    await until("the method to come first", async () => {
      const offered = await first();
      return offered?.title === "Convert to async generator method" && offered.isPreferred === true;
    });
    const restoredTypes = await change("yieldwise.annotateTypes", "whereNeeded");
    await applyPreferred(editor, CodeActionKind.QuickFix);
    const text = await until("the conversion", () => {
      const now = editor.document.getText();
      return now.includes("async *") && now;
    });
    assert.match(text, /async \*\[Symbol\.asyncIterator\]\(\) \{/);
    await restored();
    await restoredTypes();
    await closeAll();
    await remove("src/preferred.ts");
  });

  it("rewrite every file that uses the class, and come back with one undo", async () => {
    const files = ["src/async-counter.ts", "src/index.ts", "src/main.ts"];
    const texts = () => Promise.all(files.map(onDisk));
    const before = await texts();
    const editor = await open("src/async-counter.ts");
    await firstFinding(editor.document);
    putCursorOn(editor, "AsyncCounter {");
    await applyPreferred(editor, CodeActionKind.QuickFix);
    // VS Code saves what a refactoring changed, by its setting "files.refactoring.autoSave".
    // Until that is over, an undo would meet files whose saving is still on its way.
    const after = await until("the conversion on disk", async () => {
      const now = await texts();
      return dirty().length === 0 && now.every((text) => text.includes("asyncCounter")) && now;
    });
    assert.match(after[0] ?? "", /export async function\* asyncCounter\(/);
    assert.match(after[1] ?? "", /export \{ asyncCounter \} from/);
    assert.match(after[2] ?? "", /for await \(const n of asyncCounter\(1, 100\)\)/);
    assert.doesNotMatch(after.join(""), /AsyncCounter\b(?!"\))/);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    await until("all files to change back", async () => {
      await Promise.all(dirty().map((document) => document.save()));
      return isDeepStrictEqual(await texts(), before);
    });
  });

  it("have a second entry with a preview when they reach into other files, and none when they do not", async () => {
    const editor = await open("src/async-counter.ts");
    await firstFinding(editor.document);
    const far = await actions(
      editor.document,
      putCursorOn(editor, "AsyncCounter {"),
      CodeActionKind.QuickFix,
    );
    assert.ok(
      far.some(({ title }) => title.includes("preview 3 files")),
      "no preview is offered",
    );
    const own = await create("src/own.ts", countdown("Own"));
    await firstFinding(own.document);
    const near = await actions(own.document, putCursorOn(own, "Own {"), CodeActionKind.QuickFix);
    assert.deepEqual(
      near.filter(({ title }) => title.includes("preview")),
      [],
    );
  });

  it("name what changes where a person must decide, and do not prefer that", async () => {
    const editor = await open("src/log-lines.ts");
    await firstFinding(editor.document);
    const offered = await actions(editor.document, putCursorOn(editor, "logLines"), CodeActionKind.QuickFix);
    const [review] = offered;
    assert.ok(review, "nothing is offered");
    assert.match(review.title, /\(review: .+\)/);
    assert.deepEqual(
      offered.filter(({ isPreferred }) => isPreferred),
      [],
    );
  });

  it("are not offered where nothing was found", async () => {
    const editor = await open("src/nested.ts");
    const offered = await actions(editor.document, putCursorOn(editor, "nested"), CodeActionKind.QuickFix);
    assert.deepEqual(offered, []);
  });
});

describe("refactorings", () => {
  afterEach(closeAll);

  it("are there anywhere in the iterator, by target", async () => {
    const editor = await create("src/body.ts", countdown("Body"));
    await firstFinding(editor.document);
    const offered = await actions(editor.document, putCursorOn(editor, "this.left === 0"), rewrite);
    assert.deepEqual(offered.map(seen), [
      line("Convert to async generator function 'body'", {
        kind: "refactor.rewrite.asyncGenerator.function",
      }),
      line("Convert to async generator method", { kind: "refactor.rewrite.asyncGenerator.method" }),
      line("Explain this iterator", { kind: "refactor.rewrite.asyncGenerator" }),
    ]);
  });

  it("explain where no generator can do the work", async () => {
    const editor = await open("src/job-queue.ts");
    const position = putCursorOn(editor, "JobQueue");
    // This command of VS Code leaves out what is greyed out; the tests on the screen see that.
    const offered = await until("the refusals", async () => {
      const found = await actions(editor.document, position, rewrite);
      return found.length > 0 && found;
    });
    assert.deepEqual(offered.map(seen), [
      line("Explain this iterator", { kind: "refactor.rewrite.asyncGenerator" }),
    ]);
  });
});

describe("fix all", () => {
  afterEach(closeAll);

  it("converts what is safe and leaves what is to be reviewed", async () => {
    const text = `${countdown("First").replace("export {};\n", "")}\n${countdown("Second")}`;
    const editor = await create("src/several.ts", text);
    await firstFinding(editor.document);
    const offered = await actions(editor.document, new vscode.Position(0, 0), CodeActionKind.SourceFixAll);
    assert.deepEqual(
      offered.map(({ kind }) => kind?.value),
      ["source.fixAll.yieldwise"],
    );
    await applyPreferred(editor, CodeActionKind.SourceFixAll.append("yieldwise"));
    await until("both generators", () => editor.document.getText().match(/async function\*/g)?.length === 2);
  });

  it("is not offered where nothing is safe", async () => {
    const editor = await open("src/log-lines.ts");
    await firstFinding(editor.document);
    assert.deepEqual(
      await actions(editor.document, new vscode.Position(0, 0), CodeActionKind.SourceFixAll),
      [],
    );
  });
});
