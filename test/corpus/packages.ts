import { readdirSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { isSource } from "../../src/project/source-files";
import { folderOfLooseFile, looseOptions } from "../../src/project/loose-files";
import { nodeFiles } from "../../src/project/node-files";
import type { ProjectScope } from "../../src/project/scope";

/** How many files of a package are looked at together. Larger ones are taken in parts, and their consumers are not all seen. */
const limit = 300;

/** @returns all code below a folder, installed packages and build output included */
export function sourceFilesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === ".git" ? [] : sourceFilesUnder(full);
    return entry.isFile() && isSource(full) ? [full] : [];
  });
}

/** Puts files into the packages that they lie in. Published code has no build set-up, so none is read. */
export function packagesIn(files: readonly string[]): ProjectScope[] {
  const disk = nodeFiles();
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = folderOfLooseFile(disk, file, []);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([folder, requested]) => {
    const all = sourceFilesUnder(folder).map((file) => file.replaceAll(path.sep, "/"));
    const complete = all.length <= limit;
    return {
      name: folder,
      folder,
      options: { ...looseOptions, checkJs: true, types: [] } satisfies ts.CompilerOptions,
      roots: complete ? [...new Set([...all, ...requested])] : requested,
      references: [],
      requested,
      complete,
    };
  });
}
