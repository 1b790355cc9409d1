import { breaksOf } from "../support/control";
import { Edits } from "../support/edits";
import { isEndless, ownDescendants, withLabel } from "../support/nodes";
import { definePass, startOf } from "../support/view";

/**
 * `outer: while (true) { while (true) { …; continue outer; } }` → `outer: while (true) { …; continue outer; }`
 *
 * Condition: the inner loop is all that the outer one holds, so that a round of either starts at the same place, and no
 * `break` leaves the inner one. What is said above the inner one is said of the loop, and stands above that.
 */
export const mergeNestedLoops = definePass("merge-nested-loops", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const [inner, ...others] = outer.statement.statements;
    if (inner === undefined || others.length > 0 || !isEndless(ts, inner)) continue;
    if (!ts.isBlock(inner.statement) || breaksOf(ts, inner).length > 0) continue;
    const whole = withLabel(ts, outer);
    return new Edits(view)
      .moveCommentsBefore(inner, whole)
      .unwrap(startOf(view, inner), inner.statement, inner.end)
      .done();
  }
  return undefined;
});
