import type ts from "typescript";
import { statementsOf, unwrap, wrapped } from "../../syntax/nodes";
import { isComparison } from "../../syntax/operators";
import { isLogical, isTruthAsked } from "../support/conditions";
import { breaksOf, continuesOf, wouldCollide } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { negate } from "../support/negate";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { booleanOf, isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (true) {…}` → `…`, `if (false) {…}` goes, `!false` → `true`, `true && c` → `c`, `false || c` → `c`,
 * `false && c` → `false`, `c || false` → `c`, `c && true` → `c`, `c && false` → `false`, `c || true` → `true`,
 * `c ? true : false` → `c`, `c ? false : true` → `!c`, `while (false) {…}` goes, `do {…} while (false);` → `…`.
 *
 * Condition: the literal stands there. A branch that never runs has no effects, whatever it holds. Behind an operand, the literal
 * goes only where nothing but the truth of the whole counts, or the operand is a boolean itself, and the operand goes only where
 * evaluating it can neither do anything nor fail.
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
  if (taken === undefined) return new Edits(view).drop(choice).done();
  const scope = ts.isBlock(choice.parent) ? choice.parent : choice.parent.parent;
  const canSpill = siblingsOf(ts, choice) && !wouldCollide(view, statementsOf(ts, taken), scope);
  if (ts.isBlock(taken) && canSpill)
    return new Edits(view).unwrap(startOf(view, choice), taken, choice.end).done();
  return new Edits(view).replaceNode(choice, textOf(view, taken)).done();
}

function foldExpression(view: View, node: Foldable) {
  const { ts } = view;
  if (isCallee(ts, node)) return undefined;
  const replaced = (by: ts.Expression | boolean) =>
    typeof by === "boolean"
      ? new Edits(view).replaceNode(node, String(by)).done()
      : replaceByOperand(view, node, by);
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
    const value = booleanOf(view, node.operand);
    return value === undefined ? undefined : replaced(!value);
  }
  if (ts.isConditionalExpression(node)) {
    const value = booleanOf(view, node.condition);
    if (value === undefined) return foldAnswers(view, node);
    return replaced(value ? node.whenTrue : node.whenFalse);
  }
  const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (!isAnd && node.operatorToken.kind !== ts.SyntaxKind.BarBarToken) return undefined;
  const left = booleanOf(view, node.left);
  if (left !== undefined) return replaced(left === isAnd ? node.right : left);
  const right = booleanOf(view, node.right);
  if (right === undefined || !(isTruthAsked(view, node) || isBoolean(view, node.left))) return undefined;
  if (right === isAnd) return replaced(node.left);
  return isDisposable(view, node.left) ? replaced(right) : undefined;
}

/** `c ? true : false`, where nothing but the truth of the whole counts, or the condition is a boolean itself. */
function foldAnswers(view: View, node: ts.ConditionalExpression) {
  const { condition } = node;
  const [whenTrue, whenFalse] = [booleanOf(view, node.whenTrue), booleanOf(view, node.whenFalse)];
  if (whenTrue === undefined || whenFalse === undefined || whenTrue === whenFalse) return undefined;
  const comments = commentsWithin(view, { start: startOf(view, node), end: node.end });
  if (comments.length > 0) return undefined;
  if (whenTrue)
    return isTruthAsked(view, node) || isBoolean(view, condition)
      ? replaceByOperand(view, node, condition)
      : undefined;
  const opposite = negate(view, condition);
  return opposite === undefined ? undefined : new Edits(view).replaceNode(node, opposite).done();
}

/** `(true && a.b)()` calls without a `this`, and `(a.b)()` with one. */
function isCallee(ts: View["ts"], node: ts.Expression): boolean {
  const whole = wrapped(ts, node);
  const { parent } = whole;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === whole;
  return ts.isTaggedTemplateExpression(parent) || ts.isDeleteExpression(parent);
}

/** Puts an operand in the place of the whole, without parentheses that it does not need there. */
function replaceByOperand(view: View, whole: ts.Expression, operand: ts.Expression) {
  const { ts } = view;
  const { parent } = whole;
  const isEnclosed =
    ts.isParenthesizedExpression(parent) ||
    ((ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) &&
      parent.expression === whole);
  const inner = isEnclosed && ts.isParenthesizedExpression(operand) ? operand.expression : operand;
  const isAtom =
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isCallExpression(inner);
  if (ts.isTemplateSpan(parent) && ts.isStringLiteral(inner) && !/[`$\\]/.test(textOf(view, inner)))
    return insideTemplate(view, parent, inner.text);
  const isBare = isAtom && ts.isParenthesizedExpression(parent) && ts.isPrefixUnaryExpression(parent.parent);
  return new Edits(view).replaceNode(isBare ? parent : whole, textOf(view, inner)).done();
}

/** `${true ? "open" : "closed"}` in a template is `open`. */
function insideTemplate(view: View, { expression, literal }: ts.TemplateSpan, text: string) {
  const start = view.text.lastIndexOf("${", startOf(view, expression));
  return new Edits(view).replace({ start, end: startOf(view, literal) + "}".length }, text).done();
}

/** Is the value `true` or `false` for certain? */
function isBoolean(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (booleanOf(view, node) !== undefined) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(node)) return false;
  if (isLogical(ts, node)) return isBoolean(view, node.left) && isBoolean(view, node.right);
  return isComparison(ts, node.operatorToken.kind);
}
