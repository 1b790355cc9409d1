import { canComplete, wouldCollide } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { ownDescendants, statementsOf } from "../support/nodes";
import { definePass, startOf } from "../support/view";

/**
 * `if (c) { …; return; } else { … }` → `if (c) { …; return; } …`
 *
 * Condition: the branch never completes, and no name that the `else` block declares means something else outside it.
 * An `else if` stays: a chain reads better.
 */
export const flattenElse = definePass("flatten-else", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !choice.elseStatement || !ts.isBlock(choice.parent)) continue;
    const other = choice.elseStatement;
    if (!ts.isBlock(other) || other.statements.length === 0) continue;
    if (canComplete(ts, choice.thenStatement) || wouldCollide(view, statementsOf(ts, other))) continue;
    const indent = indentAt(view, startOf(view, choice));
    return new Edits(view)
      .insert(choice.thenStatement.end, `\n${indent}`)
      .unwrap(choice.thenStatement.end, other, other.end)
      .done();
  }
  return undefined;
});
