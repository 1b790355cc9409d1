import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isDeclaredName } from "./variable-name";

/** @returns whether the expression can be an object that has been given a name, or comes from somewhere */
export function mayBeObject(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return (
    ts.isNewExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.isIdentifier(node) && ts.isExpression(node) && !isName(ts, node))
  );
}

function isName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) ? parent.name === node : isDeclaredName(ts, node);
}
