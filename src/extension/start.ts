import * as vscode from "vscode";
import { Analysis } from "./analysis";
import { CodeActions } from "./code-actions";
import { commandIds } from "./command-ids";
import { Commands } from "./commands";
import { Converter } from "./converter";
import { EditApplier } from "./edit-applier";
import { Engines } from "./engines/engines";
import type { WorkerHost } from "./engines/engine-worker";
import { OwnEngine } from "./engines/own-engine";
import { ProtocolBackend } from "./engines/protocol-backend";
import { EngineStatus } from "./engines/status";
import type { Tsserver } from "./engines/tsserver";
import { Comparison } from "./explain/compare";
import { Explainer } from "./explain/explainer";
import { Hovers } from "./hover";
import { selector } from "./languages";
import type { WriteProtection } from "./read-only";
import { Sample } from "./sample";
import { SettingsCheck } from "./settings-check";
import type { RealPath } from "./workspace/twins";
import { WorkspaceView } from "./workspace/view";

/** What differs between the hosts that the extension runs in. */
export interface Host {
  readonly workers: WorkerHost;
  /** Finds VS Code's TypeScript server, where it takes our plugin. */
  tsserver?(log: vscode.LogOutputChannel): Tsserver;
  /** Sees the permissions of files, where the host has a disk. */
  readonly isWriteProtected?: WriteProtection;
  /** Sees links, where the host has a disk. */
  readonly realPath?: RealPath;
}

/**
 * Called when the first TypeScript or JavaScript file is opened, a command is run, or the view is shown. It only registers: the
 * engine is asked in the background.
 */
export function start(context: vscode.ExtensionContext, host: Host): void {
  const began = performance.now();
  const log = vscode.window.createOutputChannel("Yieldwise", { log: true });
  const tsserver = host.tsserver?.(log);
  const extension = context.extensionUri;
  const own = new OwnEngine(host.workers, vscode.Uri.joinPath(extension, "dist", "worker.js"), log);
  const engines = new Engines(tsserver, own);
  const backend = new ProtocolBackend(engines, log);
  const analysis = new Analysis(backend, extension, log);
  const comparison = new Comparison();
  const applier = new EditApplier(host.isWriteProtected);
  const converter = new Converter(backend, applier, comparison);
  const explainer = new Explainer(backend, comparison, applier, analysis);
  const sample = new Sample(extension);
  const settings = new SettingsCheck(log);
  const { languages } = vscode;
  context.subscriptions.push(
    log,
    ...(tsserver ? [tsserver] : []),
    own,
    engines,
    new EngineStatus(engines),
    analysis,
    comparison,
    explainer,
    settings,
    new WorkspaceView({ analysis, applier, backend, log, realPath: host.realPath }),
    new Commands({ analysis, applier, backend, converter, explainer, extension, log }).register(),
    languages.registerCodeActionsProvider(
      selector,
      new CodeActions(analysis, backend, applier),
      CodeActions.metadata,
    ),
    languages.registerHoverProvider(selector, new Hovers(analysis)),
    engines.onDidChange(() => {
      analysis.refreshAll();
    }),
    vscode.commands.registerCommand(commandIds.openSample, () => sample.open()),
    vscode.commands.registerCommand(commandIds.restart, () => engines.restart()),
  );
  analysis.start();
  settings.check();
  log.info(`Activated in ${(performance.now() - began).toFixed(1)} ms`);
}
