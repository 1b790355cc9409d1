import { FilePermission, type Uri, workspace } from "vscode";

/** @returns the first of the files that nobody can save; `undefined` when all can be saved, as far as can be known */
export async function firstReadOnly(uris: readonly Uri[]): Promise<Uri | undefined> {
  for (const uri of uris) if (await isReadOnly(uri)) return uri;
  return undefined;
}

async function isReadOnly(uri: Uri): Promise<boolean> {
  if (uri.scheme === "untitled") return false;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    return (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // Who applies the edit will meet the same, and says what it is.
    return false;
  }
}
