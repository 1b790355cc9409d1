import ts from "typescript";
import { CannotRun, type Problem } from "./failure";
import type { Files } from "./files";
import { pathKey } from "./paths";

/** A tsconfig.json or jsconfig.json that has been read. */
export interface Config {
  readonly path: string;
  readonly options: ts.CompilerOptions;
  readonly references: readonly ts.ProjectReference[];
  /** Absolute paths of the files that it names or includes. */
  readonly files: readonly string[];
  includes(file: string): boolean;
}

/** "No inputs were found" and "the files list is empty": right for a tsconfig.json that only refers to others. */
const emptyProject = new Set([18002, 18003]);

/** Reads each configuration once. */
export class ConfigReader {
  private readonly known = new Map<string, Config>();

  constructor(private readonly files: Files) {}

  /**
   * @param path - absolute path of a tsconfig.json or jsconfig.json
   * @throws CannotRun when it, or one that it extends, is not right
   */
  read(path: string): Config {
    const known = this.known.get(pathKey(path));
    if (known) return known;
    const config = readConfig(this.files, path);
    this.known.set(pathKey(path), config);
    return config;
  }

  /** @returns this configuration and all that it refers to, each once, itself first */
  withReferences(path: string): Config[] {
    const all = new Map<string, Config>();
    const queue = [path];
    for (const next of queue) {
      if (all.has(pathKey(next))) continue;
      const config = this.read(next);
      all.set(pathKey(next), config);
      queue.push(...config.references.map((reference) => ts.resolveProjectReferencePath(reference)));
    }
    return [...all.values()];
  }
}

function readConfig(files: Files, path: string): Config {
  const problems: ts.Diagnostic[] = [];
  const parsed = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    useCaseSensitiveFileNames: files.useCaseSensitiveFileNames,
    fileExists: (file) => files.fileExists(file),
    readFile: (file) => files.readFile(file),
    readDirectory: (...args) => files.readDirectory(...args),
    getCurrentDirectory: () => files.getCurrentDirectory(),
    onUnRecoverableConfigFileDiagnostic: (problem) => problems.push(problem),
  });
  problems.push(...(parsed?.errors ?? []).filter(({ code }) => !emptyProject.has(code)));
  if (!parsed || problems.length > 0) throw new CannotRun(problems.map((problem) => describe(path, problem)));
  const keys = new Set(parsed.fileNames.map(pathKey));
  return {
    path,
    options: parsed.options,
    references: parsed.projectReferences ?? [],
    files: parsed.fileNames,
    includes: (file) => keys.has(pathKey(file)),
  };
}

function describe(path: string, { file, start, messageText }: ts.Diagnostic): Problem {
  const where =
    file && start !== undefined ? `, line ${file.getLineAndCharacterOfPosition(start).line + 1}` : "";
  const text = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\.$/, "");
  return {
    file: file?.fileName ?? path,
    message: `This configuration is not right${where}: ${text}. Mend it, or name another with --project`,
  };
}
