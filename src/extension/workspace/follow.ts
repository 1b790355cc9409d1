import * as vscode from "vscode";
import type { Analysed, Analysis } from "../analysis";
import type { Backend } from "../backend";
import { iteratorsIn, mayHoldIterator } from "../iterators";
import { isExcluded, isCodeFile } from "../languages";
import { isBelow, isGoneFromDisk } from "../on-disk";
import { readSettings, section } from "../settings";
import { Debouncer, orCancelled } from "../timing";
import { filesOfWorkspace, filesWithIterators, ignoreFileGlob, readText } from "./files";
import type { Inventory } from "./inventory";
import { type RealPath, withoutTwins } from "./twins";

/** After a change: verdicts depend on consumers elsewhere, so every listed file is looked at again. */
const pause = 1500;

/** Somebody who waits is not kept for ever by files that go on changing. */
const mostRounds = 3;

/** The settings that decide what is listed, and how. */
const decisive = [
  "search.useIgnoreFiles",
  ...[
    "enable",
    "rules",
    "outsideConsumers",
    "preferredTarget",
    "annotateTypes",
    "exclude",
    "maxFileSize",
  ].map((name) => `${section}.${name}`),
];

/**
 * Keeps the inventory as the workspace is, from the first search on. While nobody sees the view, what is listed and changes is all
 * that it looks at, since the badge counts it; the rest it remembers.
 */
export class Follower implements vscode.Disposable {
  private readonly debouncer = new Debouncer();
  private readonly subscriptions: { dispose(): unknown }[];
  private readonly changedFiles = new Map<string, vscode.Uri>();
  /** Those of the changed files that nobody has looked at, not even for the badge. */
  private readonly uncounted = new Map<string, vscode.Uri>();
  /** There may be files to list that no event has named. */
  private isListStale = false;
  private background: vscode.CancellationTokenSource | undefined;

  /** @param realPath - where the host can tell */
  constructor(
    private readonly backend: Backend,
    private readonly analysis: Analysis,
    private readonly inventory: Inventory,
    private readonly view: vscode.TreeView<unknown>,
    private readonly realPath?: RealPath,
  ) {
    const ignoreFiles = vscode.workspace.createFileSystemWatcher(ignoreFileGlob);
    const onIgnoreFile = (): void => {
      this.reconsider(true);
    };
    this.subscriptions = [
      this.debouncer,
      ignoreFiles,
      ignoreFiles.onDidChange(onIgnoreFile),
      ignoreFiles.onDidCreate(onIgnoreFile),
      ignoreFiles.onDidDelete(onIgnoreFile),
      analysis.onDidAnalyse((analysed) => {
        this.takeOver(analysed);
      }),
      analysis.onDidChangeFile((uri) => {
        this.note(uri);
      }),
      analysis.onDidDeleteFolder((folder) => {
        for (const { uri } of inventory.listed()) if (isBelow(uri, folder)) this.note(uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => {
        this.reconsider(added.length > 0);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (decisive.some((name) => change.affectsConfiguration(name))) this.reconsider(true);
      }),
      view.onDidChangeVisibility(() => {
        if (this.isBehind) this.schedule();
      }),
    ];
  }

  /** Whether something changed that the inventory does not show yet. */
  get isBehind(): boolean {
    return this.changedFiles.size > 0 || this.isListStale;
  }

  /** Forgets what changed so far: somebody looks at everything from now on. */
  startAnew(): void {
    this.background?.cancel();
    this.changedFiles.clear();
    this.uncounted.clear();
    this.isListStale = false;
  }

  /**
   * Brings the inventory up to date at once, whether or not somebody sees the view.
   *
   * @returns `false` when it was called off
   */
  async catchUp(token: vscode.CancellationToken): Promise<boolean> {
    this.debouncer.cancel("follow");
    this.background?.cancel();
    for (let round = 0; round < mostRounds && this.isBehind; round++) {
      if (!(await this.lookAtAll(token))) return false;
    }
    await this.askAboutOpen();
    return !token.isCancellationRequested;
  }

  dispose(): void {
    this.background?.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What is gone from the disk is not converted with the rest: saving it would bring it back. */
  private takeOver({ uri, findings, isGone }: Analysed): void {
    if (this.inventory.progress === "none") return;
    const isListed = isSearched(uri) && !isGone;
    if (isListed && isTooLarge(uri)) {
      this.inventory.setTooLarge(uri);
      return;
    }
    this.inventory.set(uri, isListed ? iteratorsIn(findings, readSettings(uri)) : []);
  }

  private note(uri: vscode.Uri): void {
    if (this.inventory.progress === "none") return;
    this.remember(uri);
    this.schedule();
  }

  private remember(uri: vscode.Uri): void {
    const key = uri.toString();
    this.changedFiles.set(key, uri);
    this.uncounted.set(key, uri);
  }

  /** What is none of the view's business any more goes at once: nobody shall convert it. */
  private reconsider(mayBeMore: boolean): void {
    const { progress } = this.inventory;
    if (progress === "none") return;
    this.inventory.keepOnly(isSearched);
    // Whoever called a search off does not want the rest of it.
    if (mayBeMore && progress !== "stopped") this.isListStale = true;
    for (const { uri } of this.inventory.listed()) this.remember(uri);
    this.schedule();
  }

  private schedule(): void {
    this.background?.cancel();
    this.debouncer.schedule("follow", pause, () => {
      // The search may have passed by what changes meanwhile.
      if (this.inventory.progress === "searching") this.schedule();
      else void this.follow();
    });
  }

  private async follow(): Promise<void> {
    this.background = new vscode.CancellationTokenSource();
    const { token } = this.background;
    if (this.view.visible) await this.lookAtAll(token);
    else await this.count(token);
  }

  /** The badge is seen while the view is not. What the change of one file means for others is looked at when somebody sees them. */
  private async count(token: vscode.CancellationToken): Promise<void> {
    for (const [key, uri] of [...this.uncounted]) {
      this.uncounted.delete(key);
      if (this.inventory.isListed(uri)) await this.lookAgain(uri, token);
      if (!token.isCancellationRequested) continue;
      if (this.changedFiles.has(key)) this.uncounted.set(key, uri);
      return;
    }
  }

  /** @returns `false` when it was called off; then what it has not seen is still to be looked at */
  private async lookAtAll(token: vscode.CancellationToken): Promise<boolean> {
    if (this.isListStale && !(await this.listAnew(token))) return false;
    const listed = this.inventory.listed().map(({ uri }) => [uri.toString(), uri] as const);
    for (const [key, uri] of new Map([...this.changedFiles, ...listed])) {
      // What changes while it is looked at is noted again.
      const wasNoted = this.changedFiles.delete(key);
      this.uncounted.delete(key);
      await this.lookAgain(uri, token);
      if (!token.isCancellationRequested) continue;
      if (wasNoted) this.changedFiles.set(key, uri);
      return false;
    }
    return true;
  }

  private async listAnew(token: vscode.CancellationToken): Promise<boolean> {
    this.isListStale = false;
    const { files, isIgnored } = await filesOfWorkspace(token);
    const { mentioning, tooLarge } = await filesWithIterators(files, () => undefined, token);
    for (const uri of tooLarge) this.inventory.setTooLarge(uri);
    const named = await orCancelled(withoutTwins(mentioning, this.realPath), token);
    if (!named) {
      this.isListStale = true;
      return false;
    }
    this.inventory.leaveOutIgnored(isIgnored);
    this.inventory.leaveOutTwins(named.twins);
    for (const uri of named.files) this.changedFiles.set(uri.toString(), uri);
    return true;
  }

  private async lookAgain(uri: vscode.Uri, token: vscode.CancellationToken): Promise<void> {
    // What is open in an editor is analysed for the editor already.
    if (this.analysis.isFollowing(uri)) return;
    const settings = readSettings(uri);
    const text = isSearched(uri) && !this.inventory.isLeftOut(uri) ? await readText(uri) : undefined;
    if (text === "too large") {
      this.inventory.setTooLarge(uri);
      return;
    }
    if (!mayHoldIterator(text?.text ?? "", settings)) {
      this.inventory.set(uri, []);
      return;
    }
    const found = await orCancelled(this.backend.findings(uri, settings.options, token), token);
    if (found?.unfinished) this.inventory.setUnfinished(uri);
    else if (found) this.inventory.set(uri, iteratorsIn(found.findings, settings));
  }

  /** The editor's findings come after a pause, which somebody who waits need not wait for. */
  private async askAboutOpen(): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      const { uri } = document;
      if (!this.analysis.isFollowing(uri) || !isSearched(uri)) continue;
      const found = await this.analysis.findings(document);
      const isGone = await isGoneFromDisk(uri);
      if (found?.unfinished && !isGone) this.inventory.setUnfinished(uri);
      else if (found) this.takeOver({ uri, findings: found.findings, isGone });
    }
  }
}

/** Of a file that is open. */
function isTooLarge(uri: vscode.Uri): boolean {
  const key = uri.toString();
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key);
  return document !== undefined && document.getText().length > readSettings(uri).maxFileSize;
}

/** @returns whether a search through the workspace looks at the file: what was never saved, or lies elsewhere, is not listed */
function isSearched(uri: vscode.Uri): boolean {
  const isOfWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isOfWorkspace && readSettings(uri).enable && isCodeFile(uri) && !isExcluded(uri);
}
