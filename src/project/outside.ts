import ts from "typescript";
import { isComponent } from "./components";
import type { Files } from "./files";
import type { ModuleGraph } from "./module-graph";
import { folderOf, pathKey, projectFoldersAbove } from "./paths";
import { componentsIn, sourceFilesIn } from "./source-files";

/** Code around a project that can use what the project declares. */
export interface Surroundings {
  /** Files outside the project that import, directly or through others, one of the files asked about. */
  readonly importers: readonly string[];
  /** No file imports the package by name in a way that does not lead to its source. */
  readonly complete: boolean;
  /** Which of the files asked about a file of another language, such as a Vue component, imports, directly or through others. */
  readonly usedByComponents: readonly string[];
}

/**
 * A tsconfig.json seldom names everything: tests, scripts and sibling packages use the same classes. Looks for them in the
 * repository, or in the outermost package where there is none.
 *
 * @param requested - the files whose users are wanted
 * @param own - the files that the project holds already
 */
export function surroundingsOf(
  files: Files,
  graph: ModuleGraph,
  requested: readonly string[],
  own: readonly string[],
): Surroundings {
  const [first] = requested;
  if (first === undefined) return { importers: [], complete: true, usedByComponents: [] };
  const ownKeys = new Set(own.map(pathKey));
  const repository = repositoryOf(files, first);
  const sources = sourceFilesIn(files, repository);
  const components = componentsIn(files, repository);
  const all = [...sources, ...components];
  const reached = graph.reachableFrom(components);
  const importers = importersOf(graph, requested, [...new Set([...own, ...all])]);
  const names = new Set(requested.flatMap((file) => packageNameOf(files, file)));
  return {
    importers: importers.filter((file) => !ownKeys.has(pathKey(file)) && !isComponent(file)),
    complete: !all.some((file) => importsBlindly(graph, file, names)),
    usedByComponents: requested.filter((file) => reached.has(pathKey(file))),
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

function packageNameOf(files: Files, file: string): string[] {
  const manifest = projectFoldersAbove(files, file)
    .map((folder) => `${folder}/package.json`)
    .find((each) => files.fileExists(each));
  if (manifest === undefined) return [];
  const { config } = ts.readConfigFile(manifest, (name) => files.readFile(name)) as {
    config?: { name?: unknown };
  };
  return typeof config?.name === "string" ? [config.name] : [];
}

/** The folder that can hold users of this file. */
function repositoryOf(files: Files, file: string): string {
  const folders = projectFoldersAbove(files, file);
  const repository = folders.find((folder) => isRepository(files, folder));
  const outermost = folders.filter((folder) => files.fileExists(`${folder}/package.json`)).at(-1);
  return repository ?? files.rootOf(file) ?? outermost ?? folderOf(file);
}

/** A work tree of Git's has a file in the place of the folder. */
function isRepository(files: Files, folder: string): boolean {
  return files.directoryExists(`${folder}/.git`) || files.fileExists(`${folder}/.git`);
}
