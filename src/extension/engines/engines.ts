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

/** Picks the engine: the TypeScript server with the plugin where there is one, else our own. */
export class Engines implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly stated = new vscode.EventEmitter<EngineState>();
  private readonly subscriptions: vscode.Disposable;
  private current: Promise<Engine> | undefined;
  private answering: Engine | undefined;
  private typescript: string | undefined;
  private asked = 0;

  /** Fires when another engine answers than before, or the same one after a restart. */
  readonly onDidChange = this.changed.event;
  readonly onDidChangeState = this.stated.event;

  constructor(
    private readonly tsserver: Tsserver,
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

  /** @returns the engine that answers now */
  engine(): Promise<Engine> {
    this.current ??= this.pick();
    return this.current;
  }

  /**
   * Runs a question, and shows meanwhile that the engine is busy.
   *
   * @param ask - asks the engine
   */
  async during<T>(ask: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await this.engine();
    this.asked++;
    this.tell();
    try {
      return await ask(engine);
    } finally {
      this.asked--;
      if (this.typescript === undefined) void this.askVersion(engine);
      this.tell();
    }
  }

  /** Ends the engine and starts it again. */
  async restart(): Promise<void> {
    const engine = await this.engine();
    await engine.restart();
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async pick(): Promise<Engine> {
    const { engine } = readSettings(undefined);
    const isThere = engine === "auto" && (await this.tsserver.find());
    const picked = isThere ? this.tsserver : this.own;
    if (picked === this.answering) return picked;
    this.answering = picked;
    this.typescript = undefined;
    if (picked === this.tsserver) await this.own.stop();
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
    if (engine !== this.answering) return;
    this.typescript = body?.typescript;
    this.tell();
  }

  private tell(): void {
    const { answering, typescript, asked } = this;
    if (answering) this.stated.fire({ name: answering.name, typescript, busy: asked > 0 });
  }
}
