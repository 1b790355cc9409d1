import { languages as vscodeLanguages, RelativePattern, workspace } from "vscode";
import type { DocumentFilter, TextDocument, Uri } from "vscode";
import { readSettings } from "./settings";

/** `.mts`, `.cts`, `.mjs` and `.cjs` are among these: VS Code gives them the plain languages. */
const languages: readonly string[] = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/** Files on disk and files that were never saved. */
const ownSchemes: readonly string[] = ["file", "untitled"];

/** The sides of a diff that show what is not so any more, notebook cells, and other views of what has its own file. */
const views: readonly string[] = [
  "git",
  "gitfs",
  "vscode-notebook-cell",
  "vscode-local-history",
  "yieldwise-after",
];

const isAbsolute = /^(?:[\\/]|[a-z]:)/i;

/** What the extension may look at, as a selector for providers; they ask `isSupported` of each document. */
export const selector: readonly DocumentFilter[] = languages.map((language) => ({ language }));

/** The same by names, for files that nobody has opened. */
export const codeFiles = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** @returns whether the extension looks at this document */
export function isSupported(document: TextDocument): boolean {
  return languages.includes(document.languageId) && isFile(document.uri);
}

/** Those of virtual file systems, too: where the workspace lies, and wherever else something can be saved. */
function isFile({ scheme }: Uri): boolean {
  if (ownSchemes.includes(scheme)) return true;
  if (views.includes(scheme)) return false;
  const ofWorkspace = workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme) ?? false;
  return ofWorkspace || workspace.fs.isWritableFileSystem(scheme) === true;
}

/** @returns whether this is code by its name, and not declarations of code that is elsewhere */
export function isCodeFile(uri: Uri): boolean {
  return /\.[cm]?[jt]sx?$/.test(uri.path) && !/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(uri.path);
}

/** @returns whether the setting `yieldwise.exclude` leaves this file out */
export function isExcluded(uri: Uri): boolean {
  return matchesGlob(uri, readSettings(uri).exclude);
}

/** @returns whether one of the globs means this file: those of a workspace folder count from it */
export function matchesGlob(uri: Uri, globs: readonly string[]): boolean {
  const folder = workspace.getWorkspaceFolder(uri);
  const patterns = globs.map((glob) => ({
    pattern: folder && !isAbsolute.test(glob) ? new RelativePattern(folder, glob) : glob,
  }));
  // VS Code looks at these two members alone, and the file need not be open.
  return vscodeLanguages.match(patterns, { uri, languageId: "" } as TextDocument) > 0;
}
