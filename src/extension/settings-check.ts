import * as vscode from "vscode";
import { concernsSettings, problemsWithSettings, section } from "./settings";

/** Tells people about settings that make no sense, each once; until they are mended, the defaults hold. */
export class SettingsCheck implements vscode.Disposable {
  private readonly told = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (concernsSettings(change)) void this.check();
    });
  }

  /** Looks at the settings of every folder. */
  async check(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const problems = new Set([undefined, ...folders].flatMap((folder) => problemsWithSettings(folder?.uri)));
    const news = [...problems].filter((problem) => !this.told.has(problem));
    for (const problem of this.told) if (!problems.has(problem)) this.told.delete(problem);
    if (news.length === 0) return;
    for (const problem of news) {
      this.told.add(problem);
      this.log.warn(problem);
    }
    const open = vscode.l10n.t("Open Settings");
    const message = vscode.l10n.t("{0} The default is used instead.", news.join(" "));
    const answer = await vscode.window.showWarningMessage(message, open);
    if (answer === open) await vscode.commands.executeCommand("workbench.action.openSettings", section);
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
