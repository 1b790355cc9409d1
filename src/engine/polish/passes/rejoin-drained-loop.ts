import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, isInTailPosition, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { contains, isEndless, ownDescendants, withLabel, type EndlessLoop } from "../support/nodes";
import { isNeverWritten } from "../support/scopes";
import { closesQuietly } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `outer: while (true) { for (const entry of entries) { …; yield entry; continue outer; } return; }` → `for (const entry of entries) { …; yield entry; } return;`
 *
 * Condition: what is looped over is an iterator that gives itself, is the same in each round and has no `return()` that does anything, so a new
 * loop over it goes on where the last one was left. Each way back to the outer loop is the end of a round of the inner one, and behind that the
 * generator ends for good.
 */
export const rejoinDrainedLoop = definePass("rejoin-drained-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const label = withLabel(ts, outer);
    const [inner, ...rest] = outer.statement.statements;
    if (!inner || !ts.isForOfStatement(inner) || !goesOnWhereItWas(view, inner)) continue;
    if (rest.length === 0 || canListComplete(ts, rest) || breaksOf(ts, outer).length > 0) continue;
    if (!ts.isBlock(label.parent) || wouldCollide(view, outer.statement.statements, label.parent)) continue;
    const jumps = jumpsAtTheEnd(view, outer, inner);
    if (!jumps) continue;
    const edits = new Edits(view);
    for (const jump of jumps) {
      if (ts.isBlock(jump.parent)) edits.remove(jump);
      else edits.replaceNode(jump, "{}");
    }
    return edits.unwrap(startOf(view, label), outer.statement, outer.end).done();
  }
  return undefined;
});

function goesOnWhereItWas(view: View, { awaitModifier, expression }: ts.ForOfStatement): boolean {
  const variable = variableAt(view, expression);
  const known = view.context.factsOf(textOf(view, expression));
  const isSame = variable ? isNeverWritten(variable) : known?.isStable === true;
  return !awaitModifier && isSame && known?.isSelfSyncIterator === true && closesQuietly(view, expression);
}

/** The jumps back to the outer loop, each of which is the last thing that a round of the inner one does. */
function jumpsAtTheEnd(
  view: View,
  outer: EndlessLoop,
  { statement }: ts.ForOfStatement,
): readonly ts.ContinueStatement[] | undefined {
  const { ts } = view;
  const jumps = continuesOf(ts, outer);
  const areLast = jumps.every((jump) => contains(statement, jump) && isInTailPosition(ts, jump, statement));
  return jumps.length > 0 && areLast ? jumps : undefined;
}
