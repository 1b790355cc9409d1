import * as vscode from "vscode";
import { rules } from "../rules";
import type { Severity } from "../rules/rule";
import { type Settings, settingsFrom } from "./setting-values";

export type { Settings } from "./setting-values";

/** Where the extension's settings stand. */
export const section = "yieldwise";

/** @param uri - the file that the settings are for; folders of a workspace may differ */
export function readSettings(uri: vscode.Uri | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration(section, uri);
  return settingsFrom((name) => configuration.get(name), vscode.l10n).settings;
}

/** @returns how a rule's findings are shown in a file with these settings, or "off" */
export function severityOf(rule: string, settings: Settings): Severity | "off" {
  return settings.rules[rule] ?? rules.find(({ id }) => id === rule)?.defaultSeverity ?? "information";
}

/** @returns the rules that are not switched off */
export function activeRules(settings: Settings): string[] {
  return rules.map(({ id }) => id).filter((id) => severityOf(id, settings) !== "off");
}

/** @returns whether the change concerns the extension */
export function concernsSettings(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration(section);
}
