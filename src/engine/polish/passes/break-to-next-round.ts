import type ts from "typescript";
import { isInTailPosition, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { isLoop, ownDescendants, type Loop } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `outer: while (true) { …; while (true) { …; if (c) continue; yield value; continue outer; } }`
 * → `while (true) { …; while (true) { …; if (c) continue; yield value; break; } }`
 *
 * Condition: every jump that names the label is a `continue` of the outer loop, and stands in a loop or `switch` behind which the outer loop's round has
 * nothing more to do: leaving that is the end of the round.
 */
export const breakToNextRound = definePass("break-to-next-round", (view) => {
  const { ts } = view;
  for (const labelled of ownDescendants(ts, view.fn)) {
    if (!ts.isLabeledStatement(labelled) || !isLoop(ts, labelled.statement)) continue;
    const { label, statement: loop } = labelled;
    const jumps = ownDescendants(ts, loop.statement)
      .filter((node) => ts.isBreakOrContinueStatement(node))
      .filter((jump) => jump.label?.text === label.text);
    if (jumps.length === 0 || !jumps.every((jump) => isEndOfRound(view, jump, loop))) continue;
    const edits = new Edits(view).replace({ start: startOf(view, labelled), end: startOf(view, loop) }, "");
    for (const jump of jumps) {
      edits.replace({ start: startOf(view, jump), end: jump.label?.end ?? jump.end }, "break");
    }
    return edits.done();
  }
  return undefined;
});

/** Would a `break` in the jump's place lead to the next round of the loop, too? */
function isEndOfRound({ ts }: View, jump: ts.BreakOrContinueStatement, loop: Loop): boolean {
  if (!ts.isContinueStatement(jump) || targetOf(ts, jump) !== loop) return false;
  let left: ts.Node = jump.parent;
  while (!isLoop(ts, left) && !ts.isSwitchStatement(left)) left = left.parent;
  return left !== loop && isInTailPosition(ts, left, loop.statement);
}
