import type ts from "typescript";
import type { IteratorKind } from "../kind";

/** The names under which a file imports the symbols of the protocols from other files. */
export type ImportedKeys = ReadonlyMap<string, IteratorKind>;

const none: ImportedKeys = new Map();

const known = new WeakMap<ts.SourceFile, ImportedKeys>();

/** @returns what is known of the file: nothing, until somebody has looked */
export function importedKeys(sourceFile: ts.SourceFile): ImportedKeys {
  return known.get(sourceFile) ?? none;
}

/** Keeps what the host says of the file's imports now; a file of which it says the same as before keeps the same map. */
export function rememberImportedKeys(sourceFile: ts.SourceFile, keys: ImportedKeys): void {
  const before = importedKeys(sourceFile);
  const isSame = before.size === keys.size && [...keys].every(([name, kind]) => before.get(name) === kind);
  if (!isSame) known.set(sourceFile, keys);
}
