import ts from "typescript";
import { lint } from "../rules";
import type { EngineOptions } from "../engine/options";
import type { Finding, Rule } from "../rules/rule";
import { languageServiceFacts } from "../facts";
import type { Files } from "../project/files";
import { languageServiceHost } from "../project/language-service-host";
import type { ProjectScope, Texts } from "../project/scope";

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
    files: Files,
    registry: ts.DocumentRegistry,
  ) {
    this.service = ts.createLanguageService(languageServiceHost(files, scope, texts), registry);
  }

  /** Runs rules over one file. */
  check(file: string, rules: readonly Rule[], engine: EngineOptions): FileResult {
    const program = this.service.getProgram();
    const sourceFile = program?.getSourceFile(file);
    if (!program || !sourceFile) throw new Error(`${this.scope.name} does not hold ${file}`);
    const message = this.syntaxError(file);
    if (message !== undefined) return { kind: "syntax-error", message };
    const facts = languageServiceFacts(ts, this.service, {
      unseen: this.scope.unseen.get(file),
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
