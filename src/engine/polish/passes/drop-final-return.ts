import { isAtEnd, isOnlyOfClause, isPlainReturn } from "../support/control";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass } from "../support/view";

/**
 * `…; return; }` → `… }` at the end of the function, also at the end of `if`, `try`, `catch` and the last clause of a `switch` there.
 *
 * Condition: a plain `return` after which nothing of the function is left to run.
 */
export const dropFinalReturn = definePass("drop-final-return", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(node) || !isPlainReturn(ts, node) || !isAtEnd(view, node)) continue;
    if (isOnlyOfClause(ts, node)) continue;
    return new Edits(view).drop(node).done();
  }
  return undefined;
});
