import { homedir } from "node:os";
import ts from "typescript";
import type { Files } from "./files";
import { folderOf } from "./paths";

/** The files of this machine. */
export function nodeFiles(): Files {
  const { sys } = ts;
  const home = homedir().replaceAll("\\", "/");
  return {
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
    libraryFolder: folderOf(ts.getDefaultLibFilePath({})),
    readFile: (file) => sys.readFile(file),
    fileExists: (file) => sys.fileExists(file),
    directoryExists: (folder) => sys.directoryExists(folder),
    getDirectories: (folder) => sys.getDirectories(folder),
    readDirectory: (...args) => sys.readDirectory(...args),
    realpath: (name) => sys.realpath?.(name) ?? name,
    getCurrentDirectory: () => sys.getCurrentDirectory(),
    isProjectFolder: (folder) => folder !== folderOf(folder) && folder !== home,
    rootOf: () => undefined,
    isComplete: () => true,
  };
}
