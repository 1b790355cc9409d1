import type ts from "typescript";
import { accessKind } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns whether nothing has the result: its place, the node, only runs it */
export function isDropped(ts: TypeScript, node: ts.Node, result: ts.Expression): boolean {
  if (ts.isForStatement(node)) return node.condition !== result;
  return ts.isExpressionStatement(node) || ts.isVoidExpression(node);
}

/** @returns whether it is `result.value` or `result.done` */
export function isPartOf(ts: TypeScript, node: ts.Node, result: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.expression === result &&
    /^(?:value|done)$/.test(node.name.text)
  );
}

/** @returns whether the variable is declared or assigned here, not read */
export function isTarget(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  const isDeclared =
    (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) && parent.name === name;
  return isDeclared || accessKind(ts, name) === "write";
}
