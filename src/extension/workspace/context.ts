import { commands } from "vscode";
import type { Progress } from "./inventory";

/** Tells VS Code how far the search has come: the texts for an empty view, in package.json, go by it. */
export async function tellProgress(progress: Progress): Promise<void> {
  await commands.executeCommand("setContext", "yieldwise.search", progress);
}
