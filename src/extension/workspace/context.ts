import { commands, workspace } from "vscode";
import { type LookedFor, lookedFor } from "../iterators";
import { readSettings } from "../settings";
import type { Progress } from "./inventory";

/** What a search can find by the settings: "off" where the whole extension is switched off. */
export type Findable = LookedFor | "off";

/** Tells VS Code how far the search has come: the texts for an empty view, in package.json, go by it. */
export async function tellProgress(progress: Progress): Promise<void> {
  await commands.executeCommand("setContext", "yieldwise.search", progress);
}

/** Tells VS Code what a search can find, for the same texts. */
export async function tellFindable(): Promise<void> {
  await commands.executeCommand("setContext", "yieldwise.findable", findableInWorkspace());
}

/** @returns what a search can find in some folder of the workspace; without one, what can be found in files that are opened */
export function findableInWorkspace(): Findable {
  const folders = workspace.workspaceFolders ?? [];
  const settings =
    folders.length > 0 ? folders.map(({ uri }) => readSettings(uri)) : [readSettings(undefined)];
  const kinds = new Set(settings.filter(({ enable }) => enable).map(lookedFor));
  if (kinds.size === 0) return "off";
  const isAsync = kinds.has("async") || kinds.has("both");
  const isSync = kinds.has("sync") || kinds.has("both");
  if (isAsync) return isSync ? "both" : "async";
  return isSync ? "sync" : "none";
}
