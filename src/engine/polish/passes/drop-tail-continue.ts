import type ts from "typescript";
import { definePass, type View } from "../support/view";
import { isInTailPosition, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { isLoop, ownDescendants } from "../support/nodes";

/**
 * `while (…) { …; continue; }` → `while (…) { … }`, also at the end of `if`, `else`, `try` and `catch`.
 *
 * Condition: nothing of the loop's body comes after the `continue`. `finally` blocks on the way run either way.
 */
export const dropTailContinue = definePass("drop-tail-continue", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isContinueStatement(node)) continue;
    const loop = targetOf(ts, node);
    if (loop === undefined || !isLoop(ts, loop) || !isInTailPosition(ts, node, loop.statement)) continue;
    return without(view, node);
  }
  return undefined;
});

function without(view: View, jump: ts.ContinueStatement) {
  const edits = new Edits(view);
  if (view.ts.isBlock(jump.parent)) return edits.remove(jump).done();
  // `if (c) continue;`: the empty block is taken away by another pass, where the condition allows it.
  return edits.replaceNode(jump, "{}").done();
}
