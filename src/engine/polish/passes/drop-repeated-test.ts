import type ts from "typescript";
import type { TextEdit } from "../../text";
import { isOnlyReturn } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { operandsOf } from "../../syntax/operators";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { isNeverWritten } from "../support/scopes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (!result.done) { if (result.done) return; … }` → `if (!result.done) { … }`
 *
 * `if (result.done) { if (result.done) return result.value; … }` → `if (result.done) { return result.value; … }`
 *
 * Condition: the second test comes right after the first, is its exact opposite, has no `else`, and asking has no effect. Its branch
 * only leaves: whatever else an author has written there stays, although it never runs. Where it is the same test, its branch is what
 * happens; what stands behind a branch that leaves is left to others.
 *
 * `if (result.done || !isWanted()) return; if (result.done) return result.value; …` → `if (result.done || !isWanted()) return; …`
 *
 * Condition: the first branch does nothing but return, and the second test is of the `done` of a constant, on which the first leaves.
 *
 * `if (result.done === true) return; if (result.done) return;` → `if (result.done) return;`
 */
export const dropRepeatedTest = definePass("drop-repeated-test", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    const behind = ts.isIfStatement(outer) ? askedBehind(view, outer) : undefined;
    if (behind) return new Edits(view).remove(behind).done();
    if (!ts.isIfStatement(outer) || !ts.isBlock(outer.thenStatement)) continue;
    const [inner] = outer.thenStatement.statements;
    if (!inner || !ts.isIfStatement(inner) || inner.elseStatement || !isQuiet(view, outer.expression))
      continue;
    if (isAnsweredBy(view, inner.expression, outer.expression)) {
      const edits = unwrapped(view, inner, inner.thenStatement);
      if (edits) return edits;
    }
    if (negate(view, outer.expression) !== textOf(view, inner.expression)) continue;
    if (!statementsOf(ts, inner.thenStatement).every((statement) => isPlainJump(view, statement))) continue;
    return new Edits(view).remove(inner).done();
  }
  return undefined;
});

/** The same is asked, or `a.b` where `a?.b` has been found to hold: then `a` is there. */
function isAnsweredBy(view: View, question: ts.Expression, before: ts.Expression): boolean {
  const asked = textOf(view, before);
  const isChain = view.ts.isPropertyAccessExpression(before) && namesOnly.test(asked);
  return textOf(view, question) === (isChain ? asked.replaceAll("?.", ".") : asked);
}

const namesOnly = /^[\w$]+(?:\??\.[\w$]+)+$/;

/** @returns the next statement, where it asks for an end on which this one has left; or this one, where the next one asks for more than it */
function askedBehind(view: View, first: ts.IfStatement): ts.IfStatement | undefined {
  const { ts } = view;
  const siblings = siblingsOf(ts, first);
  const next = siblings?.[siblings.indexOf(first) + 1];
  if (!next || !ts.isIfStatement(next) || next.elseStatement || first.elseStatement) return undefined;
  if (!isOnlyReturn(ts, first.thenStatement) || !isDoneOfConstant(view, next.expression)) return undefined;
  const [only, ...more] = statementsOf(ts, next.thenStatement);
  if (!only || more.length > 0 || !ts.isReturnStatement(only)) return undefined;
  if (commentsWithin(view, { start: startOf(view, next), end: next.end }).length > 0) return undefined;
  const asked = textOf(view, next.expression);
  const ends = operandsOf(ts, first.expression, ts.SyntaxKind.BarBarToken);
  if (ends.some((end) => textOf(view, end) === asked)) return next;
  const isStricter = textOf(view, first.expression) === `${asked} === true`;
  const isSaid = commentsWithin(view, { start: startOf(view, first), end: first.end }).length > 0;
  return isStricter && !isSaid && isOnlyReturn(ts, next.thenStatement) ? first : undefined;
}

function isDoneOfConstant(view: View, expression: ts.Expression): boolean {
  if (!view.ts.isPropertyAccessExpression(expression) || expression.name.text !== "done") return false;
  const result = variableAt(view, expression.expression);
  return result !== undefined && isNeverWritten(result);
}

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
