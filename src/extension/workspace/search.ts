import * as vscode from "vscode";
import type { Backend } from "../backend";
import { iteratorsIn } from "../iterators";
import { isSupported } from "../languages";
import { readSettings } from "../settings";
import { orCancelled } from "../timing";
import { filesOfWorkspace, filesWithIterators } from "./files";
import type { Inventory, Reach } from "./inventory";
import { type RealPath, withoutTwins } from "./twins";

const { l10n } = vscode;

/** What a person sees of a search that is under way. */
export type Report = (message: string) => void;

/** What a search takes note of: how far it has come, and what to show of that. */
type Note = (reach: Reach) => void;

/**
 * Looks through the whole workspace and fills the inventory as it goes. The text is searched first; only files that mention an
 * iterator are analysed.
 *
 * @param realPath - where the host can tell
 * @returns how many files were looked at; `undefined` when it was called off, and then what was found so far stays listed
 */
export async function searchWorkspace(
  backend: Backend,
  inventory: Inventory,
  report: Report,
  token: vscode.CancellationToken,
  realPath?: RealPath,
): Promise<number | undefined> {
  inventory.clear("searching");
  let reach: Reach | undefined = { step: "listing", count: 0, total: 0 };
  const note: Note = (reached) => {
    reach = reached;
    reportReach(report, reached, inventory);
  };
  try {
    report(l10n.t("Listing files"));
    const listed = await orCancelled(filesOfWorkspace(token), token);
    if (!listed) return undefined;
    const { files, isIgnored } = listed;
    inventory.leaveOutIgnored(isIgnored);
    const worth = await filesToAnalyse(files, inventory, note, token, realPath);
    if (!worth || !(await analyse(backend, inventory, worth, note, token))) return undefined;
    reach = undefined;
    return files.length;
  } finally {
    inventory.finish(reach);
  }
}

async function filesToAnalyse(
  files: readonly vscode.Uri[],
  inventory: Inventory,
  note: Note,
  token: vscode.CancellationToken,
  realPath: RealPath | undefined,
): Promise<readonly vscode.Uri[] | undefined> {
  const total = files.length;
  note({ step: "reading", count: 0, total });
  const onRead = (count: number): void => {
    if (!token.isCancellationRequested) note({ step: "reading", count, total });
  };
  const found = await orCancelled(filesWithIterators(files, onRead, token), token);
  for (const uri of found?.tooLarge ?? []) inventory.setTooLarge(uri);
  const named = found && (await orCancelled(withoutTwins(found.mentioning, realPath), token));
  if (named) inventory.leaveOutTwins(named.twins);
  return named?.files;
}

async function analyse(
  backend: Backend,
  inventory: Inventory,
  files: readonly vscode.Uri[],
  note: Note,
  token: vscode.CancellationToken,
): Promise<boolean> {
  await wakeUp(files);
  for (const [count, uri] of files.entries()) {
    note({ step: "analysing", count, total: files.length });
    const settings = readSettings(uri);
    const found = await orCancelled(backend.findings(uri, settings.options, token), token);
    if (token.isCancellationRequested) return false;
    if (found?.unfinished) inventory.setUnfinished(uri);
    else inventory.set(uri, iteratorsIn(found?.findings ?? [], settings));
  }
  return true;
}

/** The TypeScript server loads plugins with the first project, and projects with the first file that is open. */
async function wakeUp([first]: readonly vscode.Uri[]): Promise<void> {
  if (first && !vscode.workspace.textDocuments.some(isSupported)) {
    await vscode.workspace.openTextDocument(first);
  }
}

function reportReach(report: Report, { step, count, total }: Reach, inventory: Inventory): void {
  if (step === "analysing" && count === 0) {
    // The first answer takes as long as the project takes to load.
    report(
      total === 1
        ? l10n.t("Loading the project; 1 file to analyse")
        : l10n.t("Loading the project; {0} files to analyse", total),
    );
    return;
  }
  if (step === "analysing") {
    const found = inventory.count();
    report(
      found === 1
        ? l10n.t("1 iterator found; analysing file {0} of {1}", count + 1, total)
        : l10n.t("{0} iterators found; analysing file {1} of {2}", found, count + 1, total),
    );
    return;
  }
  // Each message crosses to another process.
  if (count > 0 && (count % 100 === 0 || count === total)) {
    report(l10n.t("{0} of {1} files searched", count, total));
  }
}
