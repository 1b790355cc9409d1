import * as vscode from "vscode";
import { FileType } from "vscode";

/** Where no code of a project lies, or code that nobody wrote by hand: not gone into unless somebody asks for it. */
const leftOut = /^(?:\..*|node_modules|bower_components|dist|coverage)$/;

/** What lies in a folder, by names. */
export interface Listing {
  readonly folder: vscode.Uri;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The folders that were listed, and how often something was there that could not be. */
export interface Listings {
  readonly listings: readonly Listing[];
  readonly unread: readonly vscode.Uri[];
}

/**
 * Lists a folder of any file system, and what lies below it. `workspace.findFiles` does not serve here: it asks a
 * search that a virtual file system need not have.
 *
 * @param limit - how many files to list; what comes after them counts as unread
 * @returns an empty listing of a folder that is not there
 */
export async function listFolder(root: vscode.Uri, limit: number): Promise<Listings> {
  const listings: Listing[] = [];
  const unread: vscode.Uri[] = [];
  let count = 0;
  // What is installed is looked into folder by folder.
  const isDeep = !root.path.includes("/node_modules");
  for (let level = [root]; level.length > 0;) {
    const found = await Promise.all(level.map((folder) => listOne(folder)));
    const next: vscode.Uri[] = [];
    for (const [index, entries] of found.entries()) {
      const folder = level[index] ?? root;
      count += entries?.files.length ?? 0;
      if (!entries || count > limit) unread.push(folder);
      listings.push({ folder, files: entries?.files ?? [], folders: entries?.folders ?? [] });
      const below = (entries?.real ?? []).filter((name) => !leftOut.test(name));
      if (isDeep && count <= limit) next.push(...below.map((name) => vscode.Uri.joinPath(folder, name)));
    }
    level = next;
  }
  return { listings, unread };
}

/** @returns `undefined` when the folder is there and cannot be read */
async function listOne(folder: vscode.Uri): Promise<
  | {
      readonly files: readonly string[];
      readonly folders: readonly string[];
      /** The folders that are no links: those may lead back up. */
      readonly real: readonly string[];
    }
  | undefined
> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const named = (wanted: FileType): string[] =>
      entries.filter(([, type]) => (type & wanted) !== 0).map(([name]) => name);
    const links = named(FileType.SymbolicLink);
    const folders = named(FileType.Directory);
    return { files: named(FileType.File), folders, real: folders.filter((name) => !links.includes(name)) };
  } catch (error) {
    return isMissing(error) ? { files: [], folders: [], real: [] } : undefined;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof vscode.FileSystemError ? error.code : "";
  return code === "FileNotFound" || code === "FileNotADirectory";
}
