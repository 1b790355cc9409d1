import { readdirSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { TextStore } from "../../src/cli/text-store";
import { ConfigReader } from "../../src/project/config";
import { CannotRun } from "../../src/project/failure";
import type { Files } from "../../src/project/files";
import { ProjectFinder } from "../../src/project/find-projects";
import { foldersAbove } from "../../src/project/paths";
import { isSource } from "../../src/project/source-files";
import { folderOfLooseFile, looseOptions } from "../../src/project/loose-files";
import { nodeFiles } from "../../src/project/node-files";
import type { ProjectScope } from "../../src/project/scope";

/** How many files of a package without tsconfig.json are looked at together. Larger ones are taken in parts, and their consumers are not all seen. */
const limit = 300;

/** @returns all code below a folder, installed packages and build output included */
export function sourceFilesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === ".git" ? [] : sourceFilesUnder(full);
    return entry.isFile() && isSource(full) ? [full] : [];
  });
}

/**
 * Puts files into the projects that they belong to: those of a tsconfig.json as it stands, the others into the packages that they lie
 * in. Published code has no build set-up, so those are looked at with all on.
 */
export function projectsIn(files: readonly string[]): ProjectScope[] {
  const disk = nodeFiles();
  const finder = new ProjectFinder(new ConfigReader(disk), new TextStore(), disk);
  const configured = [...groupedBy(files, (file) => nearestConfig(disk, file))].flatMap(([config, group]) =>
    config === undefined ? [] : configuredProjects(finder, group),
  );
  const held = new Set(configured.flatMap(({ requested }) => requested));
  const loose = files.filter((file) => !held.has(file));
  const folders = groupedBy(loose, (file) => folderOfLooseFile(disk, file, []));
  return [...configured, ...[...folders].map(([folder, requested]) => looseProject(folder, requested))];
}

function nearestConfig(disk: Files, file: string): string | undefined {
  return foldersAbove(file)
    .map((folder) => `${folder}/tsconfig.json`)
    .find((config) => disk.fileExists(config));
}

/** A configuration that cannot be read, such as one that extends a package that is not there, holds nothing. */
function configuredProjects(finder: ProjectFinder, files: readonly string[]): ProjectScope[] {
  try {
    return finder.projectsOf(files, []).filter(({ name }) => name.endsWith(".json"));
  } catch (error) {
    if (error instanceof CannotRun) return [];
    throw error;
  }
}

function looseProject(folder: string, requested: readonly string[]): ProjectScope {
  const all = sourceFilesUnder(folder).map((file) => file.replaceAll(path.sep, "/"));
  const complete = all.length <= limit;
  return {
    name: folder,
    folder,
    options: { ...looseOptions, checkJs: true, types: [] } satisfies ts.CompilerOptions,
    roots: complete ? [...new Set([...all, ...requested])] : requested,
    references: [],
    requested,
    unseen: new Map(complete ? [] : requested.map((file) => [file, { cause: "unread" }])),
  };
}

function groupedBy<K>(files: readonly string[], keyOf: (file: string) => K): Map<K, string[]> {
  const groups = new Map<K, string[]>();
  for (const file of files) {
    const key = keyOf(file);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return groups;
}
