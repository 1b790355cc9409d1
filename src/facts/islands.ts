import type ts from "typescript";
import { moduleNamed, ownFiles, specifiersIn } from "./module-graph";
import type { TypeContext } from "./type-context";

type Island = ReadonlySet<ts.SourceFile>;

const byProgram = new WeakMap<ts.Program, ReadonlyMap<ts.SourceFile, Island>>();

/**
 * The files that are connected by imports, whichever way round: what one of them makes can come to another one. All scripts are on one
 * island with whatever names them. So are the files of CommonJS: not every `require()` shows what it names.
 */
function islandsOf(context: TypeContext): ReadonlyMap<ts.SourceFile, Island> {
  const { ts, program, checker } = context;
  const before = byProgram.get(program);
  if (before) return before;
  const islands = new Map<ts.SourceFile, Set<ts.SourceFile>>();
  const own = ownFiles(program);
  for (const file of own) islands.set(file, new Set([file]));
  const join = (one: ts.SourceFile, other: ts.SourceFile): void => {
    const [a, b] = [islands.get(one), islands.get(other)];
    if (!a || !b || a === b) return;
    const [large, small] = a.size < b.size ? [b, a] : [a, b];
    for (const file of small) islands.set(file, large.add(file));
  };
  const scripts = own.filter((file) => !ts.isExternalModule(file));
  for (const file of own) {
    for (const specifier of specifiersIn(ts, file)) {
      const named = moduleNamed(ts, checker, specifier);
      if (named) join(file, named);
    }
  }
  for (const script of scripts) if (scripts[0]) join(scripts[0], script);
  byProgram.set(program, islands);
  return islands;
}

/** @returns whether what a file makes can come to where a type is looked at; so it can where nobody says where that is */
export function mayComeHere(context: TypeContext, from: ts.SourceFile): boolean {
  const { asking } = context;
  if (!asking || asking === from) return true;
  return islandsOf(context).get(asking)?.has(from) !== false;
}
