import ts from "typescript";
import type { Files } from "./files";
import { folderOf, foldersAbove, isWithin, pathKey } from "./paths";
import { sourceFilesIn } from "./source-files";
import { type Config, type ConfigReader } from "./config";
import { folderOfLooseFile, looseOptions } from "./loose-files";
import { loneScripts } from "./lone-scripts";
import { ModuleGraph } from "./module-graph";
import { surroundingsOf } from "./outside";
import type { ProjectScope, Texts } from "./scope";

/** Sorts files into the projects that they belong to. */
export class ProjectFinder {
  private readonly graphs = new Map<string, ModuleGraph>();
  private readonly looseGraphs = new Map<string, ModuleGraph>();
  private readonly lone = new Map<string, ReadonlySet<string>>();
  private readonly reachable = new Map<string, Set<string>>();

  constructor(
    private readonly configs: ConfigReader,
    private readonly texts: Pick<Texts, "read">,
    private readonly files: Files,
  ) {}

  /**
   * Finds the project of each file: the nearest tsconfig.json or jsconfig.json above it that holds it, itself or through its
   * references, and for files without one the package around them.
   *
   * @param files - absolute paths
   * @param folders - the folders that a person asked for, in which files without package.json belong together
   * @throws CannotRun when a configuration is not right
   */
  projectsOf(files: readonly string[], folders: readonly string[]): ProjectScope[] {
    const byConfig = new Map<Config, string[]>();
    const byFolder = new Map<string, string[]>();
    for (const file of files) {
      const config = this.configOf(file);
      if (config === "output") continue;
      if (config) addTo(byConfig, config, file);
      else addTo(byFolder, folderOfLooseFile(this.files, file, folders), file);
    }
    return [
      ...[...byConfig].map(([config, requested]) => this.configuredProject(config, requested)),
      ...[...byFolder].flatMap(([folder, requested]) => this.looseProjects(folder, requested)),
    ];
  }

  /** @returns one project for each of the configurations that holds some of the files */
  projectsWithin(configs: readonly Config[], files: readonly string[]): ProjectScope[] {
    const byConfig = new Map<Config, string[]>();
    for (const file of files) {
      const owner =
        configs.find((config) => config.includes(file)) ?? configs.find((config) => this.holds(config, file));
      if (owner) addTo(byConfig, owner, file);
    }
    return [...byConfig].map(([config, requested]) => this.configuredProject(config, requested));
  }

  /** @returns whether the configuration names the file, or a file that it names imports it */
  holds(config: Config, file: string): boolean {
    return config.includes(file) || (canHold(config, file) && this.reachableFrom(config).has(pathKey(file)));
  }

  /**
   * Reads a file anew, after its text changed.
   *
   * @returns whether that can have changed which files belong together
   */
  refresh(file: string): boolean {
    this.lone.clear();
    const graphs = [...this.graphs.values(), ...this.looseGraphs.values()];
    const changed = graphs.filter((graph) => graph.refresh(file)).length > 0;
    if (changed) this.reachable.clear();
    return changed;
  }

  private configOf(file: string): Config | "output" | undefined {
    const nearest = foldersAbove(file)
      .flatMap((folder) => [`${folder}/tsconfig.json`, `${folder}/jsconfig.json`])
      .filter((name) => this.files.fileExists(name));
    for (const name of nearest) {
      const configs = this.configs.withReferences(name);
      const owner =
        configs.find((config) => config.includes(file)) ?? configs.find((config) => this.holds(config, file));
      if (owner) return owner;
      if (configs.some((config) => isOutput(config, file))) return "output";
    }
    return undefined;
  }

  private configuredProject(config: Config, requested: readonly string[]): ProjectScope {
    const roots = unique([...config.files, ...requested]);
    const { importers, declarations, unseen } = surroundingsOf(
      this.files,
      this.graphOf(config),
      requested,
      roots,
    );
    return {
      name: config.path,
      folder: folderOf(config.path),
      options: { ...config.options, ...optionsFor(config, importers) },
      roots: [...roots, ...importers, ...declarations],
      references: config.references,
      requested,
      unseen,
    };
  }

  private looseProjects(folder: string, requested: readonly string[]): ProjectScope[] {
    const roots = unique([...sourceFilesIn(this.files, folder), ...requested]);
    const graph =
      this.looseGraphs.get(folder) ?? new ModuleGraph(this.texts, this.files, looseOptions, folder);
    this.looseGraphs.set(folder, graph);
    const { importers, declarations, unseen } = surroundingsOf(this.files, graph, requested, roots);
    const lone = this.loneScriptsOf(folder, roots);
    const together = requested.filter((file) => !lone.has(file));
    const shared = { folder, options: looseOptions, references: [], unseen };
    const alone = requested.filter((file) => lone.has(file));
    return [
      ...(together.length > 0
        ? [{ ...shared, name: folder, roots: [...roots, ...importers, ...declarations], requested: together }]
        : []),
      ...alone.map((file) => ({ ...shared, name: file, roots: [file], requested: [file] })),
    ];
  }

  /** A whole folder has to be read for that, and is asked about file by file. */
  private loneScriptsOf(folder: string, roots: readonly string[]): ReadonlySet<string> {
    const key = [folder, ...roots].join("\n");
    const found = this.lone.get(key) ?? loneScripts(this.texts, roots);
    this.lone.set(key, found);
    return found;
  }

  private graphOf(config: Config): ModuleGraph {
    const known = this.graphs.get(config.path);
    if (known) return known;
    const graph = new ModuleGraph(this.texts, this.files, config.options, folderOf(config.path));
    this.graphs.set(config.path, graph);
    return graph;
  }

  private reachableFrom(config: Config): Set<string> {
    const known = this.reachable.get(config.path);
    if (known) return known;
    const found = this.graphOf(config).reachableFrom(config.files);
    this.reachable.set(config.path, found);
    return found;
  }
}

/** A script beside the project can be of a kind that the project itself does not have. */
function optionsFor(config: Config, importers: readonly string[]): ts.CompilerOptions {
  const hasJs = importers.some((file) => /\.[cm]?jsx?$/.test(file));
  const hasJsx = importers.some((file) => file.endsWith("x"));
  return {
    ...(hasJs ? { allowJs: true } : {}),
    ...(hasJsx && config.options.jsx === undefined ? { jsx: ts.JsxEmit.Preserve } : {}),
  };
}

function canHold({ options }: Config, file: string): boolean {
  return options.allowJs === true || options.checkJs === true || !/\.[cm]?jsx?$/.test(file);
}

/** What the compiler wrote itself, unless it writes next to the sources. */
function isOutput({ path: name, options: { outDir } }: Config, file: string): boolean {
  return outDir !== undefined && isWithin(outDir, file) && !isWithin(outDir, name);
}

function unique(files: readonly string[]): string[] {
  return [...new Map(files.map((file) => [pathKey(file), file])).values()];
}

function addTo<K>(map: Map<K, string[]>, key: K, file: string): void {
  const files = map.get(key);
  if (files) files.push(file);
  else map.set(key, [file]);
}
