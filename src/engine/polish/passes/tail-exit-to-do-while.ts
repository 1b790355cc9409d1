import { isKnownOutside } from "../support/conditions";
import { continuesOf, leavesForGood } from "../support/control";
import { Edits, commentsWithin, rangeOf } from "../support/edits";
import { negate } from "../support/negate";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf } from "../support/view";

/**
 * `while (true) { …; if (!cursor) return; }` → `do { … } while (cursor);`
 *
 * Condition: the `if` is the last statement and holds only a `break` of this loop, or a plain `return` while the loop is the last thing that the function
 * does; no `continue` passes it by; its names are known outside the body; the opposite of the condition is exact and reads well.
 */
export const tailExitToDoWhile = definePass("tail-exit-to-do-while", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    const test = statements.at(-1);
    if (!test || statements.length < 2 || !ts.isIfStatement(test) || test.elseStatement) continue;
    if (!leavesForGood(view, test.thenStatement, loop) || continuesOf(ts, loop).length > 0) continue;
    if (!isKnownOutside(view, test.expression, loop.statement)) continue;
    const condition = negate(view, test.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    const range = rangeOf(view, test);
    return new Edits(view)
      .replace({ start: startOf(view, loop), end: startOf(view, loop.statement) }, "do ")
      .removeSpan(range, commentsWithin(view, range))
      .insert(loop.statement.end, ` while (${condition});`)
      .done();
  }
  return undefined;
});
