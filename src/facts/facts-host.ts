import type ts from "typescript";
import type { Unseen } from "../engine/out-of-sight";

/** What facts ask of a language service. */
export type ReferenceService = Pick<ts.LanguageService, "getProgram" | "getReferencesAtPosition">;

/** What a host adds to its language service. */
export interface FactsHost {
  /**
   * Why the language service does not hold every file that could refer to a file of the project, as for a file opened alone;
   * `undefined` where it holds them all.
   */
  readonly unseen: Unseen | undefined;
  /**
   * Reads a file that need not be part of the program, such as package.json.
   *
   * @returns `undefined` when there is no such file
   */
  readFile(fileName: string): string | undefined;
}
