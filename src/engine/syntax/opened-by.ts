import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns the source in `source[Symbol.iterator]()`, for a symbol by its name */
export function openedBy(ts: TypeScript, node: ts.Expression, symbol: string): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || node.arguments.length > 0 || ts.isOptionalChain(node)) return undefined;
  const callee = node.expression;
  if (!ts.isElementAccessExpression(callee)) return undefined;
  const key = callee.argumentExpression;
  const isSymbol =
    ts.isPropertyAccessExpression(key) &&
    ts.isIdentifier(key.expression) &&
    key.expression.text === "Symbol" &&
    key.name.text === symbol;
  return isSymbol ? callee.expression : undefined;
}
