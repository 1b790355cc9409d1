import ts from "typescript";
import type { Files } from "./files";
import type { ProjectScope, Texts } from "./scope";

/** @returns a host for a language service over the files of a project */
export function languageServiceHost(files: Files, scope: ProjectScope, texts: Texts): ts.LanguageServiceHost {
  return {
    getCompilationSettings: () => scope.options,
    getProjectReferences: () => scope.references,
    getScriptFileNames: () => [...scope.roots],
    getScriptVersion: (file) => texts.version(file),
    getScriptSnapshot: (file) => {
      const text = texts.read(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => scope.folder,
    getDefaultLibFileName: (options) => `${files.libraryFolder}/${ts.getDefaultLibFileName(options)}`,
    useCaseSensitiveFileNames: () => files.useCaseSensitiveFileNames,
    fileExists: (file) => files.fileExists(file),
    readFile: (file) => texts.read(file),
    readDirectory: (...args) => files.readDirectory(...args),
    directoryExists: (folder) => files.directoryExists(folder),
    getDirectories: (folder) => files.getDirectories(folder),
    realpath: (file) => files.realpath(file),
  };
}
