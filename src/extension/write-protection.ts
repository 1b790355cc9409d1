import { stat } from "node:fs/promises";
import type { Uri } from "vscode";

/** The permission to write that a file's owner has; on Windows it stands for the attribute "read-only". */
const ownerMayWrite = 0o200;

/** @returns whether a file on disk is marked as not to be written, as VS Code sees it with `files.readonlyFromPermissions` */
export async function isWriteProtected({ scheme, fsPath }: Uri): Promise<boolean> {
  return scheme === "file" && ((await stat(fsPath)).mode & ownerMayWrite) === 0;
}
