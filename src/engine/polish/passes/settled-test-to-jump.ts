import type ts from "typescript";
import { canComplete } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { nameOf, ownLocal } from "../support/loops";
import { negate } from "../support/negate";
import { isUndefined, statementsOf, unwrap } from "../../syntax/nodes";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (row) { …; continue; } if (!row) return; yield;` → `if (row) { …; continue; } return;`
 *
 * Condition: the first branch never completes, what is asked of a variable that no closure knows is asked the other way round right behind
 * it, and all that would stand behind the answer are a `yield` of nothing that does anything, and a jump. No comment goes.
 */
export const settledTestToJump = definePass("settled-test-to-jump", (view) => {
  const { ts } = view;
  for (const first of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(first) || first.elseStatement || canComplete(ts, first.thenStatement)) continue;
    const siblings = siblingsOf(ts, first);
    const index = siblings?.indexOf(first) ?? -1;
    const second = siblings?.[index + 1];
    if (!siblings || !second || !ts.isIfStatement(second) || second.elseStatement) continue;
    const variable = nameOf(view, first.expression);
    if (!variable || !ownLocal(view, variable)) continue;
    if (negate(view, first.expression) !== textOf(view, second.expression)) continue;
    const rest = siblings.slice(index + 2);
    const last = rest.at(-1) ?? second;
    const span = { start: startOf(view, second), end: last.end };
    const jump = jumpAlone(view, second.thenStatement);
    if (!jump || !rest.every((one) => isWithoutMeaning(view, one))) continue;
    if (commentsWithin(view, span).length > 0) continue;
    return new Edits(view).replace(span, textOf(view, jump)).done();
  }
  return undefined;
});

/** `return;`, `continue;`, and nothing else */
function jumpAlone({ ts }: View, branch: ts.Statement): ts.Statement | undefined {
  const [jump, ...more] = statementsOf(ts, branch);
  if (!jump || more.length > 0) return undefined;
  const isJump = ts.isBreakOrContinueStatement(jump) || (ts.isReturnStatement(jump) && !jump.expression);
  return isJump ? jump : undefined;
}

/** `yield;`, `yield undefined as unknown as Row;`, `continue;` */
function isWithoutMeaning({ ts }: View, statement: ts.Statement): boolean {
  if (ts.isContinueStatement(statement)) return true;
  if (!ts.isExpressionStatement(statement) || !ts.isYieldExpression(statement.expression)) return false;
  const { expression, asteriskToken } = statement.expression;
  return !asteriskToken && (!expression || isUndefined(ts, unwrap(ts, expression)));
}
