import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import { accessKind } from "./nodes";

/** @returns whether nothing is put into the variable but what it begins with, as far as its name tells; `false` where nobody knows its uses */
export function isOnlyRead(ts: TypeScript, name: ts.Node, facts: Facts): boolean {
  const references = facts.references(name);
  return (
    references?.every(
      ({ node, isDeclaration }) => isDeclaration || !ts.isExpression(node) || accessKind(ts, node) === "read",
    ) ?? false
  );
}
