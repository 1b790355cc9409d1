import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `while (true) { …; return; }` → `…; return;`
 *
 * Condition: the body never completes, if only because it calls what never comes back, nothing in it goes on with a second round, and nothing breaks out of it; no name
 * of the body means something else outside it.
 */
export const singleRoundLoop = definePass("single-round-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const { statements } = loop.statement;
    const isLast = (statement: ts.Statement): boolean => neverComesBack(view, statement);
    if (canListComplete(ts, statements, isLast) || wouldCollide(view, statements)) continue;
    if (continuesOf(ts, loop).length > 0 || breaksOf(ts, loop).length > 0) continue;
    return new Edits(view).unwrap(startOf(view, loop), loop.statement, loop.end).done();
  }
  return undefined;
});

/** `assert.fail(…);` */
function neverComesBack(view: View, statement: ts.Statement): boolean {
  if (!view.ts.isExpressionStatement(statement)) return false;
  return view.context.factsOf(textOf(view, statement.expression))?.neverComesBack === true;
}
