import * as vscode from "vscode";
import type { Analysis } from "./analysis";
import type { Backend, Finding } from "./backend";
import { commandIds } from "./command-ids";
import type { Converter } from "./converter";
import { reasonSection, rulePage } from "./diagnostics";
import { type EditApplier, noteConverted, sayReadOnly } from "./edit-applier";
import type { Explainer } from "./explain/explainer";
import type { Subject } from "./explain/subject";
import { activeIteratorRules, type Iterator, iteratorsIn, lookedFor } from "./iterators";
import { isSupported } from "./languages";
import { withStatus } from "./progress";
import { readSettings, type Settings } from "./settings";
import { sayInSettings } from "./settings-message";
import { sayWhyUnchanged } from "./unchanged";
import { noneInFile, noneSafeInFile, unfinished, whyLeftAlone } from "./wording";
import type { FileNode, IteratorNode } from "./workspace/tree";
import { toWorkspaceEdit } from "./workspace-edit";

const { l10n, window } = vscode;

/** A place that a link names. */
interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** What the commands work with. */
export interface CommandParts {
  readonly analysis: Analysis;
  readonly applier: EditApplier;
  readonly backend: Backend;
  readonly converter: Converter;
  readonly explainer: Explainer;
  /** The extension's folder. */
  readonly extension: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** The commands about one file or one iterator of it. Each does its work or says why it cannot. */
export class Commands {
  constructor(private readonly parts: CommandParts) {}

  /** @returns what undoes the registration */
  register(): vscode.Disposable {
    const { registerCommand } = vscode.commands;
    const { converter, explainer, extension, log } = this.parts;
    const about =
      (run: (subject: Subject) => Promise<void> | void) => async (where?: IteratorNode | Place) => {
        const subject = await this.subjectOf(where);
        if (subject) await run(subject);
      };
    const convert = about(({ uri, iterator }) => converter.convert(uri, iterator));
    const preview = about(({ uri, iterator }) => converter.preview(uri, iterator));
    return vscode.Disposable.from(
      registerCommand(commandIds.convert, convert),
      registerCommand(commandIds.convertSync, convert),
      registerCommand(commandIds.preview, preview),
      registerCommand(commandIds.previewSync, preview),
      registerCommand(
        commandIds.explain,
        about((subject) => {
          explainer.explain(subject);
        }),
      ),
      registerCommand(commandIds.convertAllSafe, (where?: FileNode) => this.convertAllSafe(where)),
      registerCommand(commandIds.showOutput, () => {
        log.show();
      }),
      registerCommand(commandIds.showRule, (rule: string) =>
        vscode.commands.executeCommand("markdown.showPreview", rulePage(extension, rule)),
      ),
      registerCommand(commandIds.showReason, (reason: string) =>
        vscode.commands.executeCommand("markdown.showPreview", reasonSection(extension, reason)),
      ),
      registerCommand(commandIds.noteConverted, noteConverted),
      registerCommand(commandIds.sayReadOnly, (file: string) => {
        sayReadOnly(vscode.Uri.parse(file, true));
      }),
    );
  }

  /** The iterator of a line of the view, at a place, or at the cursor; says so when there is none. */
  private async subjectOf(where: IteratorNode | Place | undefined): Promise<Subject | undefined> {
    if (where && "kind" in where) {
      return { uri: where.file.uri, iterator: where.iterator, all: where.file.iterators };
    }
    const document = where
      ? await vscode.workspace.openTextDocument(vscode.Uri.parse(where.uri, true))
      : this.document();
    const findings = document && (await this.findings(document));
    if (!document || !findings) return undefined;
    const cursor = where
      ? new vscode.Position(where.line, where.character)
      : (currentEditor()?.selection.active ?? new vscode.Position(0, 0));
    const settings = readSettings(document.uri);
    const all = iteratorsIn(findings, settings);
    const iterator = atCursor(all, cursor);
    if (iterator) return { uri: document.uri, iterator, all };
    await this.sayNothingHere(document, all, cursor);
    return undefined;
  }

  /** @param where - a line of the view; else the editor's file is meant */
  private async convertAllSafe(where: FileNode | undefined): Promise<void> {
    const document =
      where?.kind === "file" ? await vscode.workspace.openTextDocument(where.file.uri) : this.document();
    const findings = document && (await this.findings(document));
    if (!document || !findings) return;
    const settings = readSettings(document.uri);
    const iterators = iteratorsIn(findings, settings);
    if (!iterators.some(({ choices }) => choices[0]?.verdict === "safe")) {
      if (iterators.length === 0) sayNone(document, settings);
      else void window.showInformationMessage(noneSafeInFile(iterators.length));
      return;
    }
    const changes = await withStatus(l10n.t("Converting iterators"), (token) =>
      this.parts.backend.safeChanges(document.uri, settings.options, activeIteratorRules(settings), token),
    );
    if (!changes) return;
    if (changes.length > 0) await this.parts.applier.apply(toWorkspaceEdit(changes));
    else await sayWhyUnchanged(this.parts.backend, document.uri);
  }

  /** The document of the active editor; says so when there is none to work on. */
  private document(): vscode.TextDocument | undefined {
    const document = currentEditor()?.document;
    if (!document || !isSupported(document)) {
      void window.showInformationMessage(l10n.t("Open a TypeScript or JavaScript file first."));
      return undefined;
    }
    const why = whyLeftAlone(document.uri, document.getText().length);
    if (why === undefined) return document;
    void sayInSettings(why);
    return undefined;
  }

  /** Says so when nobody can tell. */
  private async findings(document: vscode.TextDocument): Promise<readonly Finding[] | undefined> {
    const found = await withStatus(l10n.t("Looking for iterators"), () =>
      this.parts.analysis.findings(document),
    );
    if (found?.unfinished) {
      void window.showInformationMessage(unfinished(document.uri));
      return undefined;
    }
    if (found) return found.findings;
    const show = l10n.t("Show Output");
    const answer = await window.showWarningMessage(l10n.t("There was no answer about this file."), show);
    if (answer === show) this.parts.log.show();
    return undefined;
  }

  private async sayNothingHere(
    document: vscode.TextDocument,
    iterators: readonly Iterator[],
    cursor: vscode.Position,
  ): Promise<void> {
    const settings = readSettings(document.uri);
    const [nearest] = [...iterators].sort((a, b) => distance(a, cursor) - distance(b, cursor));
    if (!nearest) {
      sayNone(document, settings);
      return;
    }
    const go = l10n.t("Go There");
    const line = nearest.range.start.line + 1;
    const answer = await window.showInformationMessage(
      lookedFor(settings) !== "async"
        ? l10n.t("No hand-rolled iterator at the cursor; the nearest is in line {0}.", line)
        : l10n.t("No hand-rolled async iterator at the cursor; the nearest is in line {0}.", line),
      go,
    );
    const editor = currentEditor();
    if (answer !== go || !editor) return;
    editor.selection = new vscode.Selection(nearest.range.start, nearest.range.start);
    editor.revealRange(nearest.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function sayNone(document: vscode.TextDocument, settings: Settings): void {
  const message = noneInFile(settings, document.getText());
  if (lookedFor(settings) === "none") void sayInSettings(message);
  else void window.showInformationMessage(message);
}

/** The editor that a person means: the active one, or the only one beside a page such as the walkthrough. */
function currentEditor(): vscode.TextEditor | undefined {
  if (window.activeTextEditor) return window.activeTextEditor;
  const [only, ...others] = window.visibleTextEditors.filter(({ document }) => isSupported(document));
  return others.length === 0 ? only : undefined;
}

/** The innermost iterator around the cursor. */
function atCursor(iterators: readonly Iterator[], cursor: vscode.Position): Iterator | undefined {
  const around = iterators.filter(({ site }) => site.contains(cursor));
  return around.find((iterator) => around.every(({ site }) => site.contains(iterator.site)));
}

function distance({ range }: Iterator, cursor: vscode.Position): number {
  return Math.abs(range.start.line - cursor.line);
}
