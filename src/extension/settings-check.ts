import * as vscode from "vscode";
import { concernsSettings } from "./settings";
import { type SettingsScope, settingsScopes } from "./settings-scopes";

/** Tells people about settings that make no sense, each once; until they are mended, the defaults hold. */
export class SettingsCheck implements vscode.Disposable {
  private told: ReadonlySet<string> = new Set();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (concernsSettings(change)) this.check();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.check();
      }),
    );
  }

  /** Looks at the settings of the user, the workspace, and every folder. */
  check(): void {
    const scopes = settingsScopes();
    const before = this.told;
    this.told = new Set(scopes.flatMap(({ problems }) => problems));
    for (const scope of scopes) {
      const news = scope.problems.filter((problem) => !before.has(problem));
      if (news.length > 0) void this.tell(scope, news);
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async tell(scope: SettingsScope, news: readonly string[]): Promise<void> {
    for (const problem of news) this.log.warn(problem);
    const open = vscode.l10n.t("Open Settings");
    const message = vscode.l10n.t("{0} The default is used instead.", news.join(" "));
    const answer = await vscode.window.showWarningMessage(message, open);
    if (answer === open) await scope.open();
  }
}
