import type ts from "typescript";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt, leadingStart, rangeOf } from "../support/edits";
import { negate } from "../support/negate";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `while (true) { if (c) return; … }` → `while (!c) { … }`
 *
 * Condition: the `if` is the first statement and has no `else`; it holds only a `break` of this loop, or only a plain
 * `return` while the loop is the last thing that the function does; the opposite of the condition is exact and reads
 * well. The condition is evaluated at the same moments as before: `continue` leads to it either way.
 */
export const guardToWhileCondition = definePass("guard-to-while-condition", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [guard] = loop.statement.statements;
    if (guard === undefined || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    if (!leavesForGood(view, guard.thenStatement, loop)) continue;
    const condition = negate(view, guard.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    const edits = new Edits(view).replaceNode(loop.expression, condition);
    return withCommentsBefore(view, edits, loop, guard);
  }
  return undefined;
});

/** Takes a guard away; what was said about it is said about the loop. */
function withCommentsBefore(view: View, edits: Edits, loop: ts.Statement, guard: ts.Statement) {
  const range = rangeOf(view, guard);
  const comments = commentsWithin(view, range);
  const indent = indentAt(view, startOf(view, loop));
  if (comments.length > 0) edits.insert(startOf(view, loop), comments.map((text) => `${text}\n${indent}`).join(""));
  return edits.removeSpan({ start: leadingStart(view, guard), end: range.end }).done();
}
