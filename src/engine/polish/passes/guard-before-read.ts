import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { ownLet, writesOf } from "../support/loops";
import { asDeclaration, isEndless, ownDescendants } from "../support/nodes";
import { isArray } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const row = rows[i++]; if (i > rows.length) return; … }` → `while (true) { if (i >= rows.length) return; const row = rows[i++]; … }`
 *
 * Condition: what is read is an element of a real array, which nobody sees; the index is a `let` that no closure knows, begins with a whole number,
 * and takes its only step there, so it is a whole number as the length is; and leaving the loop ends the generator, or nothing behind it names the index.
 */
export const guardBeforeRead = definePass("guard-before-read", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [read, guard] = loop.statement.statements;
    const declaration = asDeclaration(ts, read);
    const index = declaration && steppedIn(view, declaration);
    if (!read || !index || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    if (!leavesForGood(view, guard.thenStatement, loop)) continue;
    const length = comparedWith(view, guard.expression, index);
    if (!length || index.variable.uses.length !== 2) continue;
    const span = { start: startOf(view, read), end: guard.end };
    if (commentsWithin(view, span).length > 0) continue;
    const test = `if (${index.variable.name} >= ${length}) ${textOf(view, guard.thenStatement)}`;
    return new Edits(view)
      .insert(span.start, `${test}\n${indentAt(view, span.start)}`)
      .remove(guard)
      .done();
  }
  return undefined;
});

/** The index that `const row = rows[i++]` steps. */
function steppedIn(view: View, { name, initializer }: ts.VariableDeclaration) {
  const { ts } = view;
  const read = initializer && unwrap(ts, initializer);
  if (!ts.isIdentifier(name) || !read || !ts.isElementAccessExpression(read)) return undefined;
  if (
    read.questionDotToken ||
    !isArray(view, read.expression) ||
    !ts.isIdentifier(unwrap(ts, read.expression))
  )
    return undefined;
  const step = read.argumentExpression;
  if (!ts.isPostfixUnaryExpression(step) || step.operator !== ts.SyntaxKind.PlusPlusToken) return undefined;
  const local = ownLet(view, variableAt(view, step.operand));
  const start = local?.declaration.initializer;
  if (!local || !start || !/^\d+$/.test(textOf(view, start))) return undefined;
  return writesOf(local.variable).length === 1 ? local : undefined;
}

/** @returns `rows.length` of `i > rows.length` */
function comparedWith(
  view: View,
  condition: ts.Expression,
  { variable }: { readonly variable: ReturnType<typeof variableAt> },
): string | undefined {
  const { ts } = view;
  const test = unwrap(ts, condition);
  if (!ts.isBinaryExpression(test) || test.operatorToken.kind !== ts.SyntaxKind.GreaterThanToken)
    return undefined;
  const { left, right } = test;
  const isLength =
    ts.isPropertyAccessExpression(right) &&
    right.name.text === "length" &&
    !right.questionDotToken &&
    isArray(view, right.expression);
  return isLength && variable !== undefined && variableAt(view, left) === variable
    ? textOf(view, right)
    : undefined;
}
