import * as vscode from "vscode";
import { commands, type StatusBody } from "../../protocol";
import { isSupported } from "../languages";
import { readSettings } from "../settings";
import type { Engine } from "./engine";
import type { OwnEngine } from "./own-engine";
import type { Tsserver } from "./tsserver";

/** Waits before VS Code is looked at again: it takes its time to start or end its server. */
const looks: readonly number[] = [0, 500, 1500, 4000];

/** Which engine answers, for how it is shown. */
export interface EngineState {
  readonly name: string;
  /** Not known before the first answer. */
  readonly typescript: string | undefined;
  readonly busy: boolean;
}

/**
 * Picks the engine: the TypeScript server with the plugin where there is one, else our own. In virtual file systems that server sees
 * nothing but what is open, so there it is always our own, which reads them through VS Code.
 */
export class Engines implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly stated = new vscode.EventEmitter<EngineState>();
  private readonly subscriptions: vscode.Disposable;
  private current: Promise<Engine> | undefined;
  private answering: Engine | undefined;
  private asking: Engine | undefined;
  private readonly typescript = new Map<Engine, string | undefined>();
  private asked = 0;

  /** Fires when another engine answers than before, or the same one after a restart. */
  readonly onDidChange = this.changed.event;
  readonly onDidChangeState = this.stated.event;

  /** @param tsserver - VS Code's; there is none for us in a browser, where it takes no plugin of this kind */
  constructor(
    private readonly tsserver: Tsserver | undefined,
    private readonly own: OwnEngine,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.stated,
      vscode.extensions.onDidChange(() => {
        this.lookAgain();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => void this.tell()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        const concerned = ["js/ts.experimental", "typescript.experimental", "yieldwise.engine"];
        if (concerned.some((section) => change.affectsConfiguration(section))) this.lookAgain();
      }),
    );
  }

  /** Folders of a workspace may differ in who answers. */
  private async engineFor(uri: vscode.Uri | undefined): Promise<Engine> {
    if (uri && isVirtual(uri)) return this.own;
    // Also where it is not asked, the server is found and told to show nothing itself.
    const engine = await this.engine();
    return readSettings(uri).engine === "bundled" ? this.own : engine;
  }

  /** @returns the engine that answers about files on disk, where the settings leave it to us */
  private engine(): Promise<Engine> {
    this.current ??= this.pick();
    return this.current;
  }

  /**
   * Runs a question, and shows meanwhile that the engine is busy.
   *
   * @param uri - the file in question
   * @param ask - asks the engine
   */
  async during<T>(uri: vscode.Uri, ask: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await this.engineFor(uri);
    this.asking = engine;
    this.asked++;
    void this.tell();
    try {
      return await ask(engine);
    } finally {
      this.asked--;
      if (this.typescript.get(engine) === undefined) void this.askVersion(engine);
      void this.tell();
    }
  }

  /** Ends the engine of the file that somebody looks at, and starts it again. */
  async restart(): Promise<void> {
    const engine = await this.engineFor(activeFile());
    await engine.restart();
    if (engine !== this.own) await this.own.restart();
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async pick(): Promise<Engine> {
    const { tsserver } = this;
    const isThere = tsserver !== undefined && (await tsserver.find());
    const picked = isThere ? tsserver : this.own;
    // What nobody asks any more gives back what it takes.
    if (picked !== this.own && !isOwnWanted()) await this.own.stop();
    if (picked === this.answering) return picked;
    this.answering = picked;
    this.asking = picked;
    this.typescript.delete(picked);
    void this.tell();
    return picked;
  }

  private lookAgain(): void {
    for (const wait of looks) setTimeout(() => void this.look(), wait);
  }

  private async look(): Promise<void> {
    const before = this.answering;
    this.current = undefined;
    if ((await this.engine()) !== before && before) this.changed.fire();
  }

  private async askVersion(engine: Engine): Promise<void> {
    const none = new vscode.CancellationTokenSource().token;
    const body = await engine.request<StatusBody>(commands.status, {}, none);
    this.typescript.set(engine, body?.typescript);
    void this.tell();
  }

  /** The status stands beside a file, and is about the engine that answers about it. */
  private async tell(): Promise<void> {
    if (!this.asking) return;
    const file = activeFile();
    const engine = file ? await this.engineFor(file) : this.asking;
    const { typescript, asked } = this;
    this.stated.fire({ name: engine.name, typescript: typescript.get(engine), busy: asked > 0 });
  }
}

/** Whether VS Code's TypeScript server sees nothing of the file but what is open. */
function isVirtual({ scheme }: vscode.Uri): boolean {
  return scheme !== "file" && scheme !== "untitled";
}

function activeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isSupported(document) ? document.uri : undefined;
}

/** @returns whether our own engine answers for some folder, although there is a TypeScript server */
function isOwnWanted(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return (
    folders.some(({ uri }) => isVirtual(uri)) ||
    [undefined, ...folders].some((folder) => readSettings(folder?.uri).engine === "bundled")
  );
}
