import type ts from "typescript";
import type { IteratorKind } from "../kind";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";

/** What every step of tracing needs. */
export interface TraceContext {
  readonly ts: TypeScript;
  readonly facts: Facts;
  /** The protocol by which values are drawn. */
  readonly kind: IteratorKind;
  /** Declarations and functions on the path from the origin to here: coming back to one ends the path. */
  readonly path: readonly ts.Node[];
}

const longestPath = 12;

/** @returns the context for a step into this declaration; `undefined` when the path was there before or gets too long */
export function stepInto<C extends TraceContext>(context: C, declaration: ts.Node): C | undefined {
  const { path } = context;
  if (path.includes(declaration) || path.length >= longestPath) return undefined;
  return { ...context, path: [...path, declaration] };
}
