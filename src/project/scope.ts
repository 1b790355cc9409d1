import type ts from "typescript";

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
  /** No code that could use the requested files is out of sight, save for what `usedByComponents` tells. */
  readonly complete: boolean;
  /** Those of the requested files that a file of another language imports, such as a Vue component, which nobody reads. */
  readonly usedByComponents: readonly string[];
}

/** @returns whether no code that could use this file is out of sight */
export function isInSight({ complete, usedByComponents }: ProjectScope, file: string): boolean {
  return complete && !usedByComponents.includes(file);
}

/** The present text of any file. */
export interface Texts {
  /** @returns the text, `undefined` where there is no such file */
  read(file: string): string | undefined;
  /** @returns a string that differs whenever the text does */
  version(file: string): string;
}
