import * as vscode from "vscode";
import type { Analysis } from "./analysis";
import type { Backend, Choice, FileChange, Finding } from "./backend";
import { commandIds } from "./command-ids";
import { rulePage } from "./diagnostics";
import { isSupported } from "./languages";
import { activeRules, readSettings } from "./settings";
import { describeReasons, previewLabel, previewTitleOf } from "./wording";
import { otherFiles, toPreviewedEdit, toWorkspaceEdit } from "./workspace-edit";

const { l10n, window, workspace } = vscode;

/** A conversion that can be made now, with its edits. */
interface Ready {
  readonly choice: Choice;
  readonly changes: readonly FileChange[];
}

/** A line of the list from which the user picks. */
interface Pick extends vscode.QuickPickItem {
  readonly edit: vscode.WorkspaceEdit;
}

/** The commands of the palette. Each does its work or says why it cannot. */
export class Commands {
  constructor(
    private readonly analysis: Analysis,
    private readonly backend: Backend,
    private readonly extension: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** @returns what undoes the registration */
  register(): vscode.Disposable {
    const { registerCommand } = vscode.commands;
    return vscode.Disposable.from(
      registerCommand(commandIds.convert, () => this.convert()),
      registerCommand(commandIds.convertAllSafe, () => this.convertAllSafe()),
      registerCommand(commandIds.showOutput, () => {
        this.log.show();
      }),
      registerCommand(commandIds.showRule, (rule: string) =>
        vscode.commands.executeCommand("markdown.showPreview", rulePage(this.extension, rule)),
      ),
    );
  }

  private async convert(): Promise<void> {
    const document = this.document();
    const findings = document && (await this.findings(document));
    if (!document || !findings) return;
    const cursor = window.activeTextEditor?.selection.active ?? new vscode.Position(0, 0);
    const finding = atCursor(findings, cursor);
    if (!finding) {
      await this.sayNothingHere(findings, cursor);
      return;
    }
    const possible = finding.choices.filter(({ verdict }) => verdict !== "refused");
    if (possible.length === 0) {
      await this.sayRefused(finding);
      return;
    }
    await this.convertOne(document, possible);
  }

  /** What is safe is done at once, unless it reaches into other files; everything else is the user's choice. */
  private async convertOne(document: vscode.TextDocument, possible: readonly Choice[]): Promise<void> {
    const safe = possible.filter(({ verdict }) => verdict === "safe").slice(0, 1);
    const ready = await this.prepare(document, safe.length > 0 ? safe : possible);
    const [first] = ready;
    if (!first) {
      void window.showWarningMessage(l10n.t("The file changed meanwhile; try again."));
      return;
    }
    if (ready.length === 1 && first.choice.verdict === "safe" && otherFiles(first.changes, document) === 0) {
      await apply(toWorkspaceEdit(first.changes));
      return;
    }
    const picked = await window.showQuickPick(picks(document, ready), {
      title: l10n.t("Convert to Async Generator"),
      placeHolder: l10n.t("Nothing is changed before you choose"),
      matchOnDetail: true,
    });
    if (picked) await apply(picked.edit);
  }

  private async convertAllSafe(): Promise<void> {
    const document = this.document();
    const findings = document && (await this.findings(document));
    if (!document || !findings) return;
    const safe = findings.filter(({ choices }) => choices[0]?.verdict === "safe");
    if (safe.length === 0) {
      void window.showInformationMessage(
        findings.length === 0
          ? l10n.t("This file has no hand-rolled async iterator.")
          : l10n.t(
              "None of the {0} hand-rolled async iterators in this file is safe to convert.",
              findings.length,
            ),
      );
      return;
    }
    const settings = readSettings(document.uri);
    const changes = await this.withProgress(l10n.t("Converting async iterators"), (token) =>
      this.backend.safeChanges(document, settings.options, activeRules(settings), token),
    );
    if (changes) await apply(toWorkspaceEdit(changes));
  }

  /** The document of the active editor; says so when there is none to work on. */
  private document(): vscode.TextDocument | undefined {
    const document = window.activeTextEditor?.document;
    if (!document || !isSupported(document)) {
      void window.showInformationMessage(l10n.t("Open a TypeScript or JavaScript file first."));
      return undefined;
    }
    if (!readSettings(document.uri).enable) {
      void window.showInformationMessage(
        l10n.t('Yieldwise is switched off by the setting "yieldwise.enable".'),
      );
      return undefined;
    }
    return document;
  }

  private async findings(document: vscode.TextDocument): Promise<readonly Finding[] | undefined> {
    const findings = await this.withProgress(l10n.t("Looking for async iterators"), () =>
      this.analysis.findings(document),
    );
    if (findings) return findings;
    const show = l10n.t("Show Output");
    const answer = await window.showWarningMessage(
      l10n.t("VS Code's TypeScript server gave no answer about this file."),
      show,
    );
    if (answer === show) this.log.show();
    return undefined;
  }

  private async prepare(document: vscode.TextDocument, choices: readonly Choice[]): Promise<Ready[]> {
    const { options } = readSettings(document.uri);
    const ready: Ready[] = [];
    await this.withProgress(l10n.t("Converting"), async (token) => {
      for (const choice of choices) {
        const changes = await this.backend.changes(document, options, choice, token);
        if (changes && changes.length > 0) ready.push({ choice, changes });
      }
    });
    return ready;
  }

  private async sayRefused(finding: Finding): Promise<void> {
    const reasons = finding.choices.map(describeReasons);
    const show = l10n.t("Show Documentation");
    const answer = await window.showInformationMessage(
      l10n.t("This iterator cannot become an async generator: {0}.", [...new Set(reasons)].join("; ")),
      show,
    );
    if (answer === show) await vscode.commands.executeCommand(commandIds.showRule, finding.rule);
  }

  private async sayNothingHere(findings: readonly Finding[], cursor: vscode.Position): Promise<void> {
    const [nearest] = [...findings].sort((a, b) => distance(a, cursor) - distance(b, cursor));
    if (!nearest) {
      void window.showInformationMessage(l10n.t("This file has no hand-rolled async iterator."));
      return;
    }
    const go = l10n.t("Go There");
    const answer = await window.showInformationMessage(
      l10n.t(
        "No hand-rolled async iterator at the cursor; the nearest is in line {0}.",
        nearest.range.start.line + 1,
      ),
      go,
    );
    const editor = window.activeTextEditor;
    if (answer !== go || !editor) return;
    editor.selection = new vscode.Selection(nearest.range.start, nearest.range.start);
    editor.revealRange(nearest.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private withProgress<T>(title: string, task: (token: vscode.CancellationToken) => Promise<T>): Thenable<T> {
    const options = { location: vscode.ProgressLocation.Window, title, cancellable: true };
    return window.withProgress(options, (_progress, token) => task(token));
  }
}

/** The innermost finding around the cursor. */
function atCursor(findings: readonly Finding[], cursor: vscode.Position): Finding | undefined {
  const around = findings.filter(({ site }) => site.contains(cursor));
  return around.find((finding) => around.every(({ site }) => site.contains(finding.site)));
}

function distance({ range }: Finding, cursor: vscode.Position): number {
  return Math.abs(range.start.line - cursor.line);
}

function picks(document: vscode.TextDocument, ready: readonly Ready[]): Pick[] {
  return ready.flatMap(({ choice, changes }) => {
    const others = otherFiles(changes, document);
    const detail = describeReasons(choice);
    const direct = { label: choice.title, detail, edit: toWorkspaceEdit(changes) };
    if (others === 0 || document.isUntitled) return [direct];
    const label = previewTitleOf(choice, others + 1);
    return [direct, { label, detail, edit: toPreviewedEdit(changes, document.uri, previewLabel()) }];
  });
}

async function apply(edit: vscode.WorkspaceEdit): Promise<void> {
  const applied = await workspace.applyEdit(edit, { isRefactoring: true });
  if (!applied)
    void window.showWarningMessage(l10n.t("The conversion was not applied; a file may be read-only."));
}
