import { FilePermission, type Uri, workspace } from "vscode";
import { matchesGlob } from "./languages";

/** Tells whether a file on disk is marked as not to be written; only some hosts can see that. */
export type WriteProtection = (uri: Uri) => Promise<boolean>;

/** @returns whether the file cannot be saved, or is not to be changed by the user's settings, as far as can be known */
export async function isReadOnly(uri: Uri, isWriteProtected?: WriteProtection): Promise<boolean> {
  if (uri.scheme === "untitled") return false;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  const files = workspace.getConfiguration("files", uri);
  if (matchesGlob(uri, globsOf(files.get("readonlyInclude")))) {
    return !matchesGlob(uri, globsOf(files.get("readonlyExclude")));
  }
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    if ((permissions & FilePermission.Readonly) !== 0) return true;
    if (files.get("readonlyFromPermissions") !== true) return false;
    return (await isWriteProtected?.(uri)) ?? false;
  } catch {
    // Who applies the edit will meet the same, and says what it is.
    return false;
  }
}

/** VS Code keeps such lists as an object, in which each glob can be switched off. */
function globsOf(setting: unknown): string[] {
  if (typeof setting !== "object" || setting === null) return [];
  return Object.entries(setting).flatMap(([glob, isOn]) => (isOn === true ? [glob] : []));
}
