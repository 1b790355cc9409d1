import type ts from "typescript";
import { canComplete, isInTailPosition, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf, contentStart, trimmedEnd } from "../support/edits";
import { negate } from "../support/negate";
import { isLoop, ownDescendants, statementsOf } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `…; if (c) { …; continue; } return;` → `…; if (!c) return; …; continue;`, also written with `else`.
 *
 * Condition: neither end completes, so nothing can run after them; the exit is one statement, and the branch the main path, where
 * values come from; the opposite of the condition is exact and reads well; no name of the branch means something else outside it.
 */
export const earlyExit = definePass("early-exit", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !ts.isBlock(choice.thenStatement) || !ts.isBlock(choice.parent))
      continue;
    const { statements } = choice.parent;
    const index = statements.indexOf(choice);
    const exit = choice.elseStatement ?? statements[index + 1];
    const lastIndex = choice.elseStatement ? index : index + 1;
    if (exit === undefined || lastIndex !== statements.length - 1) continue;
    if (!isExit(view, exit) || !isBranchFinal(view, choice, choice.elseStatement !== undefined)) continue;
    if (!hasYield(view, choice.thenStatement)) continue;
    if (wouldCollide(view, choice.thenStatement.statements)) continue;
    const condition = negate(view, choice.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    return swapped(view, choice, choice.thenStatement, exit, condition);
  }
  return undefined;
});

/** `return …;` or `throw …;` */
function isExit({ ts }: View, statement: ts.Statement): boolean {
  const [only, ...others] = statementsOf(ts, statement);
  return (
    only !== undefined && others.length === 0 && (ts.isReturnStatement(only) || ts.isThrowStatement(only))
  );
}

/** It is the main path, then, and the other one the exit. */
function hasYield({ ts }: View, block: ts.Block): boolean {
  return [...ownDescendants(ts, block)].some(ts.isYieldExpression);
}

/** Nothing runs after the branch, apart from the loop's next round where the `if` has an `else`. */
function isBranchFinal(view: View, choice: ts.IfStatement, hasElse: boolean): boolean {
  const { ts } = view;
  if (!hasElse) return !canComplete(ts, choice.thenStatement);
  let loop: ts.Node = choice.parent;
  while (loop !== view.fn && !isLoop(ts, loop)) loop = loop.parent;
  return isLoop(ts, loop) && isInTailPosition(ts, choice, loop.statement);
}

function swapped(view: View, choice: ts.IfStatement, block: ts.Block, exit: ts.Statement, condition: string) {
  const { ts } = view;
  const [only] = statementsOf(ts, exit);
  const exitText = only === undefined ? "return;" : textOf(view, only);
  const start = startOf(view, choice);
  const indent = indentAt(view, start);
  const range = rangeOf(view, exit);
  const comments = commentsWithin(view, { start: block.end, end: range.end });
  const open = startOf(view, block);
  const from = contentStart(view, open + 1);
  const to = trimmedEnd(view, block.end - 1);
  const lead = comments.map((text) => `${text}\n${indent}`).join("");
  return new Edits(view)
    .replace({ start, end: from }, `${lead}if (${condition}) ${exitText}\n${indent}`)
    .shift({ start: from, end: to }, -1)
    .replace({ start: to, end: range.end }, "")
    .done();
}
