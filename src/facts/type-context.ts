import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";

/** What the questions about types need. */
export interface TypeContext {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
  /** The file of what is asked about. */
  readonly asking?: ts.SourceFile;
}
