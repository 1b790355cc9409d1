import * as vscode from "vscode";
import type { Backend } from "../backend";
import type { EditApplier } from "../edit-applier";
import type { Iterator } from "../iterators";
import { withNotification } from "../progress";
import { readSettings } from "../settings";
import { orCancelled } from "../timing";
import { conversionLabel } from "../wording";
import { type Conversion, toPreviewedEdit, toWorkspaceEdit } from "../workspace-edit";
import type { Inventory, Listed } from "./inventory";
import { withoutOverlaps } from "./merge";
import { untilPreviewIsThere } from "./preview-opening";
import { passedBy } from "./reach";

const { l10n, window } = vscode;

/** Converts all that is listed as safe, through the Refactor Preview. Whatever it leaves out, it says so. */
export class ConvertAll {
  constructor(
    private readonly backend: Backend,
    private readonly inventory: Inventory,
    private readonly applier: EditApplier,
  ) {}

  /**
   * Makes one edit of all conversions that can be made, and shows it.
   *
   * @returns whether it was applied; what was converted is listed no more
   */
  async run(): Promise<boolean> {
    const safe = this.inventory.listed().filter(({ iterators }) => safeOnes(iterators).length > 0);
    const isUnfinished = ({ uri }: Listed): boolean => this.inventory.isUnfinished(uri);
    sayUnfinished(safe.filter(isUnfinished));
    const files = safe.filter((file) => !isUnfinished(file));
    const preview = await withNotification(l10n.t("Converting iterators"), async (report, token) => {
      const all = await this.safeChanges(files, report, token);
      return all && this.openPreview(all, report, token);
    });
    if (!preview) return false;
    const isApplied = await preview.decided;
    if (isApplied) this.inventory.leaveOutConverted(preview.made());
    return isApplied;
  }

  /**
   * Shows what can be made together, and comes back when it is shown.
   *
   * @returns what is decided about it then; `undefined` where there was nothing to show
   */
  private async openPreview(
    all: readonly ListedConversion[],
    report: (message: string) => void,
    token: vscode.CancellationToken,
  ): Promise<Preview | undefined> {
    report(l10n.t("Opening the Refactor Preview…"));
    const writable = await this.withoutReadOnly(withoutStale(all));
    const together = withoutOverlaps(writable);
    sayOverlapping(writable.length - together.length, writable.length);
    const uri = together[0]?.changes[0]?.uri;
    if (!uri || token.isCancellationRequested) return undefined;
    const edit = toPreviewedEdit(together, uri, l10n.t("Convert to generators"));
    const watch = watchChanges();
    const decided = this.applier.preview(edit).finally(() => {
      watch.dispose();
    });
    const uris = edit.entries().map(([file]) => file);
    const shown = untilPreviewIsThere(uris, decided, (ready) => {
      report(l10n.t("Opening the Refactor Preview: {0} of {1} files", ready, uris.length));
    });
    await orCancelled(shown, token);
    // Somebody may have left some of them out.
    return {
      decided,
      made: () => together.filter(({ uri: file }) => watch.changed.has(file.toString())),
    };
  }

  /** Leaves out each conversion that would change a file that cannot be saved, and says so. */
  private async withoutReadOnly(all: readonly ListedConversion[]): Promise<ListedConversion[]> {
    const kept: ListedConversion[] = [];
    const readOnly: vscode.Uri[] = [];
    for (const conversion of all) {
      const uri = await this.applier.firstReadOnly(toWorkspaceEdit(conversion.changes));
      if (uri) readOnly.push(uri);
      else kept.push(conversion);
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

  /** @returns each conversion, without changes where it can no longer be made; `undefined` when it was called off */
  private async safeChanges(
    files: readonly Listed[],
    report: (message: string) => void,
    token: vscode.CancellationToken,
  ): Promise<ListedConversion[] | undefined> {
    const total = files.flatMap(({ iterators }) => safeOnes(iterators)).length;
    const all: ListedConversion[] = [];
    for (const { uri, iterators } of files) {
      const { options } = readSettings(uri);
      for (const iterator of safeOnes(iterators)) {
        const [best] = iterator.choices;
        if (!best) continue;
        report(l10n.t("{0} of {1}", all.length + 1, total));
        const changes = await orCancelled(this.backend.changes(uri, options, best, token), token);
        if (token.isCancellationRequested) return undefined;
        all.push({ uri, iterator, label: conversionLabel(uri, iterator), changes: changes ?? [] });
      }
    }
    return all;
  }
}

/** A conversion, and what it converts. */
interface ListedConversion extends Conversion {
  readonly uri: vscode.Uri;
  readonly iterator: Iterator;
}

/** What the Refactor Preview shows. */
interface Preview {
  /** Settles when somebody has applied or discarded it: whether it was applied. */
  readonly decided: Promise<boolean>;
  /** @returns those whose own file has changed since */
  made(): ListedConversion[];
}

/** Takes note of the files that change from now on. */
function watchChanges(): { readonly changed: ReadonlySet<string>; dispose(): void } {
  const changed = new Set<string>();
  const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) changed.add(document.uri.toString());
  });
  return {
    changed,
    dispose: () => {
      listening.dispose();
    },
  };
}

function safeOnes(iterators: readonly Iterator[]): Iterator[] {
  return iterators.filter(({ verdict }) => verdict === "safe");
}

function sayUnfinished(files: readonly Listed[]): void {
  const message = passedBy(files.map(({ uri }) => uri));
  if (message !== undefined) void window.showWarningMessage(message);
}

/** Leaves out what could not be made any more, and says so. */
function withoutStale(all: readonly ListedConversion[]): ListedConversion[] {
  const current = all.filter(({ changes }) => changes.length > 0);
  const count = all.length - current.length;
  if (count === 0) return current;
  void window.showWarningMessage(
    l10n.t(
      "Left out {0} of {1} conversions: the files changed while they were worked out. Run the command again for them.",
      count,
      all.length,
    ),
  );
  return current;
}

function sayOverlapping(count: number, total: number): void {
  if (count === 0) return;
  void window.showWarningMessage(
    l10n.t(
      "Left out {0} of {1} conversions: they change the same lines as others. Run the command again for them.",
      count,
      total,
    ),
  );
}
