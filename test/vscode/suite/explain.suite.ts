import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { type FindingsBody, commands as requests } from "../../../src/protocol";
import { adviceFor } from "../../../src/extension/explain/advice";
import { explanationPage, gonePage } from "../../../src/extension/explain/page";
import type { Iterator } from "../../../src/extension/iterators";
import { shortNames, type ReasonCode } from "../../../src/engine/verdict";
import {
  closeAll,
  create,
  fileUri,
  findings,
  firstFinding,
  open,
  putCursorOn,
  remove,
  until,
} from "./editor";

/** Two iterators that nothing but their place tells apart. */
const twice = `export function ticks(n: number) {
  return {${["first", "second"]
    .map(
      (name, index) => `
    ${index === 0 ? "one" : "two"}: {
      [Symbol.asyncIterator]() {
        let ${name} = 0;
        return {
          async next(): Promise<IteratorResult<number>> {
            if (${name} >= n) return { value: undefined, done: true };
            return { value: ${name}++, done: false };
          },
        };
      },
    },`,
    )
    .join("")}
  };
}
`;

function activeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}

function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

describe("explaining", () => {
  afterEach(closeAll);

  it("opens a page about the iterator around the cursor, also where a generator cannot do the work", async () => {
    for (const [file, name] of [
      ["src/async-counter.ts", "AsyncCounter"],
      ["src/job-queue.ts", "JobQueue"],
    ] as const) {
      const editor = await open(file);
      putCursorOn(editor, `class ${name}`);
      await vscode.commands.executeCommand("yieldwise.explain");
      await until(`the page about ${name}`, () =>
        tabs().some(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(name)),
      );
    }
  });

  it("shows before and after in VS Code's diff editor, and changes nothing", async () => {
    const uri = fileUri("src/odd-numbers.ts");
    const editor = await open("src/odd-numbers.ts");
    await firstFinding(editor.document);
    putCursorOn(editor, "class OddNumbers");
    await vscode.commands.executeCommand("yieldwise.explain");
    const response = await vscode.commands.executeCommand<{ body: FindingsBody }>(
      "typescript.tsserverRequest",
      requests.findings,
      { file: uri },
    );
    const method = response.body.findings[0]?.choices.find(({ target }) => target === "method");
    assert.ok(method, "no conversion stays in its file");
    await vscode.commands.executeCommand("_yieldwise.compare", method.id);
    const input = await until("the diff", () => {
      const found = activeTab()?.input;
      return found instanceof vscode.TabInputTextDiff && found;
    });
    assert.equal(input.original.toString(), uri.toString());
    const after = await vscode.workspace.openTextDocument(input.modified);
    assert.match(after.getText(), /async \*\[Symbol\.asyncIterator\]\(\)/);
    assert.equal(editor.document.isDirty, false);
  });

  it("shows all files of a conversion that reaches into several", async () => {
    const uri = fileUri("src/async-counter.ts");
    const editor = await open("src/async-counter.ts");
    await firstFinding(editor.document);
    putCursorOn(editor, "class AsyncCounter");
    await vscode.commands.executeCommand("yieldwise.explain");
    const response = await vscode.commands.executeCommand<{ body: FindingsBody }>(
      "typescript.tsserverRequest",
      requests.findings,
      { file: uri },
    );
    await vscode.commands.executeCommand("_yieldwise.compare", response.body.findings[0]?.choices[0]?.id);
    await until("the diff of several files", () =>
      activeTab()?.label.startsWith("Convert to async generator function 'asyncCounter'"),
    );
  });

  it("stays with its iterator among others of the same name, and lets go of it once it is converted", async () => {
    const editor = await create("src/twice.ts", twice);
    await firstFinding(editor.document);
    const ids = async (): Promise<(string | undefined)[]> => {
      const response = await vscode.commands.executeCommand<{ body: FindingsBody }>(
        "typescript.tsserverRequest",
        requests.findings,
        { file: editor.document.uri },
      );
      return response.body.findings.map(({ choices }) => choices[0]?.id);
    };
    putCursorOn(editor, "let second");
    await vscode.commands.executeCommand("yieldwise.explain");
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), "// One line more.\n");
    });
    const lineOf = () => findings(editor.document)[0]?.range.start.line;
    const before = lineOf();
    await until("the findings to move", () => lineOf() !== before);
    const [first, second] = await ids();
    assert.ok(first !== undefined && second !== undefined);
    const text = editor.document.getText();
    // The page has no such button: it is about the other one.
    await vscode.commands.executeCommand("_yieldwise.takeChoice", first);
    assert.equal(editor.document.getText(), text);
    await vscode.commands.executeCommand("_yieldwise.takeChoice", second);
    await until("the generator", () => /two: \{\s+async \*\[Symbol/.test(editor.document.getText()));
    assert.match(editor.document.getText(), /let first = 0;\s+return \{\s+async next\(\)/);
    await until("one finding to be left", () => findings(editor.document).length === 1);
    const converted = editor.document.getText();
    const [left] = await ids();
    await vscode.commands.executeCommand("_yieldwise.takeChoice", left);
    assert.equal(editor.document.getText(), converted);
    await closeAll();
    await remove("src/twice.ts");
  });

  it("goes to the line that is to blame", async () => {
    const uri = fileUri("src/main.ts");
    await vscode.commands.executeCommand("_yieldwise.goTo", uri.toString(), 3, 2);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    assert.equal(editor.selection.active.line, 3);
  });

  it("goes to where a file is shown already, and not over other code", async () => {
    const { One, Two, Three } = vscode.ViewColumn;
    await vscode.window.showTextDocument(fileUri("src/async-counter.ts"), { viewColumn: One });
    await vscode.window.showTextDocument(fileUri("src/job-queue.ts"), { viewColumn: Two });
    await vscode.window.showTextDocument(fileUri("src/sleep.ts"), { viewColumn: Three });
    await vscode.commands.executeCommand("_yieldwise.goTo", fileUri("src/job-queue.ts").toString(), 3, 2);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, Two);
    assert.equal(tabs().length, 3);
  });

  it("has the explanation in the hover of a finding, and none where nothing was found", async () => {
    const editor = await open("src/async-counter.ts");
    await firstFinding(editor.document);
    const hover = async (text: string): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        editor.document.uri,
        putCursorOn(editor, text),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
        .join("\n");
    };
    assert.match(await hover("AsyncCounter"), /command:yieldwise\.explain/);
    assert.doesNotMatch(await hover("next()"), /command:yieldwise\.explain/);
  });
});

describe("the page of an explanation", () => {
  const file = vscode.Uri.file("/code/a.ts");
  const range = new vscode.Range(3, 6, 3, 13);
  const reason = {
    code: "queued-return" as const,
    message: "'return()' waits <for> a pending next()",
    verdict: "refused" as const,
    at: new vscode.Location(vscode.Uri.file("/code/b.ts"), new vscode.Range(11, 4, 11, 8)),
  };
  const iterator: Iterator = {
    rule: "prefer-async-generator",
    label: "class 'Counter'",
    message: "class 'Counter' is a hand-rolled async iterator.",
    verdict: "safe",
    range,
    site: range,
    reasons: [],
    suppressions: [],
    choices: [
      { id: "one", title: "Convert to a function", verdict: "safe", target: "function", reasons: [] },
      { id: "two", title: "Convert to a method", verdict: "refused", target: "method", reasons: [reason] },
    ],
  };
  const page = explanationPage(file, iterator, "abc");

  it("says what was found, the verdict, and why, and what can be done", () => {
    assert.match(page, /<h1>Class 'Counter'<\/h1>/);
    assert.match(page, /Safe to convert/);
    assert.match(page, /'return\(\)' waits &lt;for&gt; a pending next\(\)/);
    assert.match(page, /What you can do:/);
  });

  it("links to the place of the iterator and to the line that is to blame", () => {
    assert.match(page, /\/code\/a\.ts:4<\/a>/);
    assert.match(page, /\/code\/b\.ts:12<\/a>/);
  });

  it("offers to compare and to convert what can be converted, and only that", () => {
    assert.equal(page.match(/Compare before and after/g)?.length, 1);
  });

  it("says when the iterator is gone, and offers nothing to do about it", () => {
    const gone = gonePage(file, iterator, "It is gone <now>.", "abc");
    assert.match(gone, /<h1>Class 'Counter'<\/h1>/);
    assert.match(gone, /It is gone &lt;now&gt;\./);
    assert.match(gone, /\/code\/a\.ts:4<\/a>/);
    assert.doesNotMatch(gone, /Convert<|Compare|Safe to convert/);
  });

  it("takes the colours of code from the theme in pairs, so that they can be told apart in each", () => {
    const code = /^code \{.*\}$/m.exec(page)?.[0] ?? "";
    assert.match(code, / color: var\(--vscode-textPreformat-foreground\);/);
    assert.match(code, / background: var\(--vscode-textPreformat-background\);/);
  });

  it("runs no script and loads nothing", () => {
    for (const each of [page, gonePage(file, iterator, "It is gone <now>.", "abc")]) {
      assert.doesNotMatch(each, /<script|src=|https?:/);
      assert.match(each, /default-src 'none'/);
    }
  });

  it("knows a way out for every reason", () => {
    for (const code of Object.keys(shortNames) as ReasonCode[]) {
      for (const verdict of ["review", "refused"] as const) {
        const advice = adviceFor({ code, verdict }, { target: "function", verdict }, []);
        assert.ok(advice.length > 20, code);
      }
    }
  });
});
