import { rename, rm } from "node:fs/promises";
import * as vscode from "vscode";
import { type Analysed, Analysis } from "../../../src/extension/analysis";
import { closeAll, countdown, create, fileUri, until, write } from "./editor";

/** An analysis of its own that finds nothing, and what it tells of one file. */
function watch(uri: vscode.Uri) {
  const backend = {
    findings: async () => ({ findings: [], unfinished: false }),
    changes: async () => [],
    safeChanges: async () => [],
  };
  const log = vscode.window.createOutputChannel("Gone", { log: true });
  const analysis = new Analysis(backend, uri, log);
  let last: Analysed | undefined;
  analysis.onDidAnalyse((analysed) => {
    if (analysed.uri.toString() === uri.toString()) last = analysed;
  });
  analysis.start();
  return { last: () => last, stop: vscode.Disposable.from(analysis, log) };
}

describe("a file that goes from the disk while it is open", () => {
  afterEach(closeAll);

  it("is known to be gone, and to be back", async () => {
    await create("src/moving.ts", countdown("Moving"));
    const { last, stop } = watch(fileUri("src/moving.ts"));
    await until("the file to be looked at", () => last()?.isGone === false);
    const [here, there] = ["src/moving.ts", "src/moved.ts"].map((name) => fileUri(name).fsPath);
    await rename(here ?? "", there ?? "");
    await until("the file to be gone", () => last()?.isGone === true);
    await rename(there ?? "", here ?? "");
    await until("the file to be back", () => last()?.isGone === false);
    stop.dispose();
    await rm(here ?? "");
  });

  it("is known to be gone with its folder", async () => {
    await write("short-lived/deep/rows.ts", countdown("ShortLived"));
    await vscode.window.showTextDocument(fileUri("short-lived/deep/rows.ts"));
    const { last, stop } = watch(fileUri("short-lived/deep/rows.ts"));
    await until("the file to be looked at", () => last()?.isGone === false);
    await rm(fileUri("short-lived").fsPath, { recursive: true });
    await until("the file to be gone", () => last()?.isGone === true);
    stop.dispose();
  });
});
