import { statSync } from "node:fs";
import { CannotRun, type Problem, systemCode } from "../project/failure";
import type { Files } from "../project/files";
import { extensions, isSource, sourceFilesIn } from "../project/source-files";
import { absolutePath } from "./paths";

/**
 * Lists the files that a person asked for, declaration files left out.
 *
 * @param paths - files and folders as typed
 * @returns absolute paths without duplicates; a folder's files in the order of the alphabet
 * @throws CannotRun naming every path that is missing, unreadable or not code
 */
export function requestedFiles(disk: Files, cwd: string, paths: readonly string[]): string[] {
  const problems: Problem[] = [];
  const files = new Set<string>();
  for (const typed of paths) {
    const file = absolutePath(cwd, typed);
    const found = filesAt(disk, typed, file);
    if (typeof found === "string") problems.push({ file, message: found });
    else for (const each of found) files.add(each);
  }
  if (problems.length > 0) throw new CannotRun(problems);
  return [...files];
}

function filesAt(disk: Files, typed: string, file: string): readonly string[] | string {
  try {
    if (statSync(file).isDirectory()) return sourceFilesIn(disk, file);
  } catch (error) {
    return explain(typed, systemCode(error), error);
  }
  if (!extensions.some((extension) => file.endsWith(extension))) {
    return `${typed} is not code that Yieldwise reads. Name a folder, or a file that ends in ${extensions.join(", ")}`;
  }
  return isSource(file) ? [file] : [];
}

function explain(typed: string, code: string | undefined, error: unknown): string {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return `There is no file or folder ${typed}. Check the spelling and the folder you are in`;
  }
  if (code === "EACCES" || code === "EPERM") {
    return `${typed} may not be read. Change its permissions, or leave it out`;
  }
  throw error;
}
