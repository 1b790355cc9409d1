import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import type { TypeScript } from "../../typescript";
import { isLogical } from "../support/conditions";
import { commentsWithin, Edits } from "../support/edits";
import { ownLet } from "../support/loops";
import { descendants } from "../support/nodes";
import { isNeverWritten, type Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, type View } from "../support/view";

/**
 * `let finished = false; … if (finished) return; …` → `… if (false) return; …`, and the tidying passes do the rest.
 *
 * Condition: a `let` with a boolean to start with that nothing writes any more, and that is read in conditions only, where a comparison
 * with `true` or `false` becomes one. (A `const` is
 * something that the author gave a name.) What never runs then would go: it holds no comment, and calls no method that may be there
 * for this call alone.
 */
export const foldConstantFlag = definePass("fold-constant-flag", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const value = booleanOf(view, local?.declaration.initializer);
    if (local === undefined || value === undefined || !isNeverWritten(variable)) continue;
    const compared = comparedWithLiteral(view, variable);
    if (compared) return compared;
    if (!variable.uses.every(({ node }) => isCondition(ts, node))) continue;
    const decides = { variable, value };
    if (variable.uses.some(({ node }) => leavesDead(view, node, decides))) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) edits.replaceNode(node, String(value));
    return edits.done();
  }
  return undefined;
});

/** `finished != true` → `!finished`: where it is never anything but `false`, the compiler takes the comparison for an error. */
function comparedWithLiteral(view: View, variable: Variable) {
  const { ts } = view;
  for (const { node } of variable.uses) {
    const { parent } = node;
    if (!ts.isBinaryExpression(parent)) continue;
    const isSame = sameness(ts, parent.operatorToken.kind);
    const other = booleanOf(view, parent.left === node ? parent.right : parent.left);
    if (isSame === undefined || other === undefined) continue;
    const name = isSame === other ? variable.name : `!${variable.name}`;
    return new Edits(view).replaceNode(parent, name).done();
  }
  return undefined;
}

/** @returns whether the operator asks if two values are the same; `undefined` where it asks something else */
function sameness(ts: TypeScript, operator: ts.SyntaxKind): boolean | undefined {
  const { EqualsEqualsToken, EqualsEqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  if (operator === EqualsEqualsToken || operator === EqualsEqualsEqualsToken) return true;
  if (operator === ExclamationEqualsToken || operator === ExclamationEqualsEqualsToken) return false;
  return undefined;
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

interface Flag {
  readonly variable: Variable;
  readonly value: boolean;
}

/** Would a branch that is not empty of comments and methods never run? */
function leavesDead(view: View, use: ts.Node, flag: Flag): boolean {
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
function decided(view: View, condition: ts.Expression, flag: Flag): boolean | undefined {
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
