import { commands, l10n, window } from "vscode";
import { section } from "./settings";

/** Says what settings are the cause of, and leads to them. */
export async function sayInSettings(message: string): Promise<void> {
  const open = l10n.t("Open Settings");
  const answer = await window.showInformationMessage(message, open);
  if (answer === open) await commands.executeCommand("workbench.action.openSettings", section);
}
