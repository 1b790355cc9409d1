import type ts from "typescript";
import { breaksOf, canComplete, isOnlyBreak, isOnlyReturn, isAtEnd } from "../support/control";
import { Edits } from "../support/edits";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `while (true) { if (c) { …; continue; } return; }` → `while (c) { … }`, also written with `else`.
 *
 * Condition: the loop's body is this `if` and a plain `return`, the loop is the last thing that the function does (or it is
 * left by `break`), and the branch never gets to the `return`.
 */
export const loopWhileBranchTaken = definePass("loop-while-branch-taken", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [choice, exit, ...others] = loop.statement.statements;
    if (choice === undefined || !ts.isIfStatement(choice) || others.length > 0) continue;
    const block = choice.thenStatement;
    const last = choice.elseStatement ?? exit;
    if (!ts.isBlock(block) || last === undefined || (choice.elseStatement && exit)) continue;
    if (!choice.elseStatement && canComplete(ts, block)) continue;
    if (!isExit(view, last, loop) || textOf(view, choice.expression).includes("\n")) continue;
    // A `break` of this loop means the same in the new one.
    if (breaksOf(ts, loop).length > 0 && !isAtEnd(view, loop)) continue;
    return new Edits(view)
      .moveCommentsBefore(choice, loop)
      .replaceNode(loop.expression, textOf(view, choice.expression))
      .unwrap(startOf(view, choice), block, last.end)
      .done();
  }
  return undefined;
});

function isExit(view: View, statement: ts.Statement, loop: ts.Statement): boolean {
  const { ts } = view;
  return isOnlyBreak(ts, statement, loop) || (isOnlyReturn(ts, statement) && isAtEnd(view, loop));
}
