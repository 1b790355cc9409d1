import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { FromWorker, ToWorker } from "../../worker/messages";
import { isCodeFile, isSupported } from "../languages";
import { orCancelled } from "../timing";
import type { Engine } from "./engine";

/** Files by whose coming, going or changing the projects change. */
const configurations = /\/(?:[jt]sconfig[^/]*|package)\.json$/;

/** The extension of a document that was never saved, which tells TypeScript the language. */
const extensions: Record<string, string> = {
  typescript: ".ts",
  typescriptreact: ".tsx",
  javascript: ".js",
  javascriptreact: ".jsx",
};

/** The engine in a worker of this process, on the TypeScript that comes with the extension. It starts with the first request. */
export class OwnEngine implements Engine {
  readonly name = vscode.l10n.t("Yieldwise's own engine");
  private worker: Worker | undefined;
  private following: vscode.Disposable | undefined;
  private readonly waiting = new Map<number, (body: object | undefined) => void>();
  private readonly unsaved = new Map<string, vscode.Uri>();
  private count = 0;

  /** @param script - the worker's, inside the extension */
  constructor(
    private readonly script: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  nameOf(uri: vscode.Uri): string {
    if (uri.scheme === "file") return uri.fsPath.replaceAll("\\", "/");
    const key = uri.toString();
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key);
    const name = `/${uri.scheme}${uri.path.startsWith("/") ? "" : "/"}${uri.path}`;
    const full = isCodeFile(uri) ? name : name + (extensions[document?.languageId ?? ""] ?? ".ts");
    this.unsaved.set(full, uri);
    return full;
  }

  uriOf(name: string): vscode.Uri {
    return this.unsaved.get(name) ?? vscode.Uri.file(name);
  }

  async request<Body>(
    command: string,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<Body | undefined> {
    this.start();
    const id = this.count++;
    const answer = new Promise<object | undefined>((resolve) => this.waiting.set(id, resolve));
    this.send({ kind: "request", id, command, args });
    return (await orCancelled(answer, token)) as Body | undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
  }

  /** Gives back what the worker takes; the next request starts it again. */
  async stop(): Promise<void> {
    this.following?.dispose();
    const { worker } = this;
    this.worker = undefined;
    for (const resolve of this.waiting.values()) resolve(undefined);
    this.waiting.clear();
    await worker?.terminate();
  }

  dispose(): void {
    void this.stop();
  }

  private start(): void {
    if (this.worker) return;
    const worker = new Worker(this.script.fsPath);
    this.worker = worker;
    worker.on("message", (message: FromWorker) => {
      this.receive(message);
    });
    worker.on("error", (error) => {
      this.log.error(`The engine ended: ${error.stack ?? error.message}`);
      if (this.worker === worker) void this.stop();
    });
    this.following = this.follow();
    this.log.info("Yieldwise's own engine has started, since no TypeScript server with plugins runs here");
  }

  private receive(message: FromWorker): void {
    const resolve = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === "failure") this.log.error(message.message);
    resolve?.(message.kind === "answer" ? message.body : undefined);
  }

  /** Keeps the worker's texts as they are in the editor and on disk. */
  private follow(): vscode.Disposable {
    const { workspace } = vscode;
    const open = (document: vscode.TextDocument): void => {
      if (!isSupported(document)) return;
      this.send({ kind: "open", file: this.nameOf(document.uri), text: document.getText() });
    };
    workspace.textDocuments.forEach(open);
    const watcher = workspace.createFileSystemWatcher("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}");
    const moved = (): void => {
      this.send({ kind: "moved" });
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(moved),
      watcher.onDidDelete(moved),
      watcher.onDidChange((uri) => {
        if (configurations.test(uri.path)) moved();
        else this.send({ kind: "changed", file: this.nameOf(uri) });
      }),
      workspace.onDidOpenTextDocument(open),
      workspace.onDidChangeTextDocument(({ document }) => {
        open(document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (isSupported(document)) this.send({ kind: "close", file: this.nameOf(document.uri) });
      }),
    );
  }

  private send(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}
