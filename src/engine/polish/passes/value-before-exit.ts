import type ts from "typescript";
import { isOnlyReturn, isPlainReturn } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { negate } from "../support/negate";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (!c) return; yield value; return;` → `if (c) yield value; return;`
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
    if (!given || !exit || more.length > 0 || !isYield(view, given) || !isPlainReturn(ts, exit)) continue;
    if (commentsWithin(view, { start: startOf(view, guard), end: exit.end }).length > 0) continue;
    const condition = negate(view, guard.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    return new Edits(view)
      .replaceNode(guard, `if (${condition}) ${textOf(view, given)}`)
      .remove(given)
      .done();
  }
  return undefined;
});

/** `yield value;` on one line */
function isYield(view: View, statement: ts.Statement): boolean {
  const { ts } = view;
  return (
    ts.isExpressionStatement(statement) &&
    ts.isYieldExpression(statement.expression) &&
    !textOf(view, statement).includes("\n")
  );
}
