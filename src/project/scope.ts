import type ts from "typescript";
import type { Unseen } from "../engine/out-of-sight";

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
  /** For each of the requested files that code out of sight may use: how. */
  readonly unseen: ReadonlyMap<string, Unseen>;
}

/** The present text of any file. */
export interface Texts {
  /** @returns the text, `undefined` where there is no such file */
  read(file: string): string | undefined;
  /** @returns a string that differs whenever the text does */
  version(file: string): string;
}
