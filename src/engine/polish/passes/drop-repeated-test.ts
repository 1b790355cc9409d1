import type ts from "typescript";
import { Edits } from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { ownDescendants } from "../support/nodes";
import { isQuiet } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * `if (!result.done) { if (result.done) return; … }` → `if (!result.done) { … }`
 *
 * Condition: the second test comes right after the first, is its exact opposite, has no `else`, and asking has no effect. Its branch
 * only leaves: whatever else an author has written there stays, although it never runs.
 */
export const dropRepeatedTest = definePass("drop-repeated-test", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(outer) || !ts.isBlock(outer.thenStatement)) continue;
    const [inner] = outer.thenStatement.statements;
    if (!inner || !ts.isIfStatement(inner) || inner.elseStatement || !isQuiet(view, outer.expression))
      continue;
    if (negate(view, outer.expression) !== textOf(view, inner.expression)) continue;
    if (!statementsOf(ts, inner.thenStatement).every((statement) => isPlainJump(view, statement))) continue;
    return new Edits(view).remove(inner).done();
  }
  return undefined;
});

function isPlainJump({ ts }: View, statement: ts.Statement): boolean {
  return (
    ts.isBreakOrContinueStatement(statement) || (ts.isReturnStatement(statement) && !statement.expression)
  );
}
