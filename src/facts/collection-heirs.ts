import type ts from "typescript";
import { openersOfProject } from "./array-heirs";
import { mayComeHere } from "./islands";
import type { TypeContext } from "./type-context";

/*
 * What is a map or a set by its type may give iterators of another kind, with a `return()` that does something, where a class of
 * the project extends `Map` or `Set` and has openers of its own, or one is given them.
 */

interface Heir {
  /** The names of the classes and interfaces of the language that it is one of. */
  readonly names: ReadonlySet<string>;
  readonly file: ts.SourceFile;
}

const byProgram = new WeakMap<ts.Program, readonly Heir[]>();

function heirsOf(context: TypeContext): readonly Heir[] {
  const { program, checker } = context;
  const known = byProgram.get(program);
  if (known) return known;
  const heirs = openersOfProject(context).map(({ node }) => ({
    names: libNames(context, checker.getTypeAtLocation(node)),
    file: node.getSourceFile(),
  }));
  byProgram.set(program, heirs);
  return heirs;
}

/** Of the type itself and all that it extends. */
function libNames(context: TypeContext, type: ts.Type, names = new Set<string>()): Set<string> {
  const { checker, program } = context;
  const symbol = type.getSymbol();
  if (symbol && names.has(symbol.name)) return names;
  const declarations = symbol?.declarations ?? [];
  const isOfLib = declarations.some((one) => program.isSourceFileDefaultLibrary(one.getSourceFile()));
  if (symbol && isOfLib) names.add(symbol.name);
  const target = (type as Partial<ts.TypeReference>).target ?? type;
  const bases = target.isClassOrInterface() ? checker.getBaseTypes(target) : [];
  const parts = type.isIntersection() ? type.types : [];
  for (const part of [...bases, ...parts]) libNames(context, part, names);
  return names;
}

/** @returns whether some map or set that may come here opens iterators of its own */
export function haveOwnOpeners(context: TypeContext): boolean {
  return ["Map", "Set"].some((name) => mayOpenOthers(context, name));
}

/**
 * @param name - of a collection of the language: `Set`
 * @returns whether a value of this type may be one that opens iterators of its own
 */
export function mayOpenOthers(context: TypeContext, name: string): boolean {
  return heirsOf(context).some(({ names, file }) => names.has(name) && mayComeHere(context, file));
}
