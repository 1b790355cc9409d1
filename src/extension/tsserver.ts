import * as vscode from "vscode";
import { pluginName, type PluginConfiguration } from "../protocol";
import { gaveUp, tryAgain, withBackOff } from "./timing";

const builtinId = "vscode.typescript-language-features";
const requestCommand = "typescript.tsserverRequest";

/** What the server says before it has loaded the plugin, or the file's project. */
const notReady = /Unrecognized JSON command|No Project|NoProject/i;

/** The part of the built-in extension's API that is used. */
interface BuiltinApi {
  getAPI(version: 0): { configurePlugin(name: string, configuration: PluginConfiguration): void } | undefined;
}

/** What `typescript.tsserverRequest` gives; `body` is there for `type: "response"` alone. */
interface Response<Body> {
  readonly type: string;
  readonly body?: Body;
}

/**
 * The TypeScript server of VS Code's built-in extension, and the plugin in it. It may start late, be restarted, be switched off,
 * or be replaced by TypeScript 7, which has no plugins.
 */
export class Tsserver implements vscode.Disposable {
  private readonly connected = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.connected];
  private connection: Promise<boolean> | undefined;
  private lastTrouble = "";

  /** Fires when the server can be asked, the first time and after it was away. */
  readonly onDidConnect = this.connected.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscriptions.push(
      vscode.extensions.onDidChange(() => {
        this.reconnect();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (
          change.affectsConfiguration("js/ts.experimental") ||
          change.affectsConfiguration("typescript.experimental")
        ) {
          this.reconnect();
        }
      }),
    );
  }

  /**
   * Asks the plugin, and asks again while the server or the plugin is not up yet.
   *
   * @typeParam Body - what the plugin answers to this command
   * @param command - begins with `_yieldwise.`
   * @param args - `file`, a Uri, becomes the path that the server knows the document by
   * @param token - calls it off
   * @returns the answer's body, or `undefined` when it was called off or nobody answers; the log says why
   */
  async request<Body>(
    command: string,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<Body | undefined> {
    if (!(await this.connect())) return undefined;
    const answer = await withBackOff(() => this.attempt<Body>(command, args, token), token);
    if (answer === gaveUp && !token.isCancellationRequested) {
      this.complainOnce(
        vscode.l10n.t(
          "The TypeScript server has not loaded Yieldwise's plugin; {0} is not known to it.",
          command,
        ),
      );
    }
    return answer === gaveUp ? undefined : answer;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async attempt<Body>(
    command: string,
    args: object,
    token: vscode.CancellationToken,
  ): Promise<Body | undefined | typeof tryAgain> {
    try {
      const response = await vscode.commands.executeCommand<Response<Body> | undefined>(
        requestCommand,
        command,
        args,
        { lowPriority: true },
        token,
      );
      if (response?.type === "response") return response.body;
      // The server was restarted, has not started yet, or the request was called off.
      this.log.debug(`${command}: ${response?.type ?? "no response"}`);
      return tryAgain;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (notReady.test(message)) return tryAgain;
      this.log.error(`${command}: ${message}`);
      return undefined;
    }
  }

  private connect(): Promise<boolean> {
    this.connection ??= this.findServer();
    return this.connection;
  }

  private reconnect(): void {
    const before = this.connection;
    this.connection = undefined;
    void Promise.all([before, this.connect()]).then(([was, is]) => {
      if (is && !was) this.connected.fire();
    });
  }

  /** Finds the server and tells the plugin that this extension presents, so that nothing is underlined twice. */
  private async findServer(): Promise<boolean> {
    const builtin = vscode.extensions.getExtension<BuiltinApi | undefined>(builtinId);
    if (!builtin) {
      this.complainOnce(
        vscode.l10n.t(
          'VS Code\'s built-in extension "TypeScript and JavaScript Language Features" is off; Yieldwise needs it.',
        ),
      );
      return false;
    }
    const api = (await builtin.activate())?.getAPI(0);
    const commands = await vscode.commands.getCommands(true);
    if (!api || !commands.includes(requestCommand)) {
      this.complainOnce(
        vscode.l10n.t(
          'TypeScript 7\'s native server runs here, which has no plugins; Yieldwise rests until "js/ts.experimental.useTsgo" is off.',
        ),
      );
      return false;
    }
    api.configurePlugin(pluginName, { presentation: "none" });
    this.lastTrouble = "";
    return true;
  }

  /** The same trouble, met for every document, is told once. */
  private complainOnce(trouble: string): void {
    if (trouble === this.lastTrouble) return;
    this.lastTrouble = trouble;
    this.log.warn(trouble);
  }
}
