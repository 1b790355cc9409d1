import type ts from "typescript";
import { isAtEnd, isOnlyReturn, isPlainReturn } from "../support/control";
import { commentsWithin, Edits, rangeOf } from "../support/edits";
import { negate } from "../support/negate";
import { isLoop, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (!c) return; yield value; return;` → `if (c) yield value; return;`, and the same with a loop before it and the generator's end behind it
 *
 * Condition: both ways end the generator, with nothing but the value between; the opposite of the condition is exact and reads well; nothing is said
 * about any of them.
 */
export const valueBeforeExit = definePass("value-before-exit", (view) => {
  const { ts } = view;
  for (const guard of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(guard) || guard.elseStatement || !isOnlyReturn(ts, guard.thenStatement)) continue;
    const behind = siblingsOf(ts, guard)?.filter(({ pos }) => pos >= guard.end) ?? [];
    const [given, exit, ...more] = behind;
    if (!given || more.length > 0 || !isYield(view, given)) continue;
    if (exit ? !isPlainReturn(ts, exit) : !isRestOfLoop(view, guard, given)) continue;
    const { end } = exit ?? rangeOf(view, given);
    if (commentsWithin(view, { start: startOf(view, guard), end }).length > 0) continue;
    const condition = negate(view, guard.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    return new Edits(view)
      .replaceNode(guard, `if (${condition}) ${textOf(view, given)}`)
      .remove(given)
      .done();
  }
  return undefined;
});

/** What a loop has left is given last. */
function isRestOfLoop(view: View, guard: ts.IfStatement, given: ts.Statement): boolean {
  const { ts } = view;
  const before = siblingsOf(ts, guard)?.findLast(({ end }) => end <= guard.pos);
  return before !== undefined && isLoop(ts, before) && isAtEnd(view, given);
}

/** `yield value;` on one line */
function isYield(view: View, statement: ts.Statement): boolean {
  const { ts } = view;
  return (
    ts.isExpressionStatement(statement) &&
    ts.isYieldExpression(statement.expression) &&
    !textOf(view, statement).includes("\n")
  );
}
