import * as vscode from "vscode";
import type { Backend } from "../backend";
import { commandIds } from "../command-ids";
import { withNotification, withView } from "../progress";
import { sayInSettings } from "../settings-message";
import { rulesOff, switchedOff } from "../wording";
import { type Findable, findableInWorkspace, tellProgress } from "./context";
import type { ConvertAll } from "./convert-all";
import type { Follower } from "./follow";
import type { Inventory, Reach } from "./inventory";
import { leftOut, stoppedAt } from "./reach";
import { searchWorkspace } from "./search";
import { viewId } from "./tree";
import type { RealPath } from "./twins";

const { l10n, window } = vscode;

/** One iterator of the answer of "Find Hand-Rolled Async Iterators", for whoever runs the command. */
export interface Found {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly label: string | undefined;
  readonly verdict: string;
}

/** What the commands work with. */
export interface WorkspaceCommandParts {
  readonly backend: Backend;
  readonly convertAll: ConvertAll;
  readonly follower: Follower;
  readonly inventory: Inventory;
  readonly log: vscode.LogOutputChannel;
  /** Where the host can tell. */
  readonly realPath: RealPath | undefined;
}

/** The commands that are about the whole workspace. */
export class WorkspaceCommands {
  private running: vscode.CancellationTokenSource | undefined;
  /** Until when a search may still write into the inventory, be it called off or not. */
  private ended: Thenable<unknown> = Promise.resolve();

  constructor(private readonly parts: WorkspaceCommandParts) {}

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
    if (!canSearch()) return [];
    void vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
    const finished = await this.search();
    if (finished && this.parts.inventory.count() === 0) {
      void window.showInformationMessage(this.noneFound());
    }
    return this.found();
  }

  /** @returns whether the search came to its end */
  private async search(): Promise<boolean> {
    const { backend, follower, inventory, log, realPath } = this.parts;
    this.running?.cancel();
    await this.ended;
    const source = new vscode.CancellationTokenSource();
    this.running = source;
    const began = performance.now();
    // First, so that the list never stands empty as if nothing had been found.
    await tellProgress("searching");
    follower.startAnew();
    const searching = withNotification(l10n.t("Finding hand-rolled iterators"), (report, token) => {
      token.onCancellationRequested(() => {
        source.cancel();
      });
      return searchWorkspace(backend, inventory, report, source.token, realPath);
    });
    this.ended = searching.then(undefined, () => undefined);
    const files = await searching;
    const took = ((performance.now() - began) / 1000).toFixed(1);
    log.info(
      files === undefined
        ? `The search was called off after ${took} s`
        : `Searched ${files} files in ${took} s: ${inventory.count()} iterators`,
    );
    return files !== undefined;
  }

  private found(): Found[] {
    return this.parts.inventory
      .listed()
      .flatMap(({ uri, iterators }) =>
        iterators.map(({ range, label, verdict }) => ({ uri, range, label, verdict })),
      );
  }

  private async convertAllSafe(): Promise<void> {
    const { convertAll, follower, inventory } = this.parts;
    if (!canSearch() || !(await this.isListReady())) return;
    if (inventory.count("safe") > 0) {
      // Where something is left to look at, the view says so at once.
      if (await convertAll.run()) await withView(viewId, (token) => follower.catchUp(token));
      return;
    }
    void window.showInformationMessage(
      inventory.count() === 0
        ? this.noneFound()
        : l10n.t("None of the iterators that were found in this workspace is safe to convert."),
    );
  }

  private noneFound(): string {
    const none = noneInWorkspace(findableInWorkspace());
    const but = leftOut(this.parts.inventory);
    return but === undefined ? none : `${none} ${but}`;
  }

  /** @returns whether the list is whole and fresh, or somebody is content with a part of it */
  private async isListReady(): Promise<boolean> {
    const { inventory } = this.parts;
    do await this.ended;
    while (inventory.progress === "searching");
    if (inventory.progress === "none") return this.search();
    if (!(await this.catchUp())) return false;
    return inventory.reach === undefined || this.acceptPart(inventory.reach);
  }

  /** Asks somebody who called the search off what is to be done with the part that it found. */
  private async acceptPart(reach: Reach): Promise<boolean> {
    const searchAgain = l10n.t("Search Again");
    const safe = this.parts.inventory.count("safe");
    const only = safe === 1 ? l10n.t("Convert the One Listed") : l10n.t("Convert the {0} Listed", safe);
    const answer = await window.showWarningMessage(
      stoppedAt(reach),
      { modal: true, detail: listedSoFar(safe) },
      searchAgain,
      ...(safe === 0 ? [] : [only]),
    );
    return answer === searchAgain ? this.search() : answer === only;
  }

  private catchUp(): Thenable<boolean> {
    const { follower } = this.parts;
    return withNotification(l10n.t("Looking at what has changed"), (_report, token) =>
      follower.catchUp(token),
    );
  }
}

/** What there is although a search was called off; what is open in an editor is listed without any search. */
function listedSoFar(safe: number): string {
  if (safe === 0) {
    return l10n.t("Nothing that is safe to convert is listed. Search again to see the rest.");
  }
  return safe === 1
    ? l10n.t(
        "1 iterator that is safe to convert is listed; there may be more. What is converted is shown first.",
      )
    : l10n.t(
        "{0} iterators that are safe to convert are listed; there may be more. What is converted is shown first.",
        safe,
      );
}

/** Says so where nothing can be found whatever the code is. */
function canSearch(): boolean {
  if (!vscode.workspace.workspaceFolders?.length) {
    void window.showInformationMessage(l10n.t("Open a folder first."));
    return false;
  }
  const findable = findableInWorkspace();
  if (findable !== "off" && findable !== "none") return true;
  void sayInSettings(findable === "off" ? switchedOff() : rulesOff());
  return false;
}

function noneInWorkspace(findable: Findable): string {
  if (findable === "async") return l10n.t("This workspace has no hand-rolled async iterator.");
  return findable === "sync"
    ? l10n.t("This workspace has no hand-rolled iterator that is not async.")
    : l10n.t("This workspace has no hand-rolled iterator.");
}
