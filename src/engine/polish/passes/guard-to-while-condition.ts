import type ts from "typescript";
import { canStandBehind } from "../support/behind-loop";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt, leadingStart, movedText, rangeOf } from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `while (true) { if (c) return; … }` → `while (!c) { … }`, and `while (true) { if (c) return total; … }`
 * → `while (!c) { … } return total;`
 *
 * Condition: the `if` is the first statement and has no `else`; it holds only a `break` of this loop, or only a plain
 * `return` while the loop is the last thing that the function does, or an exit that can stand behind the loop, since
 * no `break` leads there, and that is not a failure, which reads better where it is found; the opposite of the condition is exact and reads
 * well. The condition is evaluated at the same moments as before: `continue` leads to it either way.
 */
export const guardToWhileCondition = definePass("guard-to-while-condition", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [guard] = loop.statement.statements;
    if (guard === undefined || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    const isPlain = leavesForGood(view, guard.thenStatement, loop);
    if (!isPlain && !canStandBehind(view, statementsOf(ts, guard.thenStatement), loop)) continue;
    const condition = negate(view, guard.expression);
    if (condition === undefined || condition.includes("\n")) continue;
    const edits = new Edits(view).replaceNode(loop.expression, condition);
    return isPlain ? withCommentsAround(view, edits, loop, guard) : withExitBehind(view, edits, loop, guard);
  }
  return undefined;
});

/** Moves what the guard does behind the loop. */
function withExitBehind(view: View, edits: Edits, loop: ts.Statement, guard: ts.IfStatement) {
  const statements = statementsOf(view.ts, guard.thenStatement);
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return undefined;
  const indent = indentAt(view, startOf(view, loop));
  const moved = rangeOf(view, first, last);
  const range = rangeOf(view, guard);
  const end = Math.min(moved.end, guard.end);
  const kept = commentsWithin(view, { start: range.start, end: moved.start });
  const behind = commentsWithin(view, { start: end, end: range.end });
  const lead = [...kept, ...behind].map((text) => `${text}\n${indent}`).join("");
  return edits
    .insert(startOf(view, loop), lead)
    .removeSpan({ start: leadingStart(view, guard), end: range.end })
    .insert(loop.end, `\n${indent}${movedText(view, { start: moved.start, end }, indent)}`)
    .done();
}

/**
 * Takes a guard away; what was said about its question is said about the loop, and what was said where the answer was yes stands behind the
 * loop. Code that was switched off before it stays in the round.
 */
function withCommentsAround(view: View, edits: Edits, loop: ts.Statement, guard: ts.IfStatement) {
  const range = rangeOf(view, guard);
  const answer = startOf(view, guard.thenStatement);
  const asked = commentsWithin(view, { start: range.start, end: answer });
  const isFirst = (text: string): boolean => view.text.indexOf(text, range.start) < startOf(view, guard);
  const kept = asked.filter((text) => isSwitchedOff(text) && isFirst(text));
  const before = asked.filter((text) => !kept.includes(text));
  const behind = commentsWithin(view, { start: answer, end: range.end });
  const indent = indentAt(view, startOf(view, loop));
  if (before.length > 0)
    edits.insert(startOf(view, loop), before.map((text) => `${text}\n${indent}`).join(""));
  if (behind.length > 0)
    edits.insert(rangeOf(view, loop).end, behind.map((text) => `\n${indent}${text}`).join(""));
  return edits.removeSpan({ start: leadingStart(view, guard), end: range.end }, kept).done();
}

/** `// console.log(n);` */
function isSwitchedOff(comment: string): boolean {
  return /^\/\/\s*[\w$.]+\(.*\);?\s*$/.test(comment);
}
