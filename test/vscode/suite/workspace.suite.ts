import * as assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Backend, Finding } from "../../../src/extension/backend";
import { Inventory } from "../../../src/extension/workspace/inventory";
import { searchWorkspace } from "../../../src/extension/workspace/search";
import type { Found } from "../../../src/extension/workspace/workspace-commands";
import { IteratorTree, type Node } from "../../../src/extension/workspace/tree";
import {
  actions,
  change,
  closeAll,
  countdown,
  fileUri,
  findings,
  open,
  remove,
  until,
  write,
} from "./editor";

async function find(): Promise<Found[]> {
  return vscode.commands.executeCommand<Found[]>("yieldwise.findInWorkspace");
}

function labels(found: readonly Found[]): string[] {
  return found.map(({ label, verdict }) => `${label ?? "?"}: ${verdict}`).sort();
}

/** One safe finding at the beginning of every file. */
function finding(): Finding {
  const range = new vscode.Range(0, 0, 0, 1);
  const rest = { reasons: [], choices: [], suppressions: [], message: "", rule: "prefer-async-generator" };
  return { ...rest, range, site: range, verdict: "safe" };
}

function backend(find: (uri: vscode.Uri) => Promise<readonly Finding[]>): Backend {
  const findings: Backend["findings"] = async (uri) => ({ findings: await find(uri), unfinished: false });
  return { findings, changes: async () => [], safeChanges: async () => [] };
}

/** What a screen reader says of each line. */
function itemLabels(inventory: Inventory): (string | undefined)[] {
  const tree = new IteratorTree(inventory);
  const below = (nodes: readonly Node[]): Node[] =>
    nodes.flatMap((node) => [node, ...below(tree.getChildren(node))]);
  return below(tree.getChildren()).map((node) => tree.getTreeItem(node).accessibilityInformation?.label);
}

/** Small files without iterators, many at a time. */
async function writeMany(count: number): Promise<void> {
  const folder = fileUri("many").fsPath;
  await mkdir(folder, { recursive: true });
  for (let from = 0; from < count; from += 100) {
    const names = Array.from({ length: 100 }, (_, index) => from + index);
    await Promise.all(
      names.map((name) => writeFile(join(folder, `file-${name}.ts`), `export const value = ${name};\n`)),
    );
  }
}

describe("the search through the workspace", () => {
  afterEach(closeAll);

  it("finds iterators in files that nobody has opened, refused ones too, and opens no editor", async () => {
    const found = labels(await find());
    for (const wanted of [
      "class 'AsyncCounter': safe",
      "class 'OneAtATime': safe",
      "class 'JobQueue': refused",
    ]) {
      assert.ok(found.includes(wanted), `${wanted} is not among ${found.join("; ")}`);
    }
    assert.ok(found.some((line) => line.endsWith(": review")));
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
  });

  it("finds the same with a file open, whose unsaved text counts", async () => {
    await write("src/unsaved.ts", "export {};\n");
    const editor = await vscode.window.showTextDocument(fileUri("src/unsaved.ts"));
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), countdown("NotYetSaved").replace("export {};\n", ""));
    });
    const found = labels(await find());
    assert.ok(found.includes("class 'NotYetSaved': safe"), found.join("; "));
    await closeAll();
    await remove("src/unsaved.ts");
  });

  it("passes by what the settings exclude", async () => {
    const restored = await change("yieldwise.exclude", ["src/async-*.ts"]);
    const found = labels(await find());
    await restored();
    assert.ok(!found.some((line) => line.includes("AsyncCounter")), found.join("; "));
    assert.ok(
      found.some((line) => line.includes("OneAtATime")),
      found.join("; "),
    );
  });

  it("finds iterators that are not async once their rule is switched on, and names what they become", async () => {
    const sync = countdown("NotAsync")
      .replace("asyncIterator", "iterator")
      .replace("async next(): Promise<IteratorResult<number>>", "next(): IteratorResult<number>")
      .replace("for await", "for");
    await write("src/not-async.ts", sync);
    assert.ok(!labels(await find()).some((label) => label.includes("'NotAsync'")));
    const restored = await change("yieldwise.rules", { "prefer-generator": "hint" });
    const found = await find();
    assert.ok(labels(found).includes("class 'NotAsync': safe"), labels(found).join("; "));
    assert.ok(labels(found).includes("class 'AsyncCounter': safe"));
    const inventory = new Inventory();
    const [plain] = found.filter(({ label }) => label === "class 'NotAsync'");
    assert.ok(plain);
    inventory.set(plain.uri, [{ ...finding(), rule: "prefer-generator", target: "function" }]);
    inventory.set(fileUri("src/async-counter.ts"), [{ ...finding(), target: "function" }]);
    assert.deepEqual(itemLabels(inventory), [
      "Safe to convert, 2 iterators",
      "src/async-counter.ts, 1 iterator",
      "iterator in line 1, Safe to convert, async generator function, line 1",
      "src/not-async.ts, 1 iterator",
      "iterator in line 1, Safe to convert, generator function, line 1",
    ]);
    const { document } = await open("src/not-async.ts");
    const kind = vscode.CodeActionKind.RefactorRewrite.append("generator");
    const offered = await until("the refactoring", async () => {
      const all = await actions(document, plain.range.start, kind);
      return all.length > 0 && all;
    });
    assert.equal(offered[0]?.kind?.value, "refactor.rewrite.generator.function");
    assert.equal(offered[0].title, "Convert to generator function 'notAsync'");
    await restored();
    await closeAll();
    await remove("src/not-async.ts");
  });

  it("passes by what git ignores, such as compiled code, also where it is open", async () => {
    const [ignore, nested, compiled, source] = [
      "out-of-git/.gitignore",
      "out-of-git/deep/.gitignore",
      "out-of-git/lib/compiled.js",
      "out-of-git/deep/source.ts",
    ] as const;
    await write(ignore, "lib\n*.ts\n");
    await write(nested, "!source.ts\n");
    await write(source, countdown("IsSource"));
    const javaScript = countdown("IsCompiled")
      .replace("private ", "")
      .replace(/\): .*\{/, ") {");
    await write(compiled, javaScript);
    const { document } = await open(compiled);
    await until("a finding in the file that is open", () => findings(document).length > 0);
    const found = labels(await find());
    assert.ok(found.includes("class 'IsSource': safe"), found.join("; "));
    assert.ok(!found.some((line) => line.includes("IsCompiled")), found.join("; "));
    await closeAll();
    await remove("out-of-git");
  });

  it("passes by packages, and finds nothing in look-alikes", async () => {
    await write("node_modules/dependency/index.ts", countdown("Dependency"));
    await write("src/types.d.ts", "declare const shape: { [Symbol.asyncIterator](): unknown };\n");
    const found = labels(await find());
    await remove("node_modules");
    await remove("src/types.d.ts");
    assert.ok(!found.some((line) => line.includes("Dependency")), found.join("; "));
  });

  it("asks only about files that mention an iterator, and counts as it goes", async () => {
    const asked: string[] = [];
    const messages: string[] = [];
    const inventory = new Inventory();
    const asking = backend(async (uri) => {
      asked.push(uri.path.split("/").at(-1) ?? "");
      return [finding()];
    });
    const source = new vscode.CancellationTokenSource();
    const files = await searchWorkspace(asking, inventory, (message) => messages.push(message), source.token);
    assert.ok(files !== undefined && files > asked.length);
    assert.ok(asked.includes("async-counter.ts"));
    assert.ok(!asked.includes("sleep.ts"));
    assert.equal(inventory.count("safe"), asked.length);
    assert.ok(messages.some((message) => message.startsWith("3 iterators found; analysing file 4 of")));
  });

  it("is called off at once, whatever the engine is busy with, and keeps what it found", async () => {
    const source = new vscode.CancellationTokenSource();
    const inventory = new Inventory();
    let asked = 0;
    const hanging = backend(async () => {
      if (++asked === 1) return [finding()];
      setImmediate(() => {
        source.cancel();
      });
      return new Promise<never>(() => undefined);
    });
    const files = await searchWorkspace(hanging, inventory, () => undefined, source.token);
    assert.equal(files, undefined);
    assert.equal(asked, 2);
    assert.equal(inventory.count(), 1);
    assert.equal(inventory.progress, "stopped");
    assert.deepEqual({ ...inventory.reach, total: 0 }, { step: "analysing", count: 1, total: 0 });
  });

  it("searches 10,000 files by their text, while the editor goes on, and analyses those alone that mention an iterator", async function () {
    this.timeout(600_000);
    await writeMany(10_000);
    for (const name of ["a", "b", "c"]) await write(`many/${name}.ts`, countdown("Among"));
    const asked: string[] = [];
    const counting = backend(async (uri) => {
      asked.push(uri.path);
      return [];
    });
    const { token } = new vscode.CancellationTokenSource();
    let finished = false;
    const messages: string[] = [];
    const running = searchWorkspace(counting, new Inventory(), (message) => messages.push(message), token);
    void running.then(() => {
      finished = true;
    });
    // What the extension host is asked for meanwhile is answered first.
    const editor = await vscode.window.showTextDocument(fileUri("src/sleep.ts"));
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), "// typed meanwhile\n");
    });
    assert.match(editor.document.getText(), /^\/\/ typed meanwhile/);
    assert.equal(finished, false);
    const files = await running;
    assert.ok(files !== undefined && files > 10_000, `${files} files`);
    assert.equal(asked.filter((path) => path.includes("/many/")).length, 3);
    assert.ok(messages.includes(`${files} of ${files} files searched`));
  });

  it("stops in the middle of 10,000 files when it is called off, and reads no more of them", async function () {
    this.timeout(600_000);
    const source = new vscode.CancellationTokenSource();
    const messages: string[] = [];
    let asked = 0;
    const never = backend(async () => {
      asked++;
      return [];
    });
    const report = (message: string): void => {
      messages.push(message);
      if (message.startsWith("200 of")) source.cancel();
    };
    const files = await searchWorkspace(never, new Inventory(), report, source.token);
    assert.equal(files, undefined);
    assert.equal(asked, 0);
    const said = messages.length;
    await vscode.window.showTextDocument(fileUri("src/sleep.ts"));
    await remove("many");
    assert.deepEqual(messages.slice(said), []);
    assert.match(messages.at(-1) ?? "", /^200 of \d{5} files searched$/);
  });

  it("names every line for those who hear it, verdicts in words", () => {
    const inventory = new Inventory();
    const at = new vscode.Location(fileUri("src/main.ts"), new vscode.Range(4, 0, 4, 1));
    const reason = { code: "queued-next", message: "calls overlap", verdict: "review", at } as const;
    inventory.set(fileUri("src/main.ts"), [
      { ...finding(), label: "class 'Pages'", verdict: "review", target: "method", reasons: [reason] },
    ]);
    assert.deepEqual(itemLabels(inventory), [
      "To review, 1 iterator",
      "src/main.ts, 1 iterator",
      "class 'Pages', To review, async generator method, line 1",
      "To review: calls overlap",
    ]);
  });
});

describe("commands on a file that is not open", () => {
  afterEach(closeAll);

  it("explain it", async () => {
    const uri = fileUri("src/job-queue.ts");
    const line = Buffer.from(await vscode.workspace.fs.readFile(uri))
      .toString("utf8")
      .split("\n");
    const at = {
      uri: uri.toString(),
      line: line.findIndex((text) => text.includes("class JobQueue")),
      character: 20,
    };
    await vscode.commands.executeCommand("yieldwise.explain", at);
    await until("the page", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes("JobQueue"))),
    );
  });
});
