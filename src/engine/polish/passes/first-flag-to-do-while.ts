import type ts from "typescript";
import { some, unwrap } from "../../syntax/nodes";
import { continuesOf } from "../support/control";
import { Edits } from "../support/edits";
import { flagIn, settingAt, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

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
    const setting = first && settingOf(view, first.flag, loop.statement);
    if (!first || !setting || continuesOf(ts, loop).length > 0) continue;
    return new Edits(view)
      .remove(first.flag.local.statement)
      .replace({ start: startOf(view, loop), end: startOf(view, loop.statement) }, "do ")
      .remove(setting)
      .insert(loop.statement.end, ` while (${textOf(view, first.rest)});`)
      .done();
  }
  return undefined;
});

interface FirstAsked {
  readonly flag: Flag;
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
  const flag = flagIn(view, unwrap(ts, left), loop);
  if (flag) return { flag, rest: right };
  const behind = isWithoutTrace(view, left) ? flagIn(view, unwrap(ts, right), loop) : undefined;
  return behind && { flag: behind, rest: left };
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

/** The only statement that sets the flag: one of the body itself. */
function settingOf(view: View, { local: { variable }, end }: Flag, body: ts.Block): ts.Statement | undefined {
  const [write, ...others] = writesOf(variable);
  const setting = write && others.length === 0 ? settingAt(view, write.node, end) : undefined;
  return setting?.parent === body ? setting : undefined;
}
