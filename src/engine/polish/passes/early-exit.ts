import type ts from "typescript";
import {
  canComplete,
  canListComplete,
  isInTailPosition,
  isNeededOutside,
  isOnlyBreak,
  wouldCollide,
} from "../support/control";
import {
  commentsWithin,
  contentStart,
  Edits,
  indentAt,
  indentUnit,
  leadingStart,
  movedText,
  rangeOf,
  trimmedEnd,
} from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { isComparison } from "../../syntax/operators";
import { isLoop, isUsing, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `…; if (c) { …; continue; } return;` → `…; if (!c) return; …; continue;`, and `if (c) { … } else { return; }` → `if (!c) return; …`
 *
 * Condition: the exit is one statement and does not complete (a `break` only as the last thing in its loop), and without an `else` the branch before it does not either; the
 * branch is the main path, where values come from, or that goes on behind it, or that leads to a value behind the `try` around it; the opposite of the condition is exact and reads well;
 * no name of the branch means something else outside it. The opposite of a comparison that may be of no numbers is written `!(a <= b)` where there is an `else`.
 *
 * `if (c) { yield a; continue; } close(); return;` → `if (!c) { close(); return; } yield a; continue;`, and the same with an `else if` before the rest
 *
 * Condition: the same of the branch, and the rest is a few statements that give no value and do not complete.
 */
export const earlyExit = definePass("early-exit", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !ts.isBlock(choice.parent)) continue;
    const { statements } = choice.parent;
    const next = statements[statements.indexOf(choice) + 1];
    const turned = turnedRound(view, choice, statements.slice(statements.indexOf(choice) + 1));
    if (turned) return turned;
    const exit = choice.elseStatement ?? next;
    if (exit === undefined || !(isExit(view, exit) || isEndOfLoop(view, exit, choice))) continue;
    if (!isMainPath(view, choice, next)) continue;
    const branch = statementsOf(ts, choice.thenStatement);
    if (branch.length === 0 || (ts.isBlock(choice.thenStatement) && wouldCollide(view, branch))) continue;
    const condition = negate(view, choice.expression) ?? denied(view, choice);
    if (condition === undefined || condition.includes("\n")) continue;
    return swapped(view, choice, exit, condition);
  }
  return undefined;
});

/** `!(n <= last)`, where `n > last` would not be the same for `NaN`: what an `else` holds is found sooner so. */
function denied(view: View, { expression, elseStatement }: ts.IfStatement): string | undefined {
  const { ts } = view;
  const isCompared = ts.isBinaryExpression(expression) && isComparison(ts, expression.operatorToken.kind);
  return elseStatement && isCompared ? `!(${textOf(view, expression)})` : undefined;
}

/** More than this would be hard to read before the main path. */
const mostStatements = 3;

/** Puts the rest of the block, which is no more than a longer exit, before the branch that values come from. */
function turnedRound(view: View, choice: ts.IfStatement, behind: readonly ts.Statement[]) {
  const rest = longerExit(view, choice, behind);
  const condition = rest && negate(view, choice.expression);
  if (!rest || condition === undefined || condition.includes("\n")) return undefined;
  const start = startOf(view, choice);
  const { text, end } = turnedText(view, choice, rest, condition);
  return new Edits(view).replace({ start, end }, text).done();
}

/** @returns a few statements behind a branch that gives a value, which may as well stand before it */
function longerExit(
  view: View,
  { thenStatement, elseStatement }: ts.IfStatement,
  behind: readonly ts.Statement[],
): readonly ts.Statement[] | undefined {
  const { ts } = view;
  const rest = elseStatement ? [elseStatement, ...behind] : behind;
  if (rest.length < 2 || rest.length > mostStatements) return undefined;
  if (!ts.isBlock(thenStatement) || (elseStatement && !ts.isIfStatement(elseStatement))) return undefined;
  if (canListComplete(ts, rest) || canComplete(ts, thenStatement)) return undefined;
  const yields = (one: ts.Node): boolean => ownDescendants(ts, one).some(ts.isYieldExpression);
  if (!yields(thenStatement) || rest.some(yields) || rest.some((one) => isUsing(ts, one))) return undefined;
  return wouldCollide(view, thenStatement.statements) || isNeededOutside(view, rest) ? undefined : rest;
}

/** `if (!c) { rest } branch`, with all comments on their way. */
function turnedText(
  view: View,
  choice: ts.IfStatement,
  rest: readonly ts.Statement[],
  condition: string,
): { readonly text: string; readonly end: number } {
  const { thenStatement } = choice;
  const start = startOf(view, choice);
  const indent = indentAt(view, start);
  const [first = thenStatement] = rest;
  const span = rangeOf(view, first, rest.at(-1));
  const [opening = thenStatement] = statementsOf(view.ts, thenStatement);
  const from = leadingStart(view, opening);
  const branch = { start: from, end: trimmedEnd(view, thenStatement.end - 1) };
  const onLines = (from: number, to: number): string =>
    commentsWithin(view, { start: from, end: to })
      .map((comment) => `${comment}\n${indent}`)
      .join("");
  const inner = indent + indentUnit;
  const lines = [
    onLines(start, startOf(view, thenStatement)),
    onLines(thenStatement.end, span.start),
    `if (${condition}) {\n${inner}`,
    movedText(view, span, inner),
    `\n${indent}}\n${indent}`,
    onLines(startOf(view, thenStatement), from),
    movedText(view, branch, indent),
  ];
  return { text: lines.join(""), end: span.end };
}

/** `return …;` or `throw …;` */
function isExit({ ts }: View, statement: ts.Statement): boolean {
  const [only, ...others] = statementsOf(ts, statement);
  return (
    only !== undefined && others.length === 0 && (ts.isReturnStatement(only) || ts.isThrowStatement(only))
  );
}

/** `break;`, as the last thing that a loop does. */
function isEndOfLoop({ ts }: View, exit: ts.Statement, choice: ts.IfStatement): boolean {
  const { parent: loop } = choice.parent;
  return isLoop(ts, loop) && exit.parent === choice.parent && isOnlyBreak(ts, exit, loop);
}

/** Is the branch the main path: values come from it, or it has an `else` and more comes behind? */
function isMainPath(view: View, choice: ts.IfStatement, next: ts.Statement | undefined): boolean {
  const { ts } = view;
  const { thenStatement, elseStatement } = choice;
  const yields = ownDescendants(ts, thenStatement).some(ts.isYieldExpression);
  if (elseStatement === undefined) {
    const isLast = next !== undefined && siblingsOf(ts, choice)?.at(-1) === next;
    return yields && isLast && ts.isBlock(thenStatement) && !canComplete(ts, thenStatement);
  }
  if (leadsToYield(view, choice)) return true;
  if (!canComplete(ts, thenStatement) && !yields) return false;
  return next !== undefined || (yields && isEndOfRound(view, choice));
}

/** It ends a `try` block, and behind that a value is given: `try { if (row) { … } else { return; } } finally { … } yield row;` */
function leadsToYield({ ts }: View, choice: ts.IfStatement): boolean {
  const block = choice.parent;
  const attempt = block.parent;
  if (!ts.isTryStatement(attempt) || attempt.tryBlock !== block) return false;
  const siblings = siblingsOf(ts, attempt);
  const behind = siblings?.[siblings.indexOf(attempt) + 1];
  const isGiven =
    behind !== undefined && ts.isExpressionStatement(behind) && ts.isYieldExpression(behind.expression);
  return isGiven && attempt.tryBlock.statements.at(-1) === choice;
}

/** Nothing comes behind but the loop's next round. */
function isEndOfRound(view: View, choice: ts.IfStatement): boolean {
  const { ts } = view;
  let loop: ts.Node = choice.parent;
  while (loop !== view.fn && !isLoop(ts, loop)) loop = loop.parent;
  return isLoop(ts, loop) && isInTailPosition(ts, choice, loop.statement);
}

function swapped(view: View, choice: ts.IfStatement, exit: ts.Statement, condition: string) {
  const { ts } = view;
  const [only] = statementsOf(ts, exit);
  const exitText = only === undefined ? "return;" : textOf(view, only);
  const branch = choice.thenStatement;
  const start = startOf(view, choice);
  const indent = indentAt(view, start);
  const range = rangeOf(view, exit);
  const isBlock = ts.isBlock(branch);
  const from = contentStart(view, startOf(view, branch) + (isBlock ? 1 : 0));
  const to = isBlock ? trimmedEnd(view, branch.end - 1) : branch.end;
  const comments = [
    ...commentsWithin(view, { start, end: startOf(view, branch) }),
    ...commentsWithin(view, { start: branch.end, end: range.end }),
  ];
  const lead = comments.map((text) => `${text}\n${indent}`).join("");
  const isOneLine = !view.text.slice(start, from).includes("\n");
  const edits = new Edits(view)
    .replace({ start, end: from }, `${lead}if (${condition}) ${exitText}\n${indent}`)
    .replace({ start: to, end: range.end }, "");
  return (isOneLine ? edits : edits.shift({ start: from, end: to }, -1)).done();
}
