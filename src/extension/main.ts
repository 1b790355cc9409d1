import * as vscode from "vscode";
import { Analysis } from "./analysis";
import { CodeActions } from "./code-actions";
import { Commands } from "./commands";
import { selector } from "./languages";
import { Tsserver } from "./tsserver";
import { TsserverBackend } from "./tsserver-backend";

/**
 * Called by VS Code when the first TypeScript or JavaScript file is opened. It only registers: the TypeScript server is asked
 * in the background.
 */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const log = vscode.window.createOutputChannel("Yieldwise", { log: true });
  const tsserver = new Tsserver(log);
  const backend = new TsserverBackend(tsserver);
  const analysis = new Analysis(backend, context.extensionUri, log);
  context.subscriptions.push(
    log,
    tsserver,
    analysis,
    new Commands(analysis, backend, context.extensionUri, log).register(),
    vscode.languages.registerCodeActionsProvider(
      selector,
      new CodeActions(analysis, backend),
      CodeActions.metadata,
    ),
    tsserver.onDidConnect(() => {
      analysis.refreshAll();
    }),
  );
  analysis.start();
  log.info(`Activated in ${(performance.now() - began).toFixed(1)} ms`);
}
