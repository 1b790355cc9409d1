import type ts from "typescript";
import { isAssignmentOperator, some, unwrap } from "../syntax/nodes";
import { isActingRead } from "../syntax/property-reads";
import type { TypeScript } from "../typescript";

/**
 * @param acting - names of properties that do something when they are read; to read any other counts as harmless
 * @returns whether evaluating the expression can neither change nor call anything
 */
export function isPure(ts: TypeScript, expression: ts.Expression, acting?: ReadonlySet<string>): boolean {
  return !some(
    ts,
    expression,
    (node) => isCall(ts, node) || isWrite(ts, node) || isActingRead(ts, node, acting),
  );
}

/** @returns whether the expression assigns and deletes nothing itself; what it calls may */
export function touchesNothing(ts: TypeScript, expression: ts.Expression): boolean {
  return !some(ts, expression, (node) => isWrite(ts, node));
}

/** @returns whether the expression calls nothing and writes to plain variables at most */
export function touchesOnlyVariables(
  ts: TypeScript,
  expression: ts.Expression,
  acting?: ReadonlySet<string>,
): boolean {
  return !some(ts, expression, (node) => {
    if (isCall(ts, node) || isActingRead(ts, node, acting)) return true;
    if (!isWrite(ts, node)) return false;
    const target = ts.isBinaryExpression(node)
      ? node.left
      : ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)
        ? node.operand
        : undefined;
    return !target || !ts.isIdentifier(unwrap(ts, target));
  });
}

function isCall(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node)
  );
}

function isWrite(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignmentOperator(ts, node.operatorToken.kind);
  if (ts.isDeleteExpression(node)) return true;
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

/** @returns whether an assignment to a plain name stands somewhere below the node */
export function writesName(ts: TypeScript, root: ts.Node, name: string): boolean {
  return some(ts, root, (node) => {
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind)) {
      return ts.isIdentifier(node.left) && node.left.text === name;
    }
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
      const isUpdate =
        node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
      return isUpdate && ts.isIdentifier(node.operand) && node.operand.text === name;
    }
    return false;
  });
}
