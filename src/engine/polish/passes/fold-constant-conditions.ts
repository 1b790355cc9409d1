import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { ownDescendants, statementsOf } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (true) {…}` → `…`, `if (false) {…}` goes, `!false` → `true`, `true && c` → `c`, `false || c` → `c`,
 * `false && c` → `false`, `while (false) {…}` goes, `do {…} while (false);` → `…`.
 *
 * Condition: the literal stands there. A branch that never runs has no effects, whatever it holds.
 */
export const foldConstantConditions = definePass("fold-constant-conditions", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const once = ts.isDoStatement(node) ? foldDo(view, node) : undefined;
    if (once !== undefined) return once;
    const edits = ts.isIfStatement(node)
      ? foldIf(view, node)
      : ts.isWhileStatement(node) && booleanOf(view, node.expression) === false
        ? new Edits(view).remove(node).done()
        : isExpressionToFold(ts, node)
          ? foldExpression(view, node)
          : undefined;
    if (edits !== undefined) return edits;
  }
  return undefined;
});

/** `do {…} while (false);` runs once. */
function foldDo(view: View, loop: ts.DoStatement) {
  const { ts } = view;
  const { statement, expression } = loop;
  if (booleanOf(view, expression) !== false || !ts.isBlock(statement) || !ts.isBlock(loop.parent))
    return undefined;
  if (continuesOf(ts, loop).length > 0 || breaksOf(ts, loop).length > 0) return undefined;
  if (wouldCollide(view, statement.statements)) return undefined;
  return new Edits(view).unwrap(startOf(view, loop), statement, loop.end).done();
}

type Foldable = ts.PrefixUnaryExpression | ts.BinaryExpression | ts.ConditionalExpression;

function isExpressionToFold(ts: View["ts"], node: ts.Node): node is Foldable {
  return ts.isPrefixUnaryExpression(node) || ts.isBinaryExpression(node) || ts.isConditionalExpression(node);
}

function foldIf(view: View, choice: ts.IfStatement) {
  const { ts } = view;
  const value = booleanOf(view, choice.expression);
  if (value === undefined) return undefined;
  const taken = value ? choice.thenStatement : choice.elseStatement;
  if (taken === undefined) {
    if (ts.isBlock(choice.parent)) return new Edits(view).remove(choice).done();
    return new Edits(view).replaceNode(choice, "{}").done();
  }
  const canSpill = ts.isBlock(choice.parent) && !wouldCollide(view, statementsOf(ts, taken));
  if (ts.isBlock(taken) && canSpill)
    return new Edits(view).unwrap(startOf(view, choice), taken, choice.end).done();
  return new Edits(view).replaceNode(choice, textOf(view, taken)).done();
}

function foldExpression(view: View, node: Foldable) {
  const { ts } = view;
  const replaced = (by: ts.Expression | string) =>
    new Edits(view).replaceNode(node, typeof by === "string" ? by : textOf(view, by)).done();
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
    const value = booleanOf(view, node.operand);
    return value === undefined ? undefined : replaced(String(!value));
  }
  if (ts.isConditionalExpression(node)) {
    const value = booleanOf(view, node.condition);
    return value === undefined ? undefined : replaced(value ? node.whenTrue : node.whenFalse);
  }
  const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (!isAnd && node.operatorToken.kind !== ts.SyntaxKind.BarBarToken) return undefined;
  const left = booleanOf(view, node.left);
  if (left !== undefined) return replaced(left === isAnd ? node.right : String(left));
  // `c && true` is not `c` where the value counts; in a condition it is.
  const right = booleanOf(view, node.right);
  return right === isAnd && isCondition(view, node) ? replaced(unwrap(ts, node.left)) : undefined;
}

function isCondition({ ts }: View, node: ts.Expression): boolean {
  const { parent } = node;
  return (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) && parent.expression === node;
}
