import { realpath } from "node:fs/promises";
import type { Uri } from "vscode";

/** @returns where a file on disk really is, behind links; `undefined` when that cannot be told */
export async function realPathOf({ scheme, fsPath }: Uri): Promise<string | undefined> {
  if (scheme !== "file") return undefined;
  return realpath(fsPath).catch(() => undefined);
}
