import path from "node:path";
import ts from "typescript";
import type { Facts } from "../../src/engine/facts";
import { languageServiceFacts } from "../../src/facts";
import type { Files } from "./fixture";

/** A project that lives in memory, with TypeScript's own libraries read from disk. */
export interface Project {
  readonly facts: Facts;
  /** @throws Error when the project has no such file */
  sourceFile(fileName: string): ts.SourceFile;
  /** @returns compile errors, unused locals among them, as "line: message" */
  errorsOf(fileName: string): string[];
}

const repository = path.resolve(import.meta.dirname, "../..");

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2024.d.ts", "lib.esnext.array.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noUnusedLocals: true,
  experimentalDecorators: true,
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
  typeRoots: [path.join(repository, "node_modules/@types")],
};

/** @param files - texts by absolute path */
export function openProject(files: Files): Project {
  const service = ts.createLanguageService(createHost(files));
  const program = service.getProgram();
  if (!program) throw new Error("The language service gave no program");
  const sourceFile = (fileName: string): ts.SourceFile => {
    const found = program.getSourceFile(fileName);
    if (!found) throw new Error(`${fileName} is not part of the project`);
    return found;
  };
  const errorsOf = (fileName: string): string[] => {
    const file = sourceFile(fileName);
    const isJavaScript = /\.[cm]?jsx?$/.test(fileName);
    const semantic = isJavaScript ? [] : program.getSemanticDiagnostics(file);
    return [...program.getSyntacticDiagnostics(file), ...semantic].map(describeDiagnostic);
  };
  const facts = languageServiceFacts(ts, service, {
    unseen: undefined,
    readFile: (fileName) => files.get(fileName),
  });
  return { facts, sourceFile, errorsOf };
}

function createHost(files: Files): ts.LanguageServiceHost {
  const folders = new Set([...files.keys()].flatMap(ancestors));
  const read = (fileName: string) => files.get(fileName) ?? ts.sys.readFile(fileName);
  return {
    getCompilationSettings: () => compilerOptions,
    getCurrentDirectory: () => repository,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...files.keys()].filter((file) => /\.[cm]?[jt]sx?$/.test(file)),
    getScriptVersion: () => "1",
    getScriptSnapshot: (fileName) => {
      const text = read(fileName);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: (fileName) => files.has(fileName) || ts.sys.fileExists(fileName),
    readFile: read,
    directoryExists: (folder) => folders.has(folder) || ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
    readDirectory: (...search) => ts.sys.readDirectory(...search),
  };
}

function ancestors(file: string): string[] {
  const parent = path.posix.dirname(file);
  return parent === file ? [] : [parent, ...ancestors(parent)];
}

function describeDiagnostic({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (!file || start === undefined) return message;
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${message}`;
}
