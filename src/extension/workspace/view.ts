import * as vscode from "vscode";
import type { Analysis } from "../analysis";
import type { Backend } from "../backend";
import type { EditApplier } from "../edit-applier";
import { tellProgress } from "./context";
import { Follower } from "./follow";
import { Inventory } from "./inventory";
import { IteratorTree, type Node, viewId } from "./tree";
import { looksForSyncAnywhere, WorkspaceCommands } from "./workspace-commands";

/** The view of the workspace's iterators: the search that fills it, and what keeps it fresh. */
export class WorkspaceView implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  constructor(backend: Backend, analysis: Analysis, applier: EditApplier, log: vscode.LogOutputChannel) {
    const inventory = new Inventory();
    const view = vscode.window.createTreeView<Node>(viewId, {
      treeDataProvider: new IteratorTree(inventory),
      showCollapseAll: true,
    });
    this.subscriptions = vscode.Disposable.from(
      inventory,
      view,
      inventory.onDidChange(() => {
        showState(inventory, view);
      }),
      new Follower(backend, analysis, inventory, view),
      new WorkspaceCommands(backend, inventory, applier, log).register(),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

/** The badge counts what could be done at once. */
function showState(inventory: Inventory, view: vscode.TreeView<Node>): void {
  void tellProgress(inventory.progress);
  void vscode.commands.executeCommand("setContext", "yieldwise.searchesSync", looksForSyncAnywhere());
  const safe = inventory.count("safe");
  const tooltip = vscode.l10n.t("{0} iterators are safe to convert", safe);
  view.badge = safe > 0 ? { value: safe, tooltip } : undefined;
}
