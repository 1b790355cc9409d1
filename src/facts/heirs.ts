import type ts from "typescript";
import { memberKey } from "../engine/syntax/keys";
import { walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import type { TypeContext } from "./type-context";

/*
 * A value may be more than its type says: an instance of a class that implements or extends that. What the project's own classes are is in
 * sight.
 */

const byFile = new WeakMap<ts.SourceFile, readonly ts.ClassLikeDeclaration[]>();

/** The classes with heritage that have a `then` of their own. */
function thenablesIn(ts: TypeScript, file: ts.SourceFile): readonly ts.ClassLikeDeclaration[] {
  const known = byFile.get(file);
  if (known) return known;
  const found: ts.ClassLikeDeclaration[] = [];
  const { text } = file;
  if (/\b(?:extends|implements)\b/.test(text) && /\bthen\b/.test(text))
    walk(ts, file, (node) => {
      const isHeir = ts.isClassLike(node) && node.heritageClauses !== undefined;
      if (isHeir && node.members.some(({ name }) => name && memberKey(ts, name) === "then")) found.push(node);
    });
  byFile.set(file, found);
  return found;
}

const byProgram = new WeakMap<ts.Program, ReadonlySet<ts.Symbol>>();

/** What a class with a `then` implements or extends, directly or not. */
function basesOfThenables(context: TypeContext): ReadonlySet<ts.Symbol> {
  const { ts, program } = context;
  const before = byProgram.get(program);
  if (before) return before;
  const files = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file));
  const classes = files.flatMap((file) => thenablesIn(ts, file));
  const bases = basesOf(context, classes);
  byProgram.set(program, bases);
  return bases;
}

function basesOf(context: TypeContext, classes: readonly ts.ClassLikeDeclaration[]): ReadonlySet<ts.Symbol> {
  const { ts, checker } = context;
  const found = new Set<ts.Symbol>();
  const add = (type: ts.Type): void => {
    const symbol = type.getSymbol();
    if (!symbol || found.has(symbol)) return;
    found.add(symbol);
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
      for (const { types } of declaration.heritageClauses ?? [])
        for (const base of types) add(checker.getTypeAtLocation(base));
    }
  };
  for (const { heritageClauses = [] } of classes)
    for (const { types } of heritageClauses) for (const base of types) add(checker.getTypeAtLocation(base));
  return found;
}

/** @returns whether a class in sight that implements or extends the type has a `then` of its own */
export function mayBeThenableHeir(context: TypeContext, { symbol }: ts.Type): boolean {
  // The types of primitives and of some others have none.
  return (symbol as ts.Symbol | undefined) !== undefined && basesOfThenables(context).has(symbol);
}
