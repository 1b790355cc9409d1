import * as vscode from "vscode";
import { commands, type StatusBody } from "../../protocol";
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
      vscode.workspace.onDidChangeConfiguration((change) => {
        const concerned = ["js/ts.experimental", "typescript.experimental", "yieldwise.engine"];
        if (concerned.some((section) => change.affectsConfiguration(section))) this.lookAgain();
      }),
    );
  }

  /** @returns the engine that answers about files on disk now */
  engine(): Promise<Engine> {
    this.current ??= this.pick();
    return this.current;
  }

  private engineFor({ scheme }: vscode.Uri): Promise<Engine> {
    const isVirtual = scheme !== "file" && scheme !== "untitled";
    return isVirtual ? Promise.resolve(this.own) : this.engine();
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
    this.tell();
    try {
      return await ask(engine);
    } finally {
      this.asked--;
      if (this.typescript.get(engine) === undefined) void this.askVersion(engine);
      this.tell();
    }
  }

  /** Ends the engine and starts it again. */
  async restart(): Promise<void> {
    const engine = await this.engine();
    await engine.restart();
    if (engine !== this.own) await this.own.restart();
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async pick(): Promise<Engine> {
    const { engine } = readSettings(undefined);
    const { tsserver } = this;
    const isThere = engine === "auto" && tsserver !== undefined && (await tsserver.find());
    const picked = isThere ? tsserver : this.own;
    if (picked === this.answering) return picked;
    this.answering = picked;
    this.asking = picked;
    this.typescript.delete(picked);
    if (picked !== this.own) await this.own.stop();
    this.tell();
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
    this.tell();
  }

  private tell(): void {
    const { asking, typescript, asked } = this;
    if (!asking) return;
    this.stated.fire({ name: asking.name, typescript: typescript.get(asking), busy: asked > 0 });
  }
}
