import ts from "typescript";
import type { Unseen } from "../engine/out-of-sight";
import { mayStandFor } from "../facts/declared-apart";
import { isComponent } from "./components";
import type { Files } from "./files";
import type { ModuleGraph } from "./module-graph";
import { folderOf, pathKey, projectFoldersAbove } from "./paths";
import { componentsIn, declarationFilesIn, sourceFilesIn } from "./source-files";

/** Code around a project that can use what the project declares. */
export interface Surroundings {
  /** Files outside the project that import, directly or through others, one of the files asked about. */
  readonly importers: readonly string[];
  /** Files outside the project that declare modules as which importers may see one of the files asked about. */
  readonly declarations: readonly string[];
  /** For each of the files asked about that code out of sight may use: how. */
  readonly unseen: ReadonlyMap<string, Unseen>;
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
  if (first === undefined) return { importers: [], declarations: [], unseen: new Map() };
  const ownKeys = new Set(own.map(pathKey));
  const repository = repositoryOf(files, first);
  const components = componentsIn(files, repository);
  const around = [...sourceFilesIn(files, repository), ...components];
  const importedBy = importersIn(graph, [...new Set([...own, ...around])]);
  const importers = allImportersOf(importedBy, requested);
  return {
    importers: importers.filter((file) => !ownKeys.has(pathKey(file)) && !isComponent(file)),
    declarations: declarationsFor(files, repository, requested).filter((file) => !ownKeys.has(pathKey(file))),
    unseen: unseenUsers(files, graph, requested, { importedBy, components, around }),
  };
}

const declaredModules = /\bdeclare\s+module\s+(["'])([^"'\n]*)\1/g;

/** A file that nothing imports may say `declare module "*\/lines.js" {…}` for all of the project that has it. */
function declarationsFor(files: Files, repository: string, requested: readonly string[]): string[] {
  const scripts = requested.filter((file) => /\.[cm]?jsx?$/.test(file));
  if (scripts.length === 0) return [];
  return declarationFilesIn(files, repository).filter((file) =>
    [...(files.readFile(file) ?? "").matchAll(declaredModules)].some(([, , name = ""]) =>
      scripts.some((script) => mayStandFor(name, script)),
    ),
  );
}

/** By the key of a file's path. */
type ImportersByFile = ReadonlyMap<string, ReadonlySet<string>>;

function importersIn(graph: ModuleGraph, all: readonly string[]): ImportersByFile {
  const importers = new Map<string, Set<string>>();
  for (const file of all) {
    for (const { target } of graph.importsOf(file)) {
      if (target === undefined) continue;
      const known = importers.get(pathKey(target)) ?? new Set();
      importers.set(pathKey(target), known.add(file));
    }
  }
  return importers;
}

/** The nearest first. */
function allImportersOf(importedBy: ImportersByFile, files: readonly string[]): string[] {
  const found = new Set<string>();
  const queue = [...files];
  for (const file of queue) {
    for (const importer of importedBy.get(pathKey(file)) ?? []) {
      if (found.has(importer)) continue;
      found.add(importer);
      queue.push(importer);
    }
  }
  return [...found];
}

interface Around {
  readonly importedBy: ImportersByFile;
  readonly components: readonly string[];
  readonly around: readonly string[];
}

/** What a file is asked about along with makes no difference to it. */
function unseenUsers(
  files: Files,
  graph: ModuleGraph,
  requested: readonly string[],
  { importedBy, components, around }: Around,
): Map<string, Unseen> {
  const reached = graph.reachableFrom(components);
  const names = new Map(requested.map((file) => [file, packageNameOf(files, file)]));
  const importsByName = namedWithoutSource(graph, around, new Set(names.values()));
  const unseen = new Map<string, Unseen>();
  for (const file of requested) {
    const byName = importsByName.get(names.get(file) ?? "");
    const found = reached.has(pathKey(file)) ? componentUsing(graph, importedBy, file) : undefined;
    if (found) unseen.set(file, found);
    else if (byName) unseen.set(file, { cause: "by-name", at: graph.placeOf(byName.file, byName.specifier) });
  }
  return unseen;
}

/** The component that imports the file, or comes to it through the fewest others. */
function componentUsing(graph: ModuleGraph, importedBy: ImportersByFile, file: string): Unseen | undefined {
  const importers = allImportersOf(importedBy, [file]);
  const component = importers.find(isComponent);
  if (component === undefined) return undefined;
  const leadsTo = (keys: ReadonlySet<string>): string | undefined =>
    graph.importsOf(component).find(({ target }) => target !== undefined && keys.has(pathKey(target)))
      ?.specifier;
  const direct = leadsTo(new Set([pathKey(file)]));
  const specifier = direct ?? leadsTo(new Set(importers.map(pathKey))) ?? "";
  const cause = direct === undefined ? "component-indirect" : "component";
  return { cause, at: graph.placeOf(component, specifier) };
}

/** An import of a package by its name. */
interface NamedImport {
  readonly file: string;
  readonly specifier: string;
}

/** The first import of each of the packages that does not lead to its source, by the package's name. */
function namedWithoutSource(
  graph: ModuleGraph,
  around: readonly string[],
  names: ReadonlySet<string | undefined>,
): Map<string, NamedImport> {
  const found = new Map<string, NamedImport>();
  for (const file of around) {
    for (const { specifier, target } of graph.importsOf(file)) {
      const name = packageOf(specifier);
      if (target === undefined && names.has(name) && !found.has(name)) found.set(name, { file, specifier });
    }
  }
  return found;
}

/** The package in "@scope/name/sub/path" or "name/sub". */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function packageNameOf(files: Files, file: string): string | undefined {
  const manifest = projectFoldersAbove(files, file)
    .map((folder) => `${folder}/package.json`)
    .find((each) => files.fileExists(each));
  if (manifest === undefined) return undefined;
  const { config } = ts.readConfigFile(manifest, (name) => files.readFile(name)) as {
    config?: { name?: unknown };
  };
  return typeof config?.name === "string" ? config.name : undefined;
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
