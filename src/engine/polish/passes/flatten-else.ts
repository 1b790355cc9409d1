import type ts from "typescript";
import { canComplete, leavesForGood, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, movedText } from "../support/edits";
import { statementsOf } from "../../syntax/nodes";
import { negate } from "../support/negate";
import { isEndless, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `if (c) { …; return; } else { … }` → `if (c) { …; return; } …`, and `if (c) return; else if (d) { … }` → `if (c) return; if (d) { … }`
 *
 * Condition: the branch never completes, and no name that the `else` block declares means something else outside it.
 * A longer chain of `else if` stays, and one whose first branch does more than leave: a chain reads better. But where a loop begins with the chain, and the
 * first branch can become its condition, that is taken out of the chain, and so is a first branch that leaves where more stands behind the two.
 */
export const flattenElse = definePass("flatten-else", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !choice.elseStatement || !ts.isBlock(choice.parent)) continue;
    const other = choice.elseStatement;
    if (canComplete(ts, choice.thenStatement)) continue;
    if (!ts.isBlock(other)) {
      if (ts.isIfStatement(other) && !isGuard(view, choice, other) && !isLoopHead(view, choice)) continue;
      return withoutElse(view, choice, other);
    }
    if (other.statements.length === 0 || wouldCollide(view, statementsOf(ts, other))) continue;
    const indent = indentAt(view, startOf(view, choice));
    return new Edits(view)
      .insert(choice.thenStatement.end, `\n${indent}`)
      .unwrap(choice.thenStatement.end, other, other.end)
      .done();
  }
  return undefined;
});

/** `if (c) return; else if (d) …` without a third branch, and the same with more before the jump, where more stands behind both. */
function isGuard({ ts }: View, choice: ts.IfStatement, other: ts.IfStatement): boolean {
  if (other.elseStatement !== undefined) return false;
  const isLast = siblingsOf(ts, choice)?.at(-1) === choice;
  return !isLast || statementsOf(ts, choice.thenStatement).length === 1;
}

/** `while (true) { if (c) return; else if …`, where the loop can ask for the opposite. */
function isLoopHead(view: View, choice: ts.IfStatement): boolean {
  const { ts } = view;
  const { parent: block } = choice;
  const { parent: loop } = block;
  if (!ts.isBlock(block) || block.statements[0] !== choice || !isEndless(ts, loop)) return false;
  if (!leavesForGood(view, choice.thenStatement, loop)) return false;
  return negate(view, choice.expression)?.includes("\n") === false;
}

/** The one statement behind `else` comes onto a line of its own. */
function withoutElse(view: View, choice: ts.IfStatement, other: ts.Statement) {
  const indent = indentAt(view, startOf(view, choice));
  const span = { start: choice.thenStatement.end, end: other.end };
  const comments = commentsWithin(view, { start: span.start, end: startOf(view, other) });
  const lines = [...comments, movedText(view, { start: startOf(view, other), end: other.end }, indent)];
  return new Edits(view).replace(span, lines.map((line) => `\n${indent}${line}`).join("")).done();
}
