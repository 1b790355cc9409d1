import ts from "typescript";
import type { Files } from "./files";
import { folderOf, projectFoldersAbove } from "./paths";

/** What a file gets that no tsconfig.json speaks of: everything on, nothing complained about. */
export const looseOptions: ts.CompilerOptions = {
  allowJs: true,
  checkJs: false,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  types: ["*"],
  jsx: ts.JsxEmit.Preserve,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** @returns the folder of the nearest package.json; else `fallback` where the file lies in it; else the file's own folder */
export function folderOfLooseFile(files: Files, file: string, fallbacks: readonly string[]): string {
  const folders = projectFoldersAbove(files, file);
  return (
    folders.find((folder) => files.fileExists(`${folder}/package.json`)) ??
    folders.find((folder) => fallbacks.includes(folder)) ??
    folderOf(file)
  );
}
