import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import type { TypeScript } from "../../typescript";
import { isLogical } from "./conditions";
import { commentsWithin } from "./edits";
import { descendants } from "./nodes";
import type { Variable } from "./scopes";
import type { View } from "./view";

/** A flag, and the value that it is known to have wherever it is asked. */
export interface KnownFlag {
  readonly variable: Variable;
  readonly value: boolean;
}

/**
 * @param uses - where the flag is asked
 * @returns whether its value can stand there: in conditions only, and no branch that never runs then holds a comment, or calls a
 * method that may be there for this call alone
 */
export function areFoldable(view: View, uses: readonly ts.Node[], flag: KnownFlag): boolean {
  return uses.every((node) => isCondition(view.ts, node) && !leavesDead(view, node, flag));
}

/** The test of an `if`, a loop or a ternary, or part of one. */
function isCondition(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(ts, parent);
  if (ts.isPrefixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.ExclamationToken && isCondition(ts, parent);
  if (!ts.isBinaryExpression(parent)) return false;
  return isLogical(ts, parent) && isCondition(ts, parent);
}

/** Would a branch that is not empty of comments and methods never run? */
function leavesDead(view: View, use: ts.Node, flag: KnownFlag): boolean {
  const { ts } = view;
  let condition = use;
  while (!ts.isStatement(condition.parent)) condition = condition.parent;
  const { parent } = condition;
  const isTaken = ts.isExpression(condition) ? decided(view, condition, flag) : undefined;
  if (isTaken === undefined) return false;
  if (ts.isIfStatement(parent)) {
    const dead = isTaken ? parent.elseStatement : parent.thenStatement;
    return dead !== undefined && isMissed(view, dead);
  }
  return ts.isWhileStatement(parent) && !isTaken && isMissed(view, parent.statement);
}

function isMissed(view: View, branch: ts.Statement): boolean {
  const { ts } = view;
  if (commentsWithin(view, { start: branch.pos, end: branch.end }).length > 0) return true;
  return descendants(ts, branch).some(
    (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.expression.kind === ts.SyntaxKind.ThisKeyword,
  );
}

/** What a condition comes to, as far as the flag alone says. */
function decided(view: View, condition: ts.Expression, flag: KnownFlag): boolean | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (ts.isIdentifier(node)) return view.scopes.variableOf(node) === flag.variable ? flag.value : undefined;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = decided(view, node.operand, flag);
    return inner === undefined ? undefined : !inner;
  }
  if (!ts.isBinaryExpression(node) || !isLogical(ts, node)) return undefined;
  const sides = [decided(view, node.left, flag), decided(view, node.right, flag)];
  const strong = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
  if (sides.includes(strong)) return strong;
  return sides.includes(undefined) ? undefined : !strong;
}
