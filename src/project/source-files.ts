import { componentExtensions } from "./components";
import type { Files } from "./files";

/** How the names of code end. */
export const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
const notSource = ["**/node_modules", "**/bower_components", "**/dist", "**/coverage"];

/** @returns the code files of a folder and the folders below, without packages, build output and hidden folders */
export function sourceFilesIn(files: Files, folder: string): string[] {
  return files.readDirectory(folder, extensions, notSource, ["**/*"]).filter(isSource).sort();
}

/** @returns the files of other languages with scripts in them, in a folder and the folders below */
export function componentsIn(files: Files, folder: string): string[] {
  return files.readDirectory(folder, componentExtensions, notSource, ["**/*"]);
}

/** @returns whether this is code, not declarations of code that is elsewhere */
export function isSource(file: string): boolean {
  return extensions.some((extension) => file.endsWith(extension)) && !/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(file);
}

/** @returns the files of a folder and the folders below that only declare what is elsewhere */
export function declarationFilesIn(files: Files, folder: string): string[] {
  return files.readDirectory(folder, [".d.ts", ".d.mts", ".d.cts"], notSource, ["**/*"]).sort();
}
