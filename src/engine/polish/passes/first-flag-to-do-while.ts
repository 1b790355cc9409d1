import type ts from "typescript";
import { some, unwrap } from "../../syntax/nodes";
import { continuesOf } from "../support/control";
import { Edits } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, ownDescendants } from "../support/nodes";
import { booleanOf, isDisposable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let isFirst = true; while (isFirst || cursor) { …; isFirst = false; … }` → `do { … } while (cursor);`
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition alone, such that the first round is
 * made whatever else the condition asks; one statement of the body itself turns it over for good, and no `continue` passes that by. What
 * else is asked was not asked before the first round, or is only read.
 */
export const firstFlagToDoWhile = definePass("first-flag-to-do-while", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const first = firstAsked(view, loop);
    const setting = first && settingOf(view, first, loop.statement);
    if (!first || !setting || continuesOf(ts, loop).length > 0) continue;
    return new Edits(view)
      .remove(first.local.statement)
      .replace({ start: startOf(view, loop), end: startOf(view, loop.statement) }, "do ")
      .remove(setting)
      .insert(loop.statement.end, ` while (${textOf(view, first.rest)});`)
      .done();
  }
  return undefined;
});

interface FirstAsked {
  readonly local: Local;
  /** The flag's value in the first round. */
  readonly initial: boolean;
  /** What the other rounds depend on. */
  readonly rest: ts.Expression;
}

/** Reads `isFirst || c`, `!started || c`, and either the other way round. */
function firstAsked(view: View, loop: ts.WhileStatement): FirstAsked | undefined {
  const { ts } = view;
  const condition = unwrap(ts, loop.expression);
  if (!ts.isBinaryExpression(condition) || condition.operatorToken.kind !== ts.SyntaxKind.BarBarToken)
    return undefined;
  const { left, right } = condition;
  const asked = flagOf(view, left, loop);
  if (asked) return { ...asked, rest: right };
  const behind = isWithoutTrace(view, left) ? flagOf(view, right, loop) : undefined;
  return behind && { ...behind, rest: left };
}

/** It can be left out before the first round: it neither does anything nor fails. */
function isWithoutTrace(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const mayFail = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    !node.questionDotToken &&
    node.expression.kind !== ts.SyntaxKind.ThisKeyword;
  return isDisposable(view, expression) && !some(ts, expression, mayFail);
}

function flagOf(view: View, expression: ts.Expression, loop: ts.Statement) {
  const { ts } = view;
  const node = unwrap(ts, expression);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const local = ownLet(view, variableAt(view, isNegated ? unwrap(ts, node.operand) : node));
  const initial = !isNegated;
  if (local === undefined || booleanOf(view, local.declaration.initializer) !== initial) return undefined;
  const { variable, statement } = local;
  const isAskedOnce = variable.uses.length === 2 && writesOf(variable).length === 1;
  if (!isAskedOnce || !isUsedOnlyIn(variable, loop) || !runsOnceFrom(view, statement, loop)) return undefined;
  return { local, initial };
}

/** `isFirst = false;`, a statement of the body itself. */
function settingOf(
  view: View,
  { local: { variable }, initial }: FirstAsked,
  body: ts.Block,
): ts.Statement | undefined {
  const [write] = writesOf(variable);
  return body.statements.find((statement) => {
    const assignment = asAssignment(view.ts, statement);
    return assignment?.target === write?.node && booleanOf(view, assignment?.value) === !initial;
  });
}
