import { dirname, join, posix } from "node:path";
import typescript from "typescript";
import type ts from "typescript";
import type { Facts } from "../../src/engine/facts";
import type { Unseen } from "../../src/engine/out-of-sight";
import type { TypeScript } from "../../src/engine/typescript";
import { languageServiceFacts } from "../../src/facts";

/** The folder that all files of a project in memory live in. */
export const root = "/project";

/** What a test may set besides the files. */
export interface ProjectOptions {
  /** The TypeScript to build the project with; the repository's own when absent. */
  readonly ts?: TypeScript;
  /** Merged over ESNext, strict, `allowJs`. */
  readonly compilerOptions?: ts.CompilerOptions;
  /** The language service sees everything that could refer to a file; `true` when absent. */
  readonly complete?: boolean;
  /** Why it does not, where a test goes by that. */
  readonly unseen?: Unseen;
}

/** A project in memory with the real lib files. */
export interface Project {
  readonly ts: TypeScript;
  readonly languageService: ts.LanguageService;
  readonly program: ts.Program;
  readonly facts: Facts;
  /** The whole name of a file that was given by its relative name. */
  path(name: string): string;
  /** @throws Error when the project has no such file */
  sourceFile(name: string): ts.SourceFile;
  /** The innermost node whose text is `text`, at its nth appearance in the file (from 0). */
  node(name: string, text: string, nth?: number): ts.Node;
  /** Syntax and type errors of all files, as text; for tests that want to be sure of their input. */
  errors(): string[];
}

const registries = new Map<TypeScript, ts.DocumentRegistry>();
const libTexts = new Map<string, string | undefined>();

/**
 * Makes a project of files in memory, with the lib files of the TypeScript it runs on.
 *
 * @param files - texts by name relative to the project's folder; files that are not source (package.json) are only readable
 * @param options - see there
 */
export function createProject(
  files: Readonly<Record<string, string>>,
  options: ProjectOptions = {},
): Project {
  const tsInstance = options.ts ?? typescript;
  const texts = new Map(Object.entries(files).map(([name, text]) => [posix.join(root, name), text]));
  const languageService = tsInstance.createLanguageService(
    languageServiceHost(tsInstance, texts, options.compilerOptions ?? {}),
    registryOf(tsInstance),
  );
  const program = languageService.getProgram();
  if (!program) throw new Error("The language service has no program");
  const sourceFile = (name: string): ts.SourceFile => {
    const found = program.getSourceFile(posix.join(root, name));
    if (!found) throw new Error(`The project has no source file '${name}'`);
    return found;
  };
  return {
    ts: tsInstance,
    languageService,
    program,
    facts: languageServiceFacts(tsInstance, languageService, {
      unseen: options.unseen ?? (options.complete === false ? { cause: "no-config" } : undefined),
      readFile: (fileName) => texts.get(fileName),
    }),
    path: (name) => posix.join(root, name),
    sourceFile,
    node: (name, text, nth = 0) => nodeWithText(tsInstance, sourceFile(name), text, nth),
    errors: () =>
      [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
        (diagnostic) =>
          `${diagnostic.file?.fileName ?? ""}: ${tsInstance.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`,
      ),
  };
}

/**
 * The innermost node that spans exactly the nth appearance of a text.
 *
 * @throws Error when the text does not appear that often, or no node spans it
 */
export function nodeWithText(
  tsInstance: TypeScript,
  sourceFile: ts.SourceFile,
  text: string,
  nth = 0,
): ts.Node {
  let start = -1;
  for (let count = 0; count <= nth; count++) {
    start = sourceFile.text.indexOf(text, start + 1);
    if (start < 0)
      throw new Error(`'${text}' does not appear ${String(nth + 1)} times in ${sourceFile.fileName}`);
  }
  const end = start + text.length;
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) === start && node.end === end) found = node;
    if (node.pos <= start && node.end >= end) tsInstance.forEachChild(node, visit);
  };
  visit(sourceFile);
  if (!found) throw new Error(`No node spans '${text}' in ${sourceFile.fileName}`);
  return found;
}

function registryOf(tsInstance: TypeScript): ts.DocumentRegistry {
  const known = registries.get(tsInstance);
  if (known) return known;
  const registry = tsInstance.createDocumentRegistry();
  registries.set(tsInstance, registry);
  return registry;
}

function languageServiceHost(
  tsInstance: TypeScript,
  texts: ReadonlyMap<string, string>,
  compilerOptions: ts.CompilerOptions,
): ts.LanguageServiceHost {
  const settings: ts.CompilerOptions = {
    target: tsInstance.ScriptTarget.ESNext,
    module: tsInstance.ModuleKind.ESNext,
    moduleResolution: tsInstance.ModuleResolutionKind.Bundler,
    strict: true,
    allowJs: true,
    types: [],
    ...compilerOptions,
  };
  const libFolder = dirname(tsInstance.getDefaultLibFilePath(settings));
  const isLib = (fileName: string): boolean => dirname(fileName) === libFolder;
  const readFile = (fileName: string): string | undefined =>
    texts.get(fileName) ?? (isLib(fileName) ? readLib(tsInstance, fileName) : undefined);
  return {
    getCompilationSettings: () => settings,
    getScriptFileNames: () => [...texts.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name)),
    // The registry is shared by all projects, and their files have the same names: the text tells them apart.
    getScriptVersion: (fileName) => texts.get(fileName) ?? "lib",
    getScriptSnapshot: (fileName) => {
      const text = readFile(fileName);
      return text === undefined ? undefined : tsInstance.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (wanted) => join(libFolder, tsInstance.getDefaultLibFileName(wanted)),
    fileExists: (fileName) => readFile(fileName) !== undefined,
    readFile,
    directoryExists: (folder) => [...texts.keys()].some((name) => name.startsWith(`${folder}/`)),
    getDirectories: () => [],
  };
}

function readLib(tsInstance: TypeScript, fileName: string): string | undefined {
  if (!libTexts.has(fileName)) libTexts.set(fileName, tsInstance.sys.readFile(fileName));
  return libTexts.get(fileName);
}
