import * as vscode from "vscode";
import type { Backend, Choice, FileChange, Finding } from "./backend";
import { commandIds } from "./command-ids";
import type { EditApplier } from "./edit-applier";
import type { Comparison } from "./explain/compare";
import { kindOf } from "./iterators";
import { withStatus } from "./progress";
import { readSettings } from "./settings";
import { sayWhyUnchanged } from "./unchanged";
import { convertLabel, describeReasons, previewTitleOf } from "./wording";
import { otherFiles, toPreviewedEdit, toWorkspaceEdit } from "./workspace-edit";

const { l10n, window } = vscode;

/** A conversion that can be made now, with its edits. */
interface Ready {
  readonly choice: Choice;
  readonly changes: readonly FileChange[];
}

/** A line of the list from which the user picks. */
interface Pick extends vscode.QuickPickItem {
  take(): Promise<void>;
}

/** Makes one conversion, asking before anything that a person should look at. */
export class Converter {
  constructor(
    private readonly backend: Backend,
    private readonly applier: EditApplier,
    private readonly comparison: Comparison,
  ) {}

  /** What is safe is done at once, unless it reaches into other files; everything else is the user's choice. */
  async convert(uri: vscode.Uri, finding: Finding): Promise<void> {
    const possible = await this.possible(uri, finding);
    const safe = possible.filter(({ verdict }) => verdict === "safe").slice(0, 1);
    const ready = await this.prepare(uri, safe.length > 0 ? safe : possible);
    const [first] = ready;
    if (!first) return;
    if (ready.length === 1 && first.choice.verdict === "safe" && otherFiles(first.changes, uri) === 0) {
      await this.applier.apply(toWorkspaceEdit(first.changes));
      return;
    }
    const label = convertLabel(kindOf(finding));
    const picked = await window.showQuickPick(this.picks(uri, ready, label), {
      title: label,
      placeHolder: l10n.t("Nothing is changed before you choose"),
      matchOnDetail: true,
    });
    await picked?.take();
  }

  /** Shows what the best conversion would change in the Refactor Preview, which takes files on disk alone, else in the diff editor. */
  async preview(uri: vscode.Uri, finding: Finding): Promise<void> {
    const [best] = await this.possible(uri, finding);
    const [ready] = best ? await this.prepare(uri, [best]) : [];
    if (!ready) return;
    const { choice, changes } = ready;
    if (uri.scheme === "untitled") await this.comparison.show(choice.title, changes);
    else await this.showPreview(uri, ready, convertLabel(kindOf(finding)));
  }

  private picks(uri: vscode.Uri, all: readonly Ready[], step: string): Pick[] {
    return all.flatMap((ready) => {
      const { choice, changes } = ready;
      const others = otherFiles(changes, uri);
      const detail = describeReasons(choice);
      const take = (): Promise<void> => this.applier.apply(toWorkspaceEdit(changes));
      const direct = { label: choice.title, detail, take };
      if (others === 0 || uri.scheme === "untitled") return [direct];
      const label = previewTitleOf(choice, others + 1);
      return [direct, { label, detail, take: () => this.showPreview(uri, ready, step) }];
    });
  }

  private async showPreview(uri: vscode.Uri, { choice, changes }: Ready, step: string): Promise<void> {
    await this.applier.preview(toPreviewedEdit([{ label: choice.title, changes }], uri, step));
  }

  /** @returns what can be done; says why when that is nothing */
  private async possible(uri: vscode.Uri, finding: Finding): Promise<readonly Choice[]> {
    const possible = finding.choices.filter(({ verdict }) => verdict !== "refused");
    if (possible.length === 0) await sayRefused(uri, finding);
    return possible;
  }

  private async prepare(uri: vscode.Uri, choices: readonly Choice[]): Promise<Ready[]> {
    if (choices.length === 0) return [];
    const { options } = readSettings(uri);
    const ready: Ready[] = [];
    await withStatus(l10n.t("Converting"), async (token) => {
      for (const choice of choices) {
        const changes = await this.backend.changes(uri, options, choice, token);
        if (changes && changes.length > 0) ready.push({ choice, changes });
      }
    });
    if (ready.length === 0) await sayWhyUnchanged(this.backend, uri);
    return ready;
  }
}

async function sayRefused(uri: vscode.Uri, finding: Finding): Promise<void> {
  const why = [...new Set(finding.choices.map(describeReasons))].join("; ");
  const explain = l10n.t("Explain");
  const answer = await window.showInformationMessage(
    kindOf(finding) === "async"
      ? l10n.t("This iterator cannot become an async generator: {0}.", why)
      : l10n.t("This iterator cannot become a generator: {0}.", why),
    explain,
  );
  if (answer !== explain) return;
  const { line, character } = finding.range.start;
  await vscode.commands.executeCommand(commandIds.explain, { uri: uri.toString(), line, character });
}
