import * as vscode from "vscode";
import { commands, pluginName, type PluginConfiguration } from "../../protocol";
import { toUri } from "../places";
import { gaveUp, tryAgain, withBackOff } from "../timing";
import type { Engine } from "./engine";

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
export class Tsserver implements Engine {
  readonly name = vscode.l10n.t("VS Code's TypeScript server");
  private lastTrouble = "";

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** VS Code translates the Uri of an open document alone. */
  nameOf(uri: vscode.Uri): vscode.Uri | string {
    const key = uri.toString();
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
    return isOpen || uri.scheme !== "file" ? uri : uri.fsPath;
  }

  uriOf(name: string): vscode.Uri {
    return toUri(name);
  }

  async restart(): Promise<void> {
    await vscode.commands.executeCommand("typescript.restartTsServer");
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
    this.lastTrouble = "";
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
        // Nobody waits for findings, which come by themselves; for anything else somebody does.
        { lowPriority: command === commands.findings },
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

  /**
   * Finds the server and tells the plugin that this extension presents, so that nothing is underlined twice, and in which language.
   *
   * @returns whether there is one
   */
  async find(): Promise<boolean> {
    const builtin = vscode.extensions.getExtension<BuiltinApi | undefined>(builtinId);
    if (!builtin) {
      this.complainOnce(
        vscode.l10n.t('VS Code\'s built-in extension "TypeScript and JavaScript Language Features" is off.'),
      );
      return false;
    }
    const api = (await builtin.activate())?.getAPI(0);
    const commands = await vscode.commands.getCommands(true);
    if (!api || !commands.includes(requestCommand)) {
      this.complainOnce(vscode.l10n.t("TypeScript 7's native server runs here, which has no plugins."));
      return false;
    }
    const { bundle } = vscode.l10n;
    api.configurePlugin(pluginName, { presentation: "none", ...(bundle && { messages: bundle }) });
    this.lastTrouble = "";
    return true;
  }

  /** The same trouble, met for every document, is told once. */
  private complainOnce(trouble: string): void {
    if (trouble === this.lastTrouble) return;
    this.lastTrouble = trouble;
    this.log.info(trouble);
  }
}
