import type ts from "typescript";
import { canStandBehind } from "../support/behind-loop";
import { breaksOf, canComplete, continuesOf, isOnlyBreak, isOnlyReturn, isAtEnd } from "../support/control";
import { commentsWithin, Edits, hasBlankLineBefore, indentAt, movedText, rangeOf } from "../support/edits";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/** `while (true) { if (c) { … } … }` */
interface Choice {
  readonly loop: ts.WhileStatement;
  readonly choice: ts.IfStatement;
  readonly branch: ts.Block;
  readonly rest: readonly ts.Statement[];
}

/**
 * `while (true) { if (c) { …; continue; } return; }` → `while (c) { … }`, also written with `else`, and
 * `while (true) { if (c) { …; continue; } close(); return; }` → `while (c) { … } close(); return;`, with `else` too
 *
 * Condition: the loop's body is this `if` and what ends the generator, and the branch never gets there, or goes round as well, so that it
 * needs the exit at its own end. That is a plain `return`
 * while the loop is the last thing that the function does (or a `break`), or it can stand behind the loop, since no `break` leads
 * there.
 */
export const loopWhileBranchTaken = definePass("loop-while-branch-taken", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [choice, ...rest] = loop.statement.statements;
    if (choice === undefined || !ts.isIfStatement(choice)) continue;
    const branch = choice.thenStatement;
    if (!ts.isBlock(branch) || textOf(view, choice.expression).includes("\n")) continue;
    const found = { loop, choice, branch, rest };
    const edits = withoutExit(view, found) ?? withExitBehind(view, found);
    if (edits === undefined) continue;
    return edits
      .moveCommentsBefore(choice, loop)
      .replaceNode(loop.expression, textOf(view, choice.expression))
      .done();
  }
  return undefined;
});

function withoutExit(view: View, { loop, choice, branch, rest }: Choice): Edits | undefined {
  const { ts } = view;
  const [exit, ...others] = rest;
  const last = choice.elseStatement ?? exit;
  if (last === undefined || others.length > 0 || (choice.elseStatement && exit)) return undefined;
  if (!isExit(view, last, loop)) return undefined;
  // A `break` of this loop means the same in the new one.
  if (breaksOf(ts, loop).length > 0 && !isAtEnd(view, loop)) return undefined;
  const isKept = !choice.elseStatement && canComplete(ts, branch);
  if (isKept && continuesOf(ts, loop).length === 0) return undefined;
  return new Edits(view).unwrap(startOf(view, choice), branch, isKept ? choice.end : last.end);
}

function isExit(view: View, statement: ts.Statement, loop: ts.Statement): boolean {
  const { ts } = view;
  return isOnlyBreak(ts, statement, loop) || (isOnlyReturn(ts, statement) && isAtEnd(view, loop));
}

function withExitBehind(view: View, { loop, choice, branch, rest }: Choice): Edits | undefined {
  const exit = exitOf(view, choice, rest);
  const [first] = exit;
  const last = exit.at(-1);
  if (!first || !last) return undefined;
  // With `else`, a branch that comes to its end goes round.
  if (!choice.elseStatement && canComplete(view.ts, branch)) return undefined;
  if (!canStandBehind(view, exit, loop)) return undefined;
  const indent = indentAt(view, startOf(view, loop));
  const range = rangeOf(view, first, last);
  const gap = hasBlankLineBefore(view, first) ? "\n\n" : "\n";
  const edits = new Edits(view);
  if (choice.elseStatement) {
    const comments = [
      ...commentsWithin(view, { start: branch.end, end: range.start }),
      ...commentsWithin(view, { start: range.end, end: choice.end }),
    ];
    const lead = comments.map((comment) => `\n${indent}${comment}`).join("");
    return edits
      .unwrap(startOf(view, choice), branch, branch.end)
      .removeSpan({ start: branch.end, end: choice.end })
      .insert(loop.end, `${lead}${gap}${indent}${movedText(view, range, indent)}`);
  }
  return edits
    .unwrap(startOf(view, choice), branch, branch.end)
    .removeSpan(range)
    .insert(loop.end, `${gap}${indent}${movedText(view, range, indent)}`);
}

/** What ends the generator: behind the `if`, or in its `else`, behind which nothing stands. */
function exitOf(
  { ts }: View,
  { elseStatement }: ts.IfStatement,
  rest: readonly ts.Statement[],
): readonly ts.Statement[] {
  if (!elseStatement) return rest;
  return ts.isBlock(elseStatement) && rest.length === 0 ? elseStatement.statements : [];
}
