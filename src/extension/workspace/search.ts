import * as vscode from "vscode";
import type { Backend } from "../backend";
import { isSupported } from "../languages";
import { readSettings } from "../settings";
import { orCancelled } from "../timing";
import { filesOfWorkspace, filesWithIterators } from "./files";
import type { Inventory } from "./inventory";

const { l10n } = vscode;

/** What a person sees of a search that is under way. */
export type Report = (message: string) => void;

/**
 * Looks through the whole workspace and fills the inventory as it goes. The text is searched first; only files that mention an
 * iterator are analysed.
 *
 * @returns how many files were looked at; `undefined` when it was called off, and then what was found so far stays listed
 */
export async function searchWorkspace(
  backend: Backend,
  inventory: Inventory,
  report: Report,
  token: vscode.CancellationToken,
): Promise<number | undefined> {
  inventory.clear("searching");
  try {
    report(l10n.t("Listing files"));
    const files = await orCancelled(filesOfWorkspace(token), token);
    if (!files) return undefined;
    const reading = filesWithIterators(
      files,
      (count) => {
        reportRead(report, count, files.length);
      },
      token,
    );
    const worth = await orCancelled(reading, token);
    if (!worth) return undefined;
    const finished = await analyse(backend, inventory, worth, report, token);
    return finished ? files.length : undefined;
  } finally {
    inventory.proceed("done");
  }
}

async function analyse(
  backend: Backend,
  inventory: Inventory,
  files: readonly vscode.Uri[],
  report: Report,
  token: vscode.CancellationToken,
): Promise<boolean> {
  await wakeUp(files);
  for (const [index, uri] of files.entries()) {
    report(
      l10n.t("{0} iterators found; analysing file {1} of {2}", inventory.count(), index + 1, files.length),
    );
    const found = await orCancelled(backend.findings(uri, readSettings(uri).options, token), token);
    if (token.isCancellationRequested) return false;
    inventory.set(uri, found?.findings ?? []);
  }
  return true;
}

/** The TypeScript server loads plugins with the first project, and projects with the first file that is open. */
async function wakeUp([first]: readonly vscode.Uri[]): Promise<void> {
  if (first && !vscode.workspace.textDocuments.some(isSupported)) {
    await vscode.workspace.openTextDocument(first);
  }
}

/** Each message crosses to another process. */
function reportRead(report: Report, count: number, total: number): void {
  if (count % 100 === 0 || count === total) report(l10n.t("{0} of {1} files searched", count, total));
}
