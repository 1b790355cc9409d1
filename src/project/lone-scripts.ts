import ts from "typescript";
import { importedNames } from "../engine/detect/imported-names";
import { identifiersDeclared } from "../engine/syntax/bound-names";
import type { Texts } from "./scope";

/** What a file declares at its top level. */
interface TopLevel {
  /** An import or an export says so. */
  readonly isModule: boolean;
  readonly names: ReadonlySet<string>;
}

/**
 * Finds the scripts that never run together with those around them. Files that are no modules share their top-level names, so that
 * `async function main()` in each file of a folder would be one and the same.
 *
 * @param all - the files of a folder that no configuration speaks of
 * @returns those that declare a name which another script among them declares as well, and whose names no other file uses
 */
export function loneScripts(texts: Pick<Texts, "read">, all: readonly string[]): ReadonlySet<string> {
  const known = new Map<string, TopLevel>();
  const topLevelOf = (file: string): TopLevel => {
    const found = known.get(file) ?? readTopLevel(file, texts.read(file) ?? "");
    known.set(file, found);
    return found;
  };
  const scripts = all.filter((file) => mayBeScript(texts.read(file) ?? "") && !topLevelOf(file).isModule);
  const declaring = filesByName(scripts, topLevelOf);
  const contested = [...declaring].filter(([, files]) => files.length > 1);
  const rivals = new Set(contested.flatMap(([, files]) => files));
  const wanted = new Set([...rivals].flatMap((file) => [...topLevelOf(file).names]));
  const used = usedElsewhere(texts, all, wanted, topLevelOf);
  return new Set([...rivals].filter((file) => [...topLevelOf(file).names].every((name) => !used.has(name))));
}

/** Most files are modules, and that shows without reading them whole. */
function mayBeScript(text: string): boolean {
  return !/^\s*(?:import\b|export\b)/m.test(text) && !/\brequire\s*\(|\bexports\b/.test(text);
}

function readTopLevel(file: string, text: string): TopLevel {
  const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const declared = sourceFile.statements.flatMap((statement) => identifiersDeclared(ts, statement));
  const names = [...importedNames(ts, sourceFile), ...declared].map((name) => name.text);
  return { isModule: ts.isExternalModule(sourceFile), names: new Set(names) };
}

function filesByName(
  files: readonly string[],
  topLevelOf: (file: string) => TopLevel,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files)
    for (const name of topLevelOf(file).names) found.set(name, [...(found.get(name) ?? []), file]);
  return found;
}

/** The names that stand in a file which does not declare them itself; in a comment or a string as well, for all that its text says. */
function usedElsewhere(
  texts: Pick<Texts, "read">,
  all: readonly string[],
  wanted: ReadonlySet<string>,
  topLevelOf: (file: string) => TopLevel,
): ReadonlySet<string> {
  const used = new Set<string>();
  if (wanted.size === 0) return used;
  for (const file of all) {
    const words = new Set((texts.read(file) ?? "").match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    const named = [...wanted].filter((name) => !used.has(name) && words.has(name));
    if (named.length === 0) continue;
    const { names } = topLevelOf(file);
    for (const name of named) if (!names.has(name)) used.add(name);
  }
  return used;
}
