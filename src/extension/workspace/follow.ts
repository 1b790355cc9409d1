import * as vscode from "vscode";
import type { Analysis } from "../analysis";
import type { Backend } from "../backend";
import { isExcluded, isCodeFile } from "../languages";
import { readSettings } from "../settings";
import { Debouncer, orCancelled } from "../timing";
import { textOf } from "./files";
import { type Inventory, mayHoldIterator } from "./inventory";

/** After a change: verdicts depend on consumers elsewhere, so every listed file is looked at again. */
const pause = 1500;

/** Keeps the inventory as the workspace is, from the first search on. It rests while nobody sees the view. */
export class Follower implements vscode.Disposable {
  private readonly debouncer = new Debouncer();
  private readonly subscriptions: { dispose(): unknown }[];
  private readonly changedFiles = new Map<string, vscode.Uri>();
  private round: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly analysis: Analysis,
    private readonly inventory: Inventory,
    private readonly view: vscode.TreeView<unknown>,
  ) {
    this.subscriptions = [
      this.debouncer,
      analysis.onDidAnalyse(({ uri, findings }) => {
        if (inventory.progress === "done") inventory.set(uri, isSearched(uri) ? findings : []);
      }),
      analysis.onDidChangeFile((uri) => {
        this.note(uri);
      }),
      view.onDidChangeVisibility(() => {
        if (this.changedFiles.size > 0) this.schedule();
      }),
    ];
  }

  dispose(): void {
    this.round?.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private note(uri: vscode.Uri): void {
    if (this.inventory.progress !== "done") return;
    this.changedFiles.set(uri.toString(), uri);
    this.schedule();
  }

  private schedule(): void {
    this.round?.cancel();
    this.debouncer.schedule("follow", pause, () => {
      if (this.view.visible) void this.follow();
    });
  }

  private async follow(): Promise<void> {
    const round = new vscode.CancellationTokenSource();
    this.round = round;
    const listed = this.inventory.listed().map(({ uri }) => [uri.toString(), uri] as const);
    for (const [key, uri] of new Map([...this.changedFiles, ...listed])) {
      await this.lookAgain(uri, round.token);
      if (round.token.isCancellationRequested) return;
      this.changedFiles.delete(key);
    }
  }

  private async lookAgain(uri: vscode.Uri, token: vscode.CancellationToken): Promise<void> {
    // What is open in an editor is analysed for the editor already.
    if (this.analysis.isFollowing(uri)) return;
    const settings = readSettings(uri);
    const text = isSearched(uri) ? await textOf(uri) : undefined;
    if (!mayHoldIterator(text ?? "", settings)) {
      this.inventory.set(uri, []);
      return;
    }
    const found = await orCancelled(this.backend.findings(uri, settings.options, token), token);
    if (found && !found.unfinished) this.inventory.set(uri, found.findings);
  }
}

/** @returns whether a search through the workspace looks at the file: what was never saved, or lies elsewhere, is not listed */
function isSearched(uri: vscode.Uri): boolean {
  const isOfWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isOfWorkspace && readSettings(uri).enable && isCodeFile(uri) && !isExcluded(uri);
}
