import { FileSystemError, type Uri, workspace } from "vscode";

/** @returns whether the file of an open document was deleted or renamed behind the editor, which keeps the tab and strikes its name through */
export async function isGoneFromDisk(uri: Uri): Promise<boolean> {
  if (uri.scheme === "untitled") return false;
  try {
    await workspace.fs.stat(uri);
    return false;
  } catch (error) {
    // A file system that cannot be reached says nothing about its files.
    return error instanceof FileSystemError && error.code === "FileNotFound";
  }
}

/** @returns whether the file lies in the folder, however deep */
export function isBelow(uri: Uri, folder: Uri): boolean {
  return uri.toString().startsWith(`${folder.toString()}/`);
}
