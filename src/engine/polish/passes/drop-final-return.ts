import { isAtEnd, isPlainReturn } from "../support/control";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass } from "../support/view";

/**
 * `…; return; }` → `… }` at the end of the function, also at the end of `if`, `try` and `catch` there.
 *
 * Condition: a plain `return` after which nothing of the function is left to run.
 */
export const dropFinalReturn = definePass("drop-final-return", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(node) || !isPlainReturn(ts, node) || !isAtEnd(view, node)) continue;
    if (ts.isBlock(node.parent)) return new Edits(view).remove(node).done();
    return new Edits(view).replaceNode(node, "{}").done();
  }
  return undefined;
});
