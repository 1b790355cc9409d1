import * as vscode from "vscode";
import type { Backend } from "./backend";
import { readSettings } from "./settings";
import { unfinished } from "./wording";

const { l10n, window } = vscode;

/** Says why a conversion that was on offer came to nothing. */
export async function sayWhyUnchanged(backend: Backend, uri: vscode.Uri): Promise<void> {
  const { token } = new vscode.CancellationTokenSource();
  const found = await backend.findings(uri, readSettings(uri).options, token);
  void window.showWarningMessage(
    found?.unfinished ? unfinished(uri) : l10n.t("The file changed meanwhile; try again."),
  );
}
