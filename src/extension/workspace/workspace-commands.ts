import * as vscode from "vscode";
import type { Backend, FileChange } from "../backend";
import { commandIds } from "../command-ids";
import type { EditApplier } from "../edit-applier";
import { readSettings } from "../settings";
import { orCancelled } from "../timing";
import { toPreviewedEdit, toWorkspaceEdit } from "../workspace-edit";
import { tellProgress } from "./context";
import { type Inventory, looksForSync } from "./inventory";
import { mergeChanges } from "./merge";
import { searchWorkspace } from "./search";
import { viewId } from "./tree";

const { l10n, window } = vscode;

/** One iterator of the answer of "Find Hand-Rolled Async Iterators", for whoever runs the command. */
export interface Found {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly label: string | undefined;
  readonly verdict: string;
}

/** The commands that are about the whole workspace. */
export class WorkspaceCommands {
  private running: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly inventory: Inventory,
    private readonly applier: EditApplier,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** @returns what undoes the registration */
  register(): vscode.Disposable {
    const { registerCommand } = vscode.commands;
    return vscode.Disposable.from(
      registerCommand(commandIds.findInWorkspace, () => this.find()),
      registerCommand(commandIds.convertAllSafeInWorkspace, () => this.convertAllSafe()),
    );
  }

  /** Looks through the workspace and shows what was found; a second search takes the place of one that is under way. */
  private async find(): Promise<Found[]> {
    if (!vscode.workspace.workspaceFolders) {
      void window.showInformationMessage(l10n.t("Open a folder first."));
      return [];
    }
    void vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
    const finished = await this.search();
    if (finished && this.inventory.count() === 0) {
      void window.showInformationMessage(
        looksForSyncAnywhere()
          ? l10n.t("This workspace has no hand-rolled iterator.")
          : l10n.t("This workspace has no hand-rolled async iterator."),
      );
    }
    return this.found();
  }

  /** @returns whether the search came to its end */
  private async search(): Promise<boolean> {
    this.running?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.running = source;
    const began = performance.now();
    // First, so that the list never stands empty as if nothing had been found.
    await tellProgress("searching");
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Finding hand-rolled iterators"),
      cancellable: true,
    };
    const files = await window.withProgress(progress, async (shown, token) => {
      token.onCancellationRequested(() => {
        source.cancel();
      });
      const report = (message: string): void => {
        shown.report({ message });
      };
      return searchWorkspace(this.backend, this.inventory, report, source.token);
    });
    const took = ((performance.now() - began) / 1000).toFixed(1);
    this.log.info(
      files === undefined
        ? `The search was called off after ${took} s`
        : `Searched ${files} files in ${took} s: ${this.inventory.count()} iterators`,
    );
    return files !== undefined;
  }

  private found(): Found[] {
    return this.inventory
      .listed()
      .flatMap(({ uri, iterators }) =>
        iterators.map(({ range, label, verdict }) => ({ uri, range, label, verdict })),
      );
  }

  private async convertAllSafe(): Promise<void> {
    if (this.inventory.progress !== "done" && !(await this.search())) return;
    const total = this.inventory.count("safe");
    if (total === 0) {
      void window.showInformationMessage(
        l10n.t("None of the iterators that were found in this workspace is safe to convert."),
      );
      return;
    }
    const changes = await this.safeChanges(total);
    const merged = mergeChanges(await this.withoutReadOnly(changes ?? []));
    const [first] = merged;
    if (!first) return;
    await this.applier.apply(toPreviewedEdit(merged, first.uri, l10n.t("Convert to generators")));
  }

  /** Leaves out each conversion that would change a file that cannot be saved, and says so. */
  private async withoutReadOnly(all: readonly FileChange[][]): Promise<FileChange[][]> {
    const kept: FileChange[][] = [];
    const readOnly: vscode.Uri[] = [];
    for (const changes of all) {
      const uri = await this.applier.firstReadOnly(toWorkspaceEdit(changes));
      if (uri) readOnly.push(uri);
      else kept.push(changes);
    }
    const [first] = readOnly;
    if (!first) return kept;
    const name = vscode.workspace.asRelativePath(first);
    void window.showWarningMessage(
      l10n.t(
        "Left out {0} of {1} conversions: they would change files that are read-only, such as {2}.",
        readOnly.length,
        all.length,
        name,
      ),
    );
    return kept;
  }

  /** @returns `undefined` when it was called off */
  private safeChanges(total: number): Thenable<FileChange[][] | undefined> {
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Converting iterators"),
      cancellable: true,
    };
    return window.withProgress(progress, async (shown, token) => {
      const all: FileChange[][] = [];
      for (const { uri, iterators } of this.inventory.listed()) {
        const { options } = readSettings(uri);
        for (const { verdict, choices } of iterators) {
          const [best] = choices;
          if (verdict !== "safe" || !best) continue;
          shown.report({ message: l10n.t("{0} of {1}", all.length + 1, total) });
          const changes = await orCancelled(this.backend.changes(uri, options, best, token), token);
          if (token.isCancellationRequested) return undefined;
          all.push([...(changes ?? [])]);
        }
      }
      return all;
    });
  }
}

/** @returns whether iterators that are not async are looked for in some folder of the workspace */
export function looksForSyncAnywhere(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => looksForSync(readSettings(uri)));
}
