import * as vscode from "vscode";
import { defaultOptions, type EngineOptions } from "../engine/options";
import { rules } from "../rules";
import type { Severity } from "../rules/rule";

/** What a user set for a file, defaults filled in. */
export interface Settings {
  readonly enable: boolean;
  /** By rule id; rules that are not named keep their default. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly options: EngineOptions;
}

const section = "yieldwise";

/** @param uri - the file that the settings are for; folders of a workspace may differ */
export function readSettings(uri: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, uri);
  return {
    enable: configuration.get("enable", true),
    rules: configuration.get<Settings["rules"]>("rules", {}),
    options: { outsideConsumers: configuration.get("outsideConsumers", defaultOptions.outsideConsumers) },
  };
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
