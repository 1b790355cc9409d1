import type ts from "typescript";
import { unwrap, some, statementsOf } from "../../syntax/nodes";
import { isKnownOutside, isLogical } from "../support/conditions";
import { canStandBehind } from "../support/behind-loop";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, leadingStart } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { negate } from "../support/negate";
import { asDeclaration, contains, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { isStable } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const more = source.hasNext(); if (!more) return; yield source.next(); }` → `while (source.hasNext()) { yield source.next(); }`
 *
 * Condition: each round begins with the constant, which the guard behind it asks for, and nobody else. Nothing that what the constant holds could change is
 * worked out before it in the guard. Leaving the loop ends the generator, or what the guard does can stand behind the loop; the opposite of what is asked is exact and
 * reads well.
 */
export const testedConstant = definePass("tested-constant", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [first, guard] = loop.statement.statements;
    const local = constantIn(view, first);
    if (!local || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    if (commentsWithin(view, { start: leadingStart(view, local.statement), end: guard.end }).length > 0)
      continue;
    const text = askedAtOnce(view, loop, local, guard.expression);
    if (text === undefined || text.includes("\n")) continue;
    if (leavesForGood(view, guard.thenStatement, loop))
      return new Edits(view).replaceNode(loop.expression, text).remove(local.statement).remove(guard).done();
    const asked = askedAlone(view, guard.expression, local);
    if (asked === undefined || !canStandBehind(view, statementsOf(ts, guard.thenStatement), loop)) continue;
    return new Edits(view).remove(local.statement).replaceNode(guard.expression, asked).done();
  }
  return undefined;
});

/** A constant whose value is worked out on one line, and that one place asks for. */
function constantIn(view: View, statement: ts.Statement | undefined): Local | undefined {
  const { ts } = view;
  const variable = variableAt(view, asDeclaration(ts, statement)?.name);
  const local = variable && localOf(view, variable);
  const value = local?.declaration.initializer;
  if (!local || !value || local.declaration.type || local.statement !== statement) return undefined;
  if (declarationKind(ts, variable) !== "const" || variable.uses.length !== 1 || variable.captured)
    return undefined;
  const isLong = textOf(view, value).includes("\n");
  return isLong || some(ts, value, (node) => ts.isYieldExpression(node)) ? undefined : local;
}

/** @returns the loop's condition: the opposite of the guard's, with the constant's value in its place */
function askedAtOnce(
  view: View,
  loop: EndlessLoop,
  { variable, declaration }: Local,
  condition: ts.Expression,
): string | undefined {
  const { ts } = view;
  const value = declaration.initializer;
  const use = variable.uses[0]?.node;
  if (!value || !use || !ts.isBlock(loop.statement) || !contains(condition, use)) return undefined;
  if (!isKnownOutside(view, value, loop.statement) || !comesFirst(view, use, condition)) return undefined;
  const asked = unwrap(ts, condition);
  if (asked === use) return negate(view, value);
  const isTight = ts.isLeftHandSideExpression(value);
  const isNegated = ts.isPrefixUnaryExpression(asked) && unwrap(ts, asked.operand) === use;
  const text = textOf(view, value);
  return negate(view, condition, [{ node: use, text: isTight || isNegated ? text : `(${text})` }]);
}

/** @returns `source.hasNext()` for `more`, and `!source.hasNext()` for `!more` */
function askedAlone(view: View, condition: ts.Expression, local: Local): string | undefined {
  const { ts } = view;
  const asked = unwrap(ts, condition);
  const value = local.declaration.initializer;
  if (!value) return undefined;
  const text = textOf(view, value);
  if (variableAt(view, asked) === local.variable) return text;
  if (!ts.isPrefixUnaryExpression(asked) || asked.operator !== ts.SyntaxKind.ExclamationToken)
    return undefined;
  if (variableAt(view, unwrap(ts, asked.operand)) !== local.variable) return undefined;
  return ts.isLeftHandSideExpression(value) ? `!${text}` : `!(${text})`;
}

/** Is it asked for whenever the condition is, and before anything that could be another one then? */
function comesFirst(view: View, use: ts.Node, condition: ts.Expression): boolean {
  const { ts } = view;
  for (let node = use; node !== condition; node = node.parent) {
    const { parent } = node;
    if (ts.isParenthesizedExpression(parent)) continue;
    if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) continue;
    if (!ts.isBinaryExpression(parent)) return false;
    if (parent.right === node && (isLogical(ts, parent) || !isFixed(view, parent.left))) return false;
  }
  return true;
}

/** A literal, or a variable of the generator itself that no call can write. */
function isFixed(view: View, operand: ts.Expression): boolean {
  const variable = variableAt(view, unwrap(view.ts, operand));
  return isStable(view, operand) || variable?.captured === false;
}
