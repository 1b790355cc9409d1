import * as vscode from "vscode";
import type { Analysed, Analysis } from "../analysis";
import type { Backend, Choice } from "../backend";
import { commandIds } from "../command-ids";
import type { EditApplier } from "../edit-applier";
import { type Iterator, iteratorsIn } from "../iterators";
import { withStatus } from "../progress";
import { readSettings } from "../settings";
import { sayWhyUnchanged } from "../unchanged";
import { toWorkspaceEdit } from "../workspace-edit";
import type { Comparison } from "./compare";
import { columnFor } from "./column";
import { explanationPage, gonePage, linkedCommands } from "./page";
import { whyGone } from "./gone";
import { findAgain, followed, type FollowedSubject, movedBy, type Subject } from "./subject";

const { l10n, window } = vscode;

/** Shows a page about one iterator: what was found, the verdict, why, and what can be done. */
export class Explainer implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private subject: FollowedSubject | undefined;
  private readonly nonce = nonce();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly backend: Backend,
    private readonly comparison: Comparison,
    private readonly applier: EditApplier,
    analysis: Analysis,
  ) {
    const { registerCommand } = vscode.commands;
    this.subscriptions = vscode.Disposable.from(
      registerCommand(commandIds.compare, (id: string) => this.compare(id)),
      registerCommand(commandIds.takeChoice, (id: string) => this.convert(id)),
      registerCommand(commandIds.goTo, goTo),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (this.isAbout(document.uri, this.subject)) this.subject = movedBy(this.subject, contentChanges);
      }),
      analysis.onDidAnalyse((analysed) => {
        this.lookAgain(analysed);
      }),
    );
  }

  /** Opens the page beside the code, or shows something else in it where it is open. */
  explain(subject: Subject): void {
    this.show(subject);
    this.openPanel().reveal(undefined, false);
  }

  dispose(): void {
    this.panel?.dispose();
    this.subscriptions.dispose();
  }

  private openPanel(): vscode.WebviewPanel {
    if (this.panel) return this.panel;
    const panel = window.createWebviewPanel("yieldwise.explanation", "", vscode.ViewColumn.Beside, {
      enableCommandUris: linkedCommands,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.subject = undefined;
    });
    this.panel = panel;
    return panel;
  }

  private isAbout(uri: vscode.Uri, subject: FollowedSubject | undefined): subject is FollowedSubject {
    return subject?.uri.toString() === uri.toString();
  }

  private lookAgain({ uri, findings, isGone }: Analysed): void {
    const { subject } = this;
    if (!this.isAbout(uri, subject)) return;
    const all = iteratorsIn(findings, readSettings(uri));
    const iterator = findAgain(subject, all);
    if (iterator && !isGone) this.show({ uri, iterator, all });
    else this.showGone(subject, isGone);
  }

  private show(subject: Subject): void {
    this.subject = followed(subject);
    const { uri, iterator } = subject;
    const panel = this.openPanel();
    panel.title = titleFor(iterator);
    write(panel, explanationPage(uri, iterator, this.nonce));
  }

  /** What is said of code that is not there any more would be wrong, and its buttons would do nothing. */
  private showGone({ uri, iterator }: Subject, isFileGone: boolean): void {
    const why = whyGone(uri, iterator.rule, isFileGone);
    write(this.openPanel(), gonePage(uri, iterator, why, this.nonce));
  }

  private async compare(id: string): Promise<void> {
    const found = await this.changes(id);
    if (found) await this.comparison.show(found.choice.title, found.changes);
  }

  private async convert(id: string): Promise<void> {
    const found = await this.changes(id);
    if (found) await this.applier.apply(toWorkspaceEdit(found.changes));
  }

  private async changes(id: string) {
    const { subject } = this;
    const choice: Choice | undefined = subject?.iterator.choices.find((each) => each.id === id);
    if (!subject || !choice) return undefined;
    const { options } = readSettings(subject.uri);
    const changes = await withStatus(l10n.t("Converting"), (token) =>
      this.backend.changes(subject.uri, options, choice, token),
    );
    if (changes && changes.length > 0) return { choice, changes };
    await sayWhyUnchanged(this.backend, subject.uri);
    // A file that is open is looked at again after each change, and then the page is up to date.
    await vscode.workspace.openTextDocument(subject.uri);
    return undefined;
  }
}

function titleFor({ label, name, range }: Iterator): string {
  if (label !== undefined && name !== undefined) return l10n.t("Explain: {0}", label);
  return l10n.t("Explain: {0}, line {1}", label ?? l10n.t("iterator"), range.start.line + 1);
}

/** Somebody who reads the page while typing beside it would lose the place in it when it was written anew. */
function write({ webview }: vscode.WebviewPanel, page: string): void {
  if (webview.html !== page) webview.html = page;
}

async function goTo(uri: string, line: number, character: number): Promise<void> {
  const file = vscode.Uri.parse(uri, true);
  const position = new vscode.Position(line, character);
  await window.showTextDocument(file, {
    selection: new vscode.Range(position, position),
    viewColumn: columnFor(file, window.tabGroups.all),
  });
}

function nonce(): string {
  return Array.from({ length: 32 }, () => Math.floor(Math.random() * 36).toString(36)).join("");
}
