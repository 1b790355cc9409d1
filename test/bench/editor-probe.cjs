// Runs in the extension host of the editor's benchmark and writes what it measures to the file that YIELDWISE_RESULTS names.
const { writeFile } = require("node:fs/promises");
const { setTimeout: sleep } = require("node:timers/promises");
const vscode = require("vscode");

const ours = "yieldwise.yieldwise";
const builtIn = "vscode.css-language-features";
const rounds = 20;
const filesOpened = 40;
const patience = 120_000;

/** Called by VS Code. */
exports.run = async () => {
  const hasOurs = vscode.extensions.getExtension(ours) !== undefined;
  const activation = { builtIn: await activate(builtIn), ours: hasOurs ? await activate(ours) : undefined };
  const settled = await settledTimes(hasOurs);
  await openMany();
  await sleep(3000);
  const { rss, heapUsed } = process.memoryUsage();
  await writeFile(process.env.YIELDWISE_RESULTS, JSON.stringify({ activation, settled, rss, heapUsed }));
};

/** Milliseconds until the extension says that it is active; loading its code is part of it. */
async function activate(id) {
  const start = performance.now();
  await vscode.extensions.getExtension(id).activate();
  return performance.now() - start;
}

/** From an edit that moves everything down by a line until TypeScript's own error, and our finding, stand on their new lines. */
async function settledTimes(hasOurs) {
  const document = await vscode.workspace.openTextDocument(file("bench.ts"));
  const editor = await vscode.window.showTextDocument(document);
  const sources = hasOurs ? ["ts", "yieldwise"] : ["ts"];
  await until(() => sources.every((source) => lineOf(document, source) !== undefined));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const before = sources.map((source) => lineOf(document, source));
    const start = performance.now();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
    const at = {};
    await until(() => {
      sources.forEach((source, index) => {
        if (at[source] === undefined && lineOf(document, source) === before[index] + 1)
          at[source] = performance.now() - start;
      });
      return sources.every((source) => at[source] !== undefined);
    });
    times.push(at);
    await sleep(300);
  }
  return times;
}

function lineOf(document, source) {
  const found = vscode.languages.getDiagnostics(document.uri).find((each) => each.source?.startsWith(source));
  return found?.range.start.line;
}

async function openMany() {
  const files = await vscode.workspace.findFiles("src/**/*.ts", undefined, filesOpened);
  for (const uri of files) {
    await vscode.window.showTextDocument(uri, { preview: false });
    await sleep(100);
  }
}

function file(name) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
}

async function until(condition) {
  const deadline = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("waited in vain for the diagnostics to settle");
    await sleep(5);
  }
}
