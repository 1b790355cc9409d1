import type ts from "typescript";
import type { TextEdit } from "../../text";
import { commentsWithin, Edits } from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { ownDescendants } from "../support/nodes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (!result.done) { if (result.done) return; … }` → `if (!result.done) { … }`
 *
 * `if (result.done) { if (result.done) return result.value; … }` → `if (result.done) { return result.value; … }`
 *
 * Condition: the second test comes right after the first, is its exact opposite, has no `else`, and asking has no effect. Its branch
 * only leaves: whatever else an author has written there stays, although it never runs. Where it is the same test, its branch is what
 * happens; what stands behind a branch that leaves is left to others.
 */
export const dropRepeatedTest = definePass("drop-repeated-test", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(outer) || !ts.isBlock(outer.thenStatement)) continue;
    const [inner] = outer.thenStatement.statements;
    if (!inner || !ts.isIfStatement(inner) || inner.elseStatement || !isQuiet(view, outer.expression))
      continue;
    if (textOf(view, outer.expression) === textOf(view, inner.expression)) {
      const edits = unwrapped(view, inner, inner.thenStatement);
      if (edits) return edits;
    }
    if (negate(view, outer.expression) !== textOf(view, inner.expression)) continue;
    if (!statementsOf(ts, inner.thenStatement).every((statement) => isPlainJump(view, statement))) continue;
    return new Edits(view).remove(inner).done();
  }
  return undefined;
});

/** What stands in the second test's branch, in its place. */
function unwrapped(view: View, test: ts.Statement, branch: ts.Statement): TextEdit[] | undefined {
  const { ts } = view;
  const edits = new Edits(view);
  if (!ts.isBlock(branch)) {
    const span = { start: startOf(view, test), end: startOf(view, branch) };
    return commentsWithin(view, span).length > 0 ? undefined : edits.replace(span, "").done();
  }
  const isScope = branch.statements.some(
    (one) => ts.isVariableStatement(one) || ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one),
  );
  return isScope ? undefined : edits.unwrap(startOf(view, test), branch, test.end).done();
}

function isPlainJump({ ts }: View, statement: ts.Statement): boolean {
  return (
    ts.isBreakOrContinueStatement(statement) || (ts.isReturnStatement(statement) && !statement.expression)
  );
}
