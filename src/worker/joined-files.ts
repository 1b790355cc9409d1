import type { Files } from "../project/files";
import { virtualPrefix } from "./messages";
import type { RemoteFiles } from "./remote-files";

/** The declarations of the language by their file names, `lib.es5.d.ts` and its like. */
export type Libraries = Readonly<Record<string, string>>;

/** Where the declarations of the language seem to lie. */
const libraryFolder = `${virtualPrefix}typescript`;

/** @returns files of all origins, told apart by their names; a browser has no disk */
export function joinedFiles(libraries: Libraries, remote: RemoteFiles, disk: Files | undefined): Files {
  const originOf = (name: string): Omit<Files, "libraryFolder"> =>
    disk && !name.startsWith(virtualPrefix) ? disk : remote;
  const library = (file: string): string | undefined =>
    file.startsWith(`${libraryFolder}/`) ? libraries[file.slice(libraryFolder.length + 1)] : undefined;
  return {
    useCaseSensitiveFileNames: (disk ?? remote).useCaseSensitiveFileNames,
    libraryFolder,
    readFile: (file) => library(file) ?? originOf(file).readFile(file),
    fileExists: (file) => library(file) !== undefined || originOf(file).fileExists(file),
    directoryExists: (folder) => originOf(folder).directoryExists(folder),
    getDirectories: (folder) => originOf(folder).getDirectories(folder),
    readDirectory: (folder, ...how) => originOf(folder).readDirectory(folder, ...how),
    realpath: (name) => originOf(name).realpath(name),
    getCurrentDirectory: () => (disk ?? remote).getCurrentDirectory(),
    isProjectFolder: (folder) => originOf(folder).isProjectFolder(folder),
    rootOf: (name) => originOf(name).rootOf(name),
    isComplete: () => remote.isComplete(),
  };
}
