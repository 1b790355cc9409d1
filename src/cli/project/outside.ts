import { existsSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { pathKey, projectFoldersAbove } from "../paths";
import { sourceFilesIn } from "../source-files";
import type { ModuleGraph } from "./module-graph";

/** Code around a project that can use what the project declares. */
export interface Surroundings {
  /** Files outside the project that import, directly or through others, one of the files asked about. */
  readonly importers: readonly string[];
  /** No file imports the package by name in a way that does not lead to its source. */
  readonly complete: boolean;
}

/**
 * A tsconfig.json seldom names everything: tests, scripts and sibling packages use the same classes. Looks for them in the
 * repository, or in the outermost package where there is none.
 *
 * @param files - the files whose users are wanted
 * @param own - the files that the project holds already
 */
export function surroundingsOf(
  graph: ModuleGraph,
  files: readonly string[],
  own: readonly string[],
): Surroundings {
  const [first] = files;
  if (first === undefined) return { importers: [], complete: true };
  const ownKeys = new Set(own.map(pathKey));
  const all = sourceFilesIn(repositoryOf(first));
  const importers = importersOf(graph, files, [...new Set([...own, ...all])]);
  const names = new Set(files.flatMap(packageNameOf));
  return {
    importers: importers.filter((file) => !ownKeys.has(pathKey(file))),
    complete: !all.some((file) => importsBlindly(graph, file, names)),
  };
}

function importersOf(graph: ModuleGraph, files: readonly string[], all: readonly string[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const file of all) {
    for (const { target } of graph.importsOf(file)) {
      if (target === undefined) continue;
      const known = importers.get(pathKey(target)) ?? new Set();
      importers.set(pathKey(target), known.add(file));
    }
  }
  const found = new Set<string>();
  const queue = [...files];
  for (const file of queue) {
    for (const importer of importers.get(pathKey(file)) ?? []) {
      if (found.has(importer)) continue;
      found.add(importer);
      queue.push(importer);
    }
  }
  return [...found];
}

function importsBlindly(graph: ModuleGraph, file: string, names: ReadonlySet<string>): boolean {
  return graph
    .importsOf(file)
    .some(({ specifier, target }) => target === undefined && names.has(packageOf(specifier)));
}

/** The package in "@scope/name/sub/path" or "name/sub". */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function packageNameOf(file: string): string[] {
  const manifest = projectFoldersAbove(file)
    .map((folder) => `${folder}/package.json`)
    .find((each) => existsSync(each));
  if (manifest === undefined) return [];
  const { config } = ts.readConfigFile(manifest, (name) => ts.sys.readFile(name)) as {
    config?: { name?: unknown };
  };
  return typeof config?.name === "string" ? [config.name] : [];
}

/** The folder that can hold users of this file. */
function repositoryOf(file: string): string {
  const folders = projectFoldersAbove(file);
  const repository = folders.find((folder) => existsSync(`${folder}/.git`));
  const outermost = folders.filter((folder) => existsSync(`${folder}/package.json`)).at(-1);
  return repository ?? outermost ?? path.posix.dirname(file);
}
