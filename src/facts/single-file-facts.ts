import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { TypeScript } from "../engine/typescript";
import { languageServiceFacts } from "./language-service-facts";

/** A file and what is known of it. */
export interface SingleFile {
  /** The file to analyse: the facts know its nodes and no others. */
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
}

/**
 * Facts for a file alone: what its own text says, without lib files and imports.
 *
 * @param source - name and text; its syntax tree is not used
 * @param isModule - the host knows that the file's top-level names are its own, also where its text does not say so
 * @returns the same file parsed anew, and facts about it
 */
export function singleFileFacts(
  ts: TypeScript,
  source: Pick<ts.SourceFile, "fileName" | "text">,
  isModule = false,
): SingleFile {
  const { fileName, text } = source;
  const languageService = ts.createLanguageService(hostOf(ts, fileName, text, isModule));
  const sourceFile = languageService.getProgram()?.getSourceFile(fileName);
  if (!sourceFile) {
    throw new Error(
      `'${fileName}' is no source file: its name must end in .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs`,
    );
  }
  return {
    sourceFile,
    facts: languageServiceFacts(ts, languageService, {
      unseen: { cause: "one-file" },
      readFile: () => undefined,
    }),
  };
}

function hostOf(ts: TypeScript, fileName: string, text: string, isModule: boolean): ts.LanguageServiceHost {
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    noLib: true,
    noResolve: true,
    allowJs: true,
    strict: true,
    moduleDetection: isModule ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Auto,
    types: [],
  };
  const readFile = (name: string): string | undefined => (name === fileName ? text : undefined);
  return {
    getCompilationSettings: () => settings,
    getScriptFileNames: () => [fileName],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => (name === fileName ? ts.ScriptSnapshot.fromString(text) : undefined),
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => "lib.d.ts",
    fileExists: (name) => name === fileName,
    readFile,
  };
}
