import type ts from "typescript";
import { definePass, type View } from "../support/view";
import { isInTailPosition, isOnlyOfClause, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { isLoop, ownDescendants, siblingsOf } from "../support/nodes";
import { unwrap } from "../../syntax/nodes";

/**
 * `while (…) { …; continue; }` → `while (…) { … }`, also at the end of `if`, `else`, `try`, `catch` and the last clause of a `switch`; at the end of another clause that
 * yields, `continue;` → `break;`.
 *
 * Condition: nothing of the loop's body comes after the `continue`. `finally` blocks on the way run either way.
 */
export const dropTailContinue = definePass("drop-tail-continue", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isContinueStatement(node)) continue;
    const loop = targetOf(ts, node);
    if (loop === undefined || !isLoop(ts, loop)) continue;
    if (isOnlyOfClause(ts, node)) continue;
    if (isInTailPosition(ts, node, loop.statement)) return without(view, node);
    if (isEndOfYield(ts, node, loop.statement)) return new Edits(view).replaceNode(node, "break;").done();
  }
  return undefined;
});

/** `case 1: …; yield x; continue;` in a `switch` that is the end of the round */
function isEndOfYield(ts: View["ts"], jump: ts.ContinueStatement, body: ts.Statement): boolean {
  const clause = jump.parent;
  if (!ts.isCaseOrDefaultClause(clause) || clause.statements.at(-1) !== jump) return false;
  const before = clause.statements.at(-2);
  const isYield =
    before && ts.isExpressionStatement(before) && ts.isYieldExpression(unwrap(ts, before.expression));
  return isYield === true && isInTailPosition(ts, clause.parent.parent, body);
}

function without(view: View, jump: ts.ContinueStatement) {
  const edits = new Edits(view);
  if (siblingsOf(view.ts, jump)) return edits.remove(jump).done();
  // `if (c) continue;`: the empty block is taken away by another pass, where the condition allows it.
  return edits.replaceNode(jump, "{}").done();
}
