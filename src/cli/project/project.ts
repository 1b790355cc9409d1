import ts from "typescript";
import { lint } from "../../rules";
import type { EngineOptions } from "../../engine/options";
import type { Finding, Rule } from "../../rules/rule";
import { languageServiceFacts } from "../../facts";
import type { TextStore } from "../text-store";

/** What a project consists of. */
export interface ProjectScope {
  /** The tsconfig.json, or the folder of files that none includes. */
  readonly name: string;
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  readonly roots: readonly string[];
  readonly references: readonly ts.ProjectReference[];
  /** The files to check. */
  readonly requested: readonly string[];
  /** No code that could use the requested files is out of sight. */
  readonly complete: boolean;
}

/** The present text of any file. */
export type Texts = Pick<TextStore, "read" | "version">;

/** What the rules say of one file. */
export type FileResult =
  | {
      readonly kind: "checked";
      readonly sourceFile: ts.SourceFile;
      readonly findings: readonly Finding[];
      /** Gives any file of the project, for places in it. */
      readonly fileNamed: (name: string) => ts.SourceFile | undefined;
    }
  | { readonly kind: "syntax-error"; readonly message: string };

/** A set of files that the compiler looks at together, at their present texts. */
export class Project {
  private readonly service: ts.LanguageService;

  constructor(
    readonly scope: ProjectScope,
    private readonly texts: Texts,
    registry: ts.DocumentRegistry,
  ) {
    this.service = ts.createLanguageService(languageServiceHost(scope, texts), registry);
  }

  /** Runs rules over one file. */
  check(file: string, rules: readonly Rule[], engine: EngineOptions): FileResult {
    const program = this.service.getProgram();
    const sourceFile = program?.getSourceFile(file);
    if (!program || !sourceFile) throw new Error(`${this.scope.name} does not hold ${file}`);
    const message = this.syntaxError(file);
    if (message !== undefined) return { kind: "syntax-error", message };
    const facts = languageServiceFacts(ts, this.service, {
      complete: this.scope.complete,
      readFile: (name) => this.texts.read(name),
    });
    return {
      kind: "checked",
      sourceFile,
      findings: lint({ ts, sourceFile, facts, options: engine, rules }),
      fileNamed: (name) => program.getSourceFile(name),
    };
  }

  /** @returns what the compiler finds wrong with the types of a file */
  typeErrors(file: string): string[] {
    return this.service
      .getSemanticDiagnostics(file)
      .filter(({ category }) => category === ts.DiagnosticCategory.Error)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  /** @returns the first syntax error of a file, for a person; `undefined` when there is none */
  syntaxError(file: string): string | undefined {
    const [first] = this.service.getSyntacticDiagnostics(file);
    if (!first) return undefined;
    const { line, character } = first.file.getLineAndCharacterOfPosition(first.start);
    const text = ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "");
    return `Syntax error at ${line + 1}:${character + 1}: ${text}`;
  }
}

/** @returns a host for a language service over the files of a project */
export function languageServiceHost(scope: ProjectScope, texts: Texts): ts.LanguageServiceHost {
  return {
    getCompilationSettings: () => scope.options,
    getProjectReferences: () => scope.references,
    getScriptFileNames: () => [...scope.roots],
    getScriptVersion: (file) => texts.version(file),
    getScriptSnapshot: (file) => {
      const text = texts.read(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => scope.folder,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => texts.read(file),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
  };
}
