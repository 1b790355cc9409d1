import type ts from "typescript";

/** What facts ask of a language service. */
export type ReferenceService = Pick<ts.LanguageService, "getProgram" | "getReferencesAtPosition">;

/** What a host adds to its language service. */
export interface FactsHost {
  /**
   * The language service holds every file that could refer to a file of the project. `false` for a file opened alone
   * and for an inferred project.
   */
  readonly complete: boolean;
  /**
   * Reads a file that need not be part of the program, such as package.json.
   *
   * @returns `undefined` when there is no such file
   */
  readFile(fileName: string): string | undefined;
}
