import * as vscode from "vscode";
import type { FromWorker, ToWorker, Wanted } from "../../worker/messages";
import { isSupported } from "../languages";
import { orCancelled } from "../timing";
import type { Engine } from "./engine";
import type { EngineWorker, WorkerHost } from "./engine-worker";
import { FileNames } from "./file-names";
import { VirtualFiles } from "./virtual-files";

/** Files by whose coming, going or changing the projects change. */
const configurations = /\/(?:[jt]sconfig[^/]*|package)\.json$/;

/** The engine in a worker, on the TypeScript that comes with the extension. It starts with the first request. */
export class OwnEngine implements Engine {
  readonly name = vscode.l10n.t("Yieldwise's own engine");
  private readonly names: FileNames;
  private worker: Promise<EngineWorker | undefined> | undefined;
  private following: vscode.Disposable | undefined;
  private readonly waiting = new Map<number, (body: object | undefined) => void>();
  private count = 0;

  /** @param script - the worker's, inside the extension */
  constructor(
    private readonly host: WorkerHost,
    private readonly script: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.names = new FileNames(host.hasDisk);
  }

  nameOf(uri: vscode.Uri): string {
    return this.names.nameOf(uri);
  }

  uriOf(name: string): vscode.Uri {
    return this.names.uriOf(name);
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
    await (await worker)?.stop();
  }

  dispose(): void {
    void this.stop();
  }

  private start(): void {
    if (this.worker) return;
    const files = new VirtualFiles(this.names, this.log);
    const worker = this.launch(files).catch((error: unknown) => {
      this.fail(worker, error);
      return undefined;
    });
    this.worker = worker;
    this.following = this.follow(files);
    this.log.info("Yieldwise's own engine has started, in a worker");
  }

  private launch(files: VirtualFiles): Promise<EngineWorker> {
    return this.host.start(this.script, {
      onMessage: (message) => {
        if (message.kind === "load") void this.load(files, message.wanted);
        else this.receive(message);
      },
      onError: (error) => {
        this.fail(this.worker, error);
      },
    });
  }

  private fail(worker: Promise<unknown> | undefined, error: unknown): void {
    this.log.error(
      `The engine ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    if (this.worker === worker) void this.stop();
  }

  private async load(files: VirtualFiles, wanted: Wanted): Promise<void> {
    const { worker } = this;
    const loaded = await files.load(wanted);
    if (this.worker === worker) this.send({ kind: "loaded", loaded });
  }

  private receive(message: Exclude<FromWorker, { readonly kind: "load" }>): void {
    const resolve = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === "failure") this.log.error(message.message);
    resolve?.(message.kind === "answer" ? message.body : undefined);
  }

  /** Keeps the worker's texts as they are in the editor and where they are saved. */
  private follow(files: VirtualFiles): vscode.Disposable {
    const { workspace } = vscode;
    const open = (document: vscode.TextDocument): void => {
      if (!isSupported(document)) return;
      this.send({ kind: "open", file: this.nameOf(document.uri), text: document.getText() });
    };
    const sendRoots = (): void => {
      this.send({ kind: "roots", folders: files.roots() });
    };
    const { bundle } = vscode.l10n;
    if (bundle) this.send({ kind: "messages", messages: bundle });
    sendRoots();
    workspace.textDocuments.forEach(open);
    const watcher = workspace.createFileSystemWatcher("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}");
    const moved = (uri: vscode.Uri): void => {
      this.send({ kind: "moved", file: this.nameOf(uri) });
    };
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(moved),
      watcher.onDidDelete(moved),
      watcher.onDidChange((uri) => {
        if (configurations.test(uri.path)) moved(uri);
        else this.send({ kind: "changed", file: this.nameOf(uri) });
      }),
      workspace.onDidChangeWorkspaceFolders(sendRoots),
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
    void this.worker?.then((worker) => worker?.send(message));
  }
}
