import type ts from "typescript";
import { targetOf } from "../support/control";
import { commentsWithin, Edits, indentAt, indentUnit, leadingStart, rangeOf } from "../support/edits";
import { isLoop, ownDescendants } from "../support/nodes";
import { statementsOf } from "../../syntax/nodes";
import { definePass, startOf, type View } from "../support/view";

/** More than so many statements are easier to follow behind a `continue`. */
const mostStatements = 3;

/**
 * `if (c) { yield a; continue; } yield b;` → `if (c) { yield a; } else { yield b; }`, and where another `if` is all that follows, `else if`
 *
 * Condition: the `continue` goes on with the loop that the `if` stands in directly, and comes right behind a `yield`: it is no author's, who
 * returned there. What follows up to the end of the loop is a few plain statements, or one `if` that does not only leave. No comment would stand elsewhere.
 */
export const continueToElse = definePass("continue-to-else", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || choice.elseStatement || !ts.isBlock(choice.thenStatement)) continue;
    const rest = restOfRound(view, choice);
    const jump = rest && jumpBehindYield(view, choice);
    const [first] = rest ?? [];
    const last = rest?.at(-1);
    if (!jump || !first || !last || hasCommentBetween(view, choice, jump, first)) continue;
    const edits = new Edits(view).remove(jump);
    if (ts.isIfStatement(first)) {
      if (leadingStart(view, first) !== startOf(view, first)) continue;
      return edits.replace({ start: choice.end, end: startOf(view, first) }, " else ").done();
    }
    const range = rangeOf(view, first, last);
    const indent = indentAt(view, startOf(view, choice));
    return edits
      .replace({ start: choice.end, end: range.start }, ` else {\n${indent}${indentUnit}`)
      .shift(range, 1)
      .insert(range.end, `\n${indent}}`)
      .done();
  }
  return undefined;
});

/** What follows up to the end of the loop, where that can be an `else`. */
function restOfRound({ ts }: View, choice: ts.IfStatement): readonly ts.Statement[] | undefined {
  const { parent } = choice;
  if (!ts.isBlock(parent) || !isLoop(ts, parent.parent)) return undefined;
  const rest = parent.statements.slice(parent.statements.indexOf(choice) + 1);
  const [only, ...more] = rest;
  if (only && ts.isIfStatement(only) && more.length === 0) return isChoice(ts, only) ? rest : undefined;
  return rest.length <= mostStatements && rest.every((one) => isPlain(ts, one)) ? rest : undefined;
}

function isPlain(ts: View["ts"], statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0;
}

/** Not a jump alone: a guard stays one. */
function isChoice(ts: View["ts"], { thenStatement }: ts.IfStatement): boolean {
  const [jump, ...more] = statementsOf(ts, thenStatement);
  const isJump =
    jump !== undefined &&
    (ts.isReturnStatement(jump) || ts.isThrowStatement(jump) || ts.isBreakOrContinueStatement(jump));
  return more.length > 0 || !isJump;
}

function jumpBehindYield({ ts }: View, choice: ts.IfStatement): ts.ContinueStatement | undefined {
  const [before, jump] = statementsOf(ts, choice.thenStatement).slice(-2);
  if (!before || !jump || !ts.isContinueStatement(jump)) return undefined;
  const isYield = ts.isExpressionStatement(before) && ts.isYieldExpression(before.expression);
  return isYield && targetOf(ts, jump) === choice.parent.parent ? jump : undefined;
}

function hasCommentBetween(
  view: View,
  choice: ts.IfStatement,
  jump: ts.Statement,
  first: ts.Statement,
): boolean {
  const around = [rangeOf(view, jump), { start: choice.end, end: leadingStart(view, first) }];
  const behind = { start: jump.end, end: choice.end };
  return [...around, behind].some((span) => commentsWithin(view, span).length > 0);
}
