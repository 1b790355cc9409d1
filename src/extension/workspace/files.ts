import * as vscode from "vscode";
import { mayHoldIterator } from "../iterators";
import { codeFiles, isCodeFile, isExcluded } from "../languages";
import { readSettings } from "../settings";
import { listFolder } from "../virtual-folder";
import { type IgnoreFile, ignoredBy } from "./ignore-files";

/** Files of patterns for what is not to be looked at. */
export const ignoreFileGlob = "**/{.gitignore,.ignore}";

/** How many files are read at a time. */
const readers = 16;

/** What a search through the workspace looks at. */
export interface WorkspaceFiles {
  readonly files: readonly vscode.Uri[];
  /** Whether files such as `.gitignore` leave it out: it was compiled or downloaded, and nobody wrote it here. */
  readonly isIgnored: (uri: vscode.Uri) => boolean;
}

/** What the texts of files say. */
export interface Mentions {
  /** Those that mention an iterator, in the order of their paths, so that those of a project come one after the other. */
  readonly mentioning: readonly vscode.Uri[];
  /** Those that are larger than the settings allow, and were not read. */
  readonly tooLarge: readonly vscode.Uri[];
}

/** What is found in one folder. */
interface Found {
  readonly code: readonly vscode.Uri[];
  readonly ignoreFiles: readonly vscode.Uri[];
}

/**
 * Lists the code of the workspace, folder by folder, without what the settings leave out. Like VS Code's own search, and under the
 * same setting, it passes by what git ignores.
 *
 * @param token - calls it off; then the list is as far as it came
 */
export async function filesOfWorkspace(token: vscode.CancellationToken): Promise<WorkspaceFiles> {
  const code: vscode.Uri[] = [];
  const ignored = new Map<string, (path: string) => boolean>();
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const { enable, exclude } = readSettings(folder.uri);
    if (!enable || token.isCancellationRequested) continue;
    const found = hasSearch(folder) ? await findIn(folder, exclude, token) : await filesBelow(folder.uri);
    code.push(...found.code.filter((uri) => isCodeFile(uri) && isOf(folder, uri)));
    if (usesIgnoreFiles(folder)) {
      const ignoreFiles = [...found.ignoreFiles, ...(await ignoreFilesAbove(folder.uri))];
      ignored.set(folder.uri.toString(), await readIgnoreFiles(ignoreFiles));
    }
  }
  const isIgnored = (uri: vscode.Uri): boolean => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return (folder && ignored.get(folder.uri.toString())?.(uri.path)) ?? false;
  };
  return { files: code.filter((uri) => !isIgnored(uri)), isIgnored };
}

/** A folder of a workspace can lie in another one, and has settings of its own. */
function isOf({ uri: folder }: vscode.WorkspaceFolder, uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.toString();
}

/** VS Code searches disks itself, and leaves other file systems to whoever brings them. */
function hasSearch({ uri: { scheme } }: vscode.WorkspaceFolder): boolean {
  return scheme === "file" || scheme === "vscode-remote";
}

async function findIn(
  folder: vscode.WorkspaceFolder,
  exclude: readonly string[],
  token: vscode.CancellationToken,
): Promise<Found> {
  const without = exclude.length > 0 ? `{${exclude.join(",")}}` : null;
  const find = (glob: string): Thenable<vscode.Uri[]> =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), without, undefined, token);
  const [code, ignoreFiles] = await Promise.all([find(codeFiles), find(ignoreFileGlob)]);
  return { code, ignoreFiles };
}

async function filesBelow(folder: vscode.Uri): Promise<Found> {
  const { listings } = await listFolder(folder, Number.POSITIVE_INFINITY);
  const all = listings.flatMap(({ folder: within, files }) =>
    files.map((name) => vscode.Uri.joinPath(within, name)),
  );
  return {
    code: all.filter((uri) => isCodeFile(uri) && !isExcluded(uri)),
    ignoreFiles: all.filter(({ path }) => /\/\.(?:git)?ignore$/.test(path)),
  };
}

function usesIgnoreFiles({ uri }: vscode.WorkspaceFolder): boolean {
  return vscode.workspace.getConfiguration("search", uri).get("useIgnoreFiles") !== false;
}

/** A folder of the workspace can be one package of a repository, and then git's patterns mostly stand at its root. */
async function ignoreFilesAbove(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  for (let uri = folder; ;) {
    if (await exists(vscode.Uri.joinPath(uri, ".git"))) return found;
    const parent = vscode.Uri.joinPath(uri, "..");
    // Without a repository, nobody says how far up they would count.
    if (parent.path === uri.path) return [];
    uri = parent;
    found.push(vscode.Uri.joinPath(uri, ".gitignore"));
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function readIgnoreFiles(uris: readonly vscode.Uri[]): Promise<(path: string) => boolean> {
  const read = async (uri: vscode.Uri): Promise<IgnoreFile> => ({
    folder: vscode.Uri.joinPath(uri, "..").path,
    text: (await textOf(uri)) ?? "",
  });
  return ignoredBy(await Promise.all(uris.map(read)));
}

/**
 * Reads the files and keeps those whose text mentions an iterator of the kinds that are looked for; only they are worth an analysis.
 *
 * @param onRead - is told how many have been read
 */
export async function filesWithIterators(
  files: readonly vscode.Uri[],
  onRead: (count: number) => void,
  token: vscode.CancellationToken,
): Promise<Mentions> {
  const mentioning: vscode.Uri[] = [];
  const tooLarge: vscode.Uri[] = [];
  let next = 0;
  let read = 0;
  const readOn = async (): Promise<void> => {
    for (let uri = files[next++]; uri && !token.isCancellationRequested; uri = files[next++]) {
      const text = await readText(uri);
      if (text === "too large") tooLarge.push(uri);
      else if (mayHoldIterator(text?.text ?? "", readSettings(uri))) mentioning.push(uri);
      onRead(++read);
    }
  };
  await Promise.all(Array.from({ length: readers }, readOn));
  return { mentioning: mentioning.sort((a, b) => (a.path < b.path ? -1 : 1)), tooLarge };
}

/** @returns the text as {@link readText} does; `undefined` also when it is larger than the settings allow */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const found = await readText(uri);
  return found === "too large" ? undefined : found?.text;
}

/**
 * @returns the text in the editor where the file is open, else that on disk, unless it is larger than the settings allow; `undefined`
 *   when it cannot be read
 */
export async function readText(
  uri: vscode.Uri,
): Promise<{ readonly text: string } | "too large" | undefined> {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  const { maxFileSize } = readSettings(uri);
  if (open) {
    const text = open.getText();
    return text.length > maxFileSize ? "too large" : { text };
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxFileSize) return "too large";
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    // Somebody may have deleted it since it was listed.
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}
