import type ts from "typescript";

/**
 * What can be read of the files around a project, without waiting: a compiler does not wait. Names are absolute paths with
 * forward slashes.
 */
export interface Files {
  readonly useCaseSensitiveFileNames: boolean;
  /** The folder of the declarations of the language, `lib.es5.d.ts` and its like. */
  readonly libraryFolder: string;
  readFile(file: string): string | undefined;
  fileExists(file: string): boolean;
  directoryExists(folder: string): boolean;
  getDirectories(folder: string): string[];
  readDirectory: ts.System["readDirectory"];
  realpath(name: string): string;
  getCurrentDirectory(): string;
  /** @returns whether a folder can be a project, or hold users of one: no home folder and no whole disk can */
  isProjectFolder(folder: string): boolean;
  /** @returns the folder that stands for a file's whole repository where nothing in it says so; `undefined` when nothing is known */
  rootOf(file: string): string | undefined;
  /** @returns whether everything that was asked for could be read, or is not there */
  isComplete(): boolean;
}
