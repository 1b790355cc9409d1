import * as vscode from "vscode";
import type { Analysis } from "../analysis";
import type { Backend } from "../backend";
import type { EditApplier } from "../edit-applier";
import { concernsSettings } from "../settings";
import { Throttle } from "../timing";
import { safeCount } from "../wording";
import { tellFindable, tellProgress } from "./context";
import { ConvertAll } from "./convert-all";
import { Follower } from "./follow";
import { Inventory } from "./inventory";
import { leftOut, stoppedAt } from "./reach";
import { IteratorTree, type Node, viewId } from "./tree";
import type { RealPath } from "./twins";
import { WorkspaceCommands } from "./workspace-commands";

/** What the view works with. */
export interface ViewParts {
  readonly analysis: Analysis;
  readonly applier: EditApplier;
  readonly backend: Backend;
  readonly log: vscode.LogOutputChannel;
  /** Where the host can tell. */
  readonly realPath?: RealPath | undefined;
}

/** The view of the workspace's iterators: the search that fills it, and what keeps it fresh. */
export class WorkspaceView implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  constructor({ analysis, applier, backend, log, realPath }: ViewParts) {
    const inventory = new Inventory();
    const tree = new IteratorTree(inventory);
    const view = vscode.window.createTreeView<Node>(viewId, {
      treeDataProvider: tree,
      showCollapseAll: true,
    });
    const shown = new Throttle(
      () => {
        tree.refresh();
        showState(inventory, view);
      },
      pause,
      () => tree.isShown(),
    );
    const follower = new Follower(backend, analysis, inventory, view, realPath);
    const convertAll = new ConvertAll(backend, inventory, applier);
    this.subscriptions = vscode.Disposable.from(
      inventory,
      view,
      tree,
      shown,
      inventory.onDidChange(() => {
        shown.request();
      }),
      inventory.onDidProceed(() => {
        shown.now();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (concernsSettings(change)) void tellFindable();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void tellFindable()),
      follower,
      new WorkspaceCommands({ backend, convertAll, follower, inventory, log, realPath }).register(),
    );
    void tellFindable();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

/** Between two times that the rows are shown anew, in milliseconds, at the least. */
const pause = 400;

/** What a person must know who takes the list for all there is. */
function messageFor(inventory: Inventory): string | undefined {
  const { reach } = inventory;
  const stopped = reach && `${stoppedAt(reach)} ${vscode.l10n.t("Search again to see the rest.")}`;
  const sentences = [stopped, leftOut(inventory)].filter((each) => each !== undefined);
  return sentences.length > 0 ? sentences.join(" ") : undefined;
}

/** The badge counts what could be done at once. */
function showState(inventory: Inventory, view: vscode.TreeView<Node>): void {
  void tellProgress(inventory.progress);
  // VS Code shows nothing beside a message where the view is empty, not the button to search again either.
  view.message = inventory.count() > 0 ? messageFor(inventory) : undefined;
  const safe = inventory.count("safe");
  view.badge = safe > 0 ? { value: safe, tooltip: safeCount(safe) } : undefined;
}
