import * as vscode from "vscode";
import type { Backend, FileFindings, Finding } from "./backend";
import { toDiagnostic } from "./diagnostics";
import { isExcluded, isSupported } from "./languages";
import { isBelow, isGoneFromDisk } from "./on-disk";
import { keyOf, Questions } from "./questions";
import { concernsSettings, readSettings, type Settings } from "./settings";
import { ShownDiagnostics } from "./shown-diagnostics";
import { isShown } from "./tabs";
import { Debouncer } from "./timing";
import { tooLarge } from "./wording";

/** Pauses before findings are asked for anew, in milliseconds. */
const pauses = {
  /** After a key stroke in the document itself. */
  typing: 400,
  /** After a change elsewhere: other files decide who consumes an iterator. */
  elsewhere: 1200,
  /** Before somebody looks whether a file is back that went while it is open: no event is sure to tell. */
  gone: 2000,
  none: 0,
};

/** An answer, and the text that it is about. */
interface Answer extends FileFindings {
  readonly version: number;
}

/**
 * Knows the findings of every document that a tab shows, keeps them fresh, and shows them as diagnostics. A document is asked about once
 * for each of its texts, whoever wants to know; an answer about a text that has gone is dropped.
 */
export class Analysis implements vscode.Disposable {
  private readonly answers = new Map<string, Answer>();
  /** Documents that a person has before them, by their keys. */
  private readonly followed = new Set<string>();
  private readonly questions = new Questions((document, token) => this.answer(document, token));
  private readonly debouncer = new Debouncer();
  private readonly diagnostics = new ShownDiagnostics(
    vscode.languages.createDiagnosticCollection("yieldwise"),
  );
  private readonly analysed = new vscode.EventEmitter<Analysed>();
  private readonly changedFile = new vscode.EventEmitter<vscode.Uri>();
  private readonly goneFolder = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: { dispose(): unknown }[] = [
    this.diagnostics,
    this.debouncer,
    this.analysed,
    this.changedFile,
    this.goneFolder,
  ];

  /** Fires whenever the findings of a document in a tab are known. */
  readonly onDidAnalyse = this.analysed.event;

  /** Fires when a file changed that no tab shows, and when its last tab was closed. */
  readonly onDidChangeFile = this.changedFile.event;

  /** Fires when something was deleted that may have been a folder; nobody is told of the files in it one by one. */
  readonly onDidDeleteFolder = this.goneFolder.event;

  constructor(
    private readonly backend: Backend,
    private readonly extension: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Begins with the documents that are open, and follows what happens to them. */
  start(): void {
    const { workspace } = vscode;
    const watcher = workspace.createFileSystemWatcher("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}");
    // Of a folder that is deleted, VS Code names the folder alone.
    const deletions = workspace.createFileSystemWatcher("**", true, true);
    this.subscriptions.push(
      watcher,
      deletions,
      deletions.onDidDelete((uri) => {
        this.onFolderGone(uri);
      }),
      watcher.onDidChange((uri) => {
        this.onFileEvent(uri);
      }),
      watcher.onDidCreate((uri) => {
        this.onFileEvent(uri);
      }),
      watcher.onDidDelete((uri) => {
        this.onFileEvent(uri);
      }),
      workspace.onDidOpenTextDocument((document) => {
        this.schedule(document, pauses.none);
      }),
      workspace.onDidChangeTextDocument((event) => {
        this.onTextChange(event);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
      vscode.window.tabGroups.onDidChangeTabs(() => {
        this.onTabs();
      }),
      // Tabs and editors come and go one after the other.
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.onTabs();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (concernsSettings(change)) this.refreshAll(pauses.none);
      }),
    );
    this.refreshAll(pauses.none);
  }

  /**
   * The findings of a document as it stands now.
   *
   * @returns `undefined` when nobody answers, or when the document changed meanwhile
   */
  findings(document: vscode.TextDocument): Promise<FileFindings | undefined> {
    return this.answerFor(document);
  }

  /** @returns whether a tab shows the file, so that its findings are kept fresh here */
  isFollowing(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return openDocuments().some((document) => keyOf(document) === key);
  }

  /** Asks again about every open document, such as after the TypeScript server was replaced. */
  refreshAll(pause: number = pauses.none): void {
    this.answers.clear();
    this.questions.callOffAll();
    for (const document of openDocuments()) this.schedule(document, pause);
  }

  dispose(): void {
    this.questions.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private onTextChange({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !isSupported(document)) return;
    if (!isShown(document)) {
      this.onFileChange(document.uri);
      return;
    }
    this.schedule(document, pauses.typing);
    this.refreshOthers(keyOf(document));
  }

  /** A document may be open before a tab shows it, and stay open when the tab is closed. */
  private onTabs(): void {
    for (const document of vscode.workspace.textDocuments) {
      const isFollowed = this.followed.has(keyOf(document));
      if (isFollowed === isShown(document)) continue;
      if (isFollowed) this.forget(document);
      else this.schedule(document, pauses.none);
    }
  }

  /** A file that is open is followed by its text already. */
  private onFileChange(uri: vscode.Uri): void {
    if (this.isFollowing(uri) || uri.path.includes("/node_modules/")) return;
    this.refreshOthers(uri.toString());
    this.changedFile.fire(uri);
  }

  /**
   * A document stays open when its file goes, and its text stays the same. Of a file that goes and is back soon, VS Code may
   * tell that it changed, and nothing else.
   */
  private onFileEvent(uri: vscode.Uri): void {
    const key = uri.toString();
    for (const document of openDocuments()) if (keyOf(document) === key) this.schedule(document, pauses.none);
    this.onFileChange(uri);
  }

  private onFolderGone(folder: vscode.Uri): void {
    for (const document of openDocuments()) {
      if (isBelow(document.uri, folder)) this.schedule(document, pauses.none);
    }
    this.goneFolder.fire(folder);
  }

  private refreshOthers(key: string): void {
    this.debouncer.schedule("elsewhere", pauses.elsewhere, () => {
      for (const other of [...this.answers.keys()]) if (other !== key) this.answers.delete(other);
      for (const document of openDocuments()) {
        if (keyOf(document) !== key) this.schedule(document, pauses.none);
      }
    });
  }

  private schedule(document: vscode.TextDocument, pause: number): void {
    if (!isSupported(document) || !isShown(document)) return;
    this.followed.add(keyOf(document));
    this.debouncer.schedule(keyOf(document), pause, () => void this.refresh(document));
  }

  private async refresh(document: vscode.TextDocument): Promise<void> {
    const isOn = readSettings(document.uri).enable;
    const [answer, isGone] = await Promise.all([
      isOn ? this.answerFor(document) : nothing(document),
      isGoneFromDisk(document.uri),
    ]);
    // While somebody types, what was shown stays until the code is whole again, and nothing flickers.
    if (!answer || answer.unfinished || answer.version !== document.version) return;
    // They may have changed meanwhile.
    const settings = readSettings(document.uri);
    const findings = settings.enable ? answer.findings : [];
    this.show(document, findings, settings);
    this.analysed.fire({ uri: document.uri, findings, isGone });
    if (isGone) this.lookWhetherBack(document);
  }

  private lookWhetherBack(document: vscode.TextDocument): void {
    this.debouncer.schedule(goneKeyOf(document), pauses.gone, () => void this.takeBack(document));
  }

  private async takeBack(document: vscode.TextDocument): Promise<void> {
    const isGone = await isGoneFromDisk(document.uri);
    if (document.isClosed) return;
    if (isGone) this.lookWhetherBack(document);
    else this.schedule(document, pauses.none);
  }

  private show(document: vscode.TextDocument, findings: readonly Finding[], settings: Settings): void {
    if (document.isClosed || !this.followed.has(keyOf(document))) return;
    const shown = findings.flatMap((finding) => toDiagnostic(finding, settings, this.extension) ?? []);
    this.diagnostics.set(document.uri, shown);
  }

  private forget(document: vscode.TextDocument): void {
    const key = keyOf(document);
    this.followed.delete(key);
    this.debouncer.cancel(key);
    this.debouncer.cancel(goneKeyOf(document));
    this.questions.callOff(document);
    this.answers.delete(key);
    this.diagnostics.delete(document.uri);
    if (isSupported(document)) this.changedFile.fire(document.uri);
  }

  private isLeftAlone(document: vscode.TextDocument, { maxFileSize }: Settings): boolean {
    if (!isSupported(document) || isExcluded(document.uri)) return true;
    const length = document.getText().length;
    if (length <= maxFileSize) return false;
    this.log.info(tooLarge(document.uri, length));
    return true;
  }

  private async answerFor(document: vscode.TextDocument): Promise<Answer | undefined> {
    const known = this.answers.get(keyOf(document));
    return known?.version === document.version ? known : this.questions.ask(document);
  }

  private async answer(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<Answer | undefined> {
    const { version } = document;
    const began = performance.now();
    const settings = readSettings(document.uri);
    const found = this.isLeftAlone(document, settings)
      ? nothing(document)
      : await this.backend.findings(document.uri, settings.options, token);
    if (!found || token.isCancellationRequested || document.version !== version) return undefined;
    const answer = { ...found, version };
    this.answers.set(keyOf(document), answer);
    const took = (performance.now() - began).toFixed(0);
    this.log.debug(`${document.uri.path}: ${found.findings.length} finding(s) in ${took} ms`);
    return answer;
  }
}

/** The findings of a document. */
export interface Analysed {
  readonly uri: vscode.Uri;
  readonly findings: readonly Finding[];
  /** Its file is not there any more, although the document is still open. */
  readonly isGone: boolean;
}

function nothing({ version }: vscode.TextDocument): Answer {
  return { version, findings: [], unfinished: false };
}

function goneKeyOf(document: vscode.TextDocument): string {
  return `gone ${keyOf(document)}`;
}

/** Documents that tabs show, those that can be seen first. */
function openDocuments(): vscode.TextDocument[] {
  const visible = vscode.window.visibleTextEditors.map(({ document }) => document);
  const all = new Set([...visible, ...vscode.workspace.textDocuments.filter(isShown)]);
  return [...all].filter(isSupported);
}
