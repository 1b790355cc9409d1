import type ts from "typescript";
import { canComplete } from "../../syntax/completion";
import { unwrap } from "../../syntax/nodes";
import { isLogical } from "../support/conditions";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { isNeverWritten } from "../support/scopes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (result.done || fits(result.value)) { if (result.done) return; yield result.value; }`
 * → `if (result.done) return; if (fits(result.value)) { yield result.value; }`
 *
 * Condition: the first of the two is what a result that a constant holds says of itself, or nothing is done between the two questions; where it holds, the
 * inner test leaves.
 */
export const testAskedInside = definePass("test-asked-inside", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(outer) || outer.elseStatement || !ts.isBlock(outer.thenStatement)) continue;
    const test = unwrap(ts, outer.expression);
    if (!ts.isBinaryExpression(test) || test.operatorToken.kind !== ts.SyntaxKind.BarBarToken) continue;
    const [inner, ...rest] = outer.thenStatement.statements;
    if (!inner || !ts.isIfStatement(inner) || inner.elseStatement || rest.length === 0) continue;
    if (canComplete(ts, inner.thenStatement) || !siblingsOf(ts, outer)) continue;
    const asked = unwrap(ts, test.left);
    if (textOf(view, unwrap(ts, inner.expression)) !== textOf(view, asked)) continue;
    if (!isSettled(view, asked, test.right)) continue;
    if (commentsWithin(view, { start: startOf(view, outer), end: inner.end }).length > 0) continue;
    const start = startOf(view, outer);
    const right = ts.isParenthesizedExpression(test.right) ? test.right.expression : test.right;
    return new Edits(view)
      .insert(start, `${movedGuard(view, inner)}\n${indentAt(view, start)}`)
      .replaceNode(outer.expression, textOf(view, right))
      .remove(inner)
      .done();
  }
  return undefined;
});

/** The guard's text, one level further out. */
function movedGuard(view: View, inner: ts.IfStatement): string {
  return textOf(view, inner).replace(/\n {2}/g, "\n");
}

/** Both questions have the same answer. */
function isSettled(view: View, asked: ts.Expression, other: ts.Expression): boolean {
  const { ts } = view;
  if (!isQuiet(view, asked)) return false;
  if (isQuiet(view, other)) return true;
  if (ts.isBinaryExpression(asked) && isLogical(ts, asked)) return false;
  const isResult = ts.isPropertyAccessExpression(asked) && asked.name.text === "done";
  const variable = variableAt(view, isResult ? asked.expression : asked);
  return variable !== undefined && isNeverWritten(variable);
}
