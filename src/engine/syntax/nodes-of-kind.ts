import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { walk } from "./nodes";

type NodesByKind = ReadonlyMap<ts.SyntaxKind, readonly ts.Node[]>;

/** Going through a file is what takes time, and much is asked about each; a syntax tree never changes. */
const known = new WeakMap<ts.SourceFile, NodesByKind>();

/**
 * All nodes of a file that pass a guard.
 *
 * @param guard - one that asks for the kind alone, such as `ts.isForOfStatement`
 * @returns those of the same kind in the order of the text, one kind after the other
 */
export function nodesOfKind<T extends ts.Node>(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  guard: (node: ts.Node) => node is T,
): readonly T[] {
  const byKind = known.get(sourceFile) ?? sortByKind(ts, sourceFile);
  known.set(sourceFile, byKind);
  return [...byKind.values()].filter(([first]) => first && guard(first)).flat() as T[];
}

function sortByKind(ts: TypeScript, sourceFile: ts.SourceFile): NodesByKind {
  const nodes = new Map<ts.SyntaxKind, ts.Node[]>();
  walk(ts, sourceFile, (node) => {
    const ofKind = nodes.get(node.kind);
    if (ofKind) ofKind.push(node);
    else nodes.set(node.kind, [node]);
  });
  return nodes;
}
