import ts from "typescript";
import type { Files } from "./files";

/** Answers differ by system. A browser has none, and there the names of files are told apart by case. */
const { useCaseSensitiveFileNames } = (ts.sys as ts.System | undefined) ?? {
  useCaseSensitiveFileNames: true,
};

/** @returns a key that is equal for equal files */
export function pathKey(file: string): string {
  return useCaseSensitiveFileNames ? file : file.toLowerCase();
}

/** @returns the folder that a file or folder lies in; for the whole disk that itself */
export function folderOf(name: string): string {
  const end = name.lastIndexOf("/");
  return end > 0 ? name.slice(0, end) : "/";
}

/** @returns the folder of a file and all folders above it, the nearest first */
export function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === folderOf(folder)) return folders;
  }
}

/** @returns the folders above a file that can be a project */
export function projectFoldersAbove(files: Files, file: string): string[] {
  return foldersAbove(file).filter((folder) => files.isProjectFolder(folder));
}

/** @returns whether `file` is `folder` or lies in it */
export function isWithin(folder: string, file: string): boolean {
  const key = pathKey(folder);
  return pathKey(file) === key || pathKey(file).startsWith(key.endsWith("/") ? key : `${key}/`);
}

/** @returns the file that a relative name means, as written in this one */
export function fileBeside(file: string, relative: string): string {
  const parts = folderOf(file).split("/");
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
