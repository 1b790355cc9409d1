import path from "node:path";
import ts from "typescript";
import { version } from "../../package.json";
import type { Arguments } from "./arguments";
import { checkAll } from "./check";
import { applyFixes } from "./fix";
import { absolutePath, displayPath } from "./paths";
import { Project } from "./project";
import { type Config, ConfigReader } from "../project/config";
import { CannotRun } from "../project/failure";
import type { Files } from "../project/files";
import { ProjectFinder } from "../project/find-projects";
import { nodeFiles } from "../project/node-files";
import type { ProjectScope } from "../project/scope";
import { isSource } from "../project/source-files";
import { concernsRules } from "../rules";
import type { Rule } from "../rules/rule";
import type { Report } from "./report/report";
import { requestedFiles } from "./source-files";
import { TextStore } from "./text-store";

/** The files to look at, and the projects of those that can hold a finding. */
interface Work {
  readonly files: readonly string[];
  readonly scopes: readonly ProjectScope[];
}

/**
 * Checks, and fixes where asked to. Files are written last, when everything has been worked out.
 *
 * @param cwd - the folder that paths are relative to
 * @throws CannotRun when a path, a configuration or a file is not right
 */
export function yieldwise(cwd: string, args: Arguments): Report {
  const disk = nodeFiles();
  const texts = new TextStore();
  const { files, scopes } =
    args.project === undefined
      ? workByPaths(disk, cwd, args, texts)
      : workByProject(disk, cwd, args.project, args, texts);
  const registry = ts.createDocumentRegistry(disk.useCaseSensitiveFileNames, cwd);
  const projects = scopes.map((scope) => new Project(scope, texts, disk, registry));
  const { applied, failed } =
    args.fix === "none"
      ? { applied: [], failed: [] }
      : applyFixes(projects, texts, { ...args, level: args.fix });
  const { findings, errors } = checkAll(projects, args);
  if (!args.diff) texts.save();
  const changes = texts.changes();
  return { version, cwd, files: files.length, findings, errors: [...errors, ...failed], applied, changes };
}

function workByPaths(disk: Files, cwd: string, args: Arguments, texts: TextStore): Work {
  const typed = args.paths.length > 0 ? args.paths : ["."];
  const files = requestedFiles(disk, cwd, typed);
  const finder = new ProjectFinder(new ConfigReader(disk), texts, disk);
  const folders = typed.map((each) => absolutePath(cwd, each));
  return { files, scopes: finder.projectsOf(concerned(files, args.rules, texts), folders) };
}

function workByProject(disk: Files, cwd: string, project: string, args: Arguments, texts: TextStore): Work {
  const reader = new ConfigReader(disk);
  const configs = reader.withReferences(configFile(disk, cwd, project));
  const finder = new ProjectFinder(reader, texts, disk);
  const files =
    args.paths.length > 0 ? narrowed(disk, cwd, args.paths, configs, finder, project) : filesOf(configs);
  return { files, scopes: finder.projectsWithin(configs, concerned(files, args.rules, texts)) };
}

function filesOf(configs: readonly Config[]): string[] {
  return [...new Set(configs.flatMap(({ files }) => files))].filter(isSource);
}

/** The files of the project among those asked for; one that was named by itself must be in it. */
function narrowed(
  disk: Files,
  cwd: string,
  paths: readonly string[],
  configs: readonly Config[],
  finder: ProjectFinder,
  project: string,
): string[] {
  const files = requestedFiles(disk, cwd, paths);
  const inProject = files.filter((file) => configs.some((config) => finder.holds(config, file)));
  const named = paths.map((each) => absolutePath(cwd, each));
  const strays = files.filter((file) => named.includes(file) && !inProject.includes(file));
  if (strays.length > 0) {
    throw new CannotRun(
      strays.map((file) => ({
        file,
        message: `The file is not part of ${project}. Leave out --project, or add the file to it`,
      })),
    );
  }
  return inProject;
}

function configFile(disk: Files, cwd: string, project: string): string {
  const named = absolutePath(cwd, project);
  const file = disk.directoryExists(named) ? path.posix.join(named, "tsconfig.json") : named;
  if (disk.fileExists(file)) return file;
  throw new CannotRun([
    {
      message: `There is no ${displayPath(cwd, file)}. Give --project a tsconfig.json, or a folder that holds one`,
    },
  ]);
}

/** The files in which these rules can find something. */
function concerned(files: readonly string[], rules: readonly Rule[], texts: TextStore): string[] {
  const unreadable = files.filter((file) => texts.read(file) === undefined);
  if (unreadable.length > 0) {
    throw new CannotRun(
      unreadable.map((file) => ({
        file,
        message: "The file cannot be read. Check its permissions, or leave it out",
      })),
    );
  }
  return files.filter((file) => concernsRules(texts.read(file) ?? "", rules));
}
