import { homedir } from "node:os";
import path from "node:path";
import ts from "typescript";

/** @returns the absolute path with forward slashes, as TypeScript writes it */
export function absolutePath(cwd: string, name: string): string {
  return withSlashes(path.resolve(cwd, name));
}

/** @returns the path as a person in `cwd` would write it, with forward slashes */
export function displayPath(cwd: string, file: string): string {
  return withSlashes(path.relative(cwd, file)) || ".";
}

/** @returns a key that is equal for equal files */
export function pathKey(file: string): string {
  return ts.sys.useCaseSensitiveFileNames ? file : file.toLowerCase();
}

/** @returns the folder of a file and all folders above it, the nearest first */
export function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    folders.push(folder);
    if (folder === path.posix.dirname(folder)) return folders;
  }
}

/** @returns the folders above a file that can be a project: never a home folder or the whole disk, whatever lies in them */
export function projectFoldersAbove(file: string): string[] {
  const home = withSlashes(homedir());
  return foldersAbove(file).filter((folder) => folder !== path.posix.dirname(folder) && folder !== home);
}

/** @returns whether `file` is `folder` or lies in it */
export function isWithin(folder: string, file: string): boolean {
  const key = pathKey(folder);
  return pathKey(file) === key || pathKey(file).startsWith(key.endsWith("/") ? key : `${key}/`);
}

function withSlashes(name: string): string {
  return path.sep === "/" ? name : name.replaceAll(path.sep, "/");
}
