import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { ownLet, writesOf } from "../support/loops";
import { asDeclaration, isEndless, ownDescendants } from "../support/nodes";
import { isArray } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const row = rows[i++]; if (i > rows.length) return; … }` → `while (true) { if (i >= rows.length) return; const row = rows[i++]; … }`,
 * and `while (true) { const value = i++; if (i > 3) return value; … }` → `while (true) { if (i >= 3) return i; const value = i++; … }`
 *
 * Condition: what is read is an element of a real array, which nobody sees, or the index itself; the index is a `let` that no closure knows, begins with a
 * whole number, and takes its only step there, so it is a whole number as the length or the literal that it is compared with is; and leaving the loop ends
 * the generator, or nothing behind it names the index.
 */
export const guardBeforeRead = definePass("guard-before-read", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [read, guard] = loop.statement.statements;
    const declaration = asDeclaration(ts, read);
    const index = declaration && steppedIn(view, declaration);
    if (!read || !index || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    const { name } = index.variable;
    const leaving = leavesForGood(view, guard.thenStatement, loop)
      ? textOf(view, guard.thenStatement)
      : returnsIndex(view, declaration, guard.thenStatement)
        ? `return ${name};`
        : undefined;
    const length = comparedWith(view, guard.expression, index);
    if (!leaving || !length || index.variable.uses.length !== 2) continue;
    const span = { start: startOf(view, read), end: guard.end };
    if (commentsWithin(view, span).length > 0) continue;
    const test = `if (${name} >= ${length}) ${leaving}`;
    return new Edits(view)
      .insert(span.start, `${test}\n${indentAt(view, span.start)}`)
      .remove(guard)
      .done();
  }
  return undefined;
});

/** `return value;` for the `const value = i++` of the same round */
function returnsIndex(
  view: View,
  { name, initializer }: ts.VariableDeclaration,
  statement: ts.Statement,
): boolean {
  const { ts } = view;
  const [only, ...others] = statementsOf(ts, statement);
  if (!only || others.length > 0 || !ts.isReturnStatement(only)) return false;
  const variable = variableAt(view, name);
  const isIndex = initializer !== undefined && ts.isPostfixUnaryExpression(initializer);
  return isIndex && variable !== undefined && variableAt(view, only.expression) === variable;
}

/** The index that `const row = rows[i++]` or `const value = i++` steps. */
function steppedIn(view: View, { name, initializer }: ts.VariableDeclaration) {
  const { ts } = view;
  const read = initializer && unwrap(ts, initializer);
  if (!ts.isIdentifier(name) || !read) return undefined;
  const step = ts.isElementAccessExpression(read) ? indexOf(view, read) : read;
  if (!step || !ts.isPostfixUnaryExpression(step) || step.operator !== ts.SyntaxKind.PlusPlusToken)
    return undefined;
  const local = ownLet(view, variableAt(view, step.operand));
  const start = local?.declaration.initializer;
  if (!local || !start || !/^\d+$/.test(textOf(view, start))) return undefined;
  return writesOf(local.variable).length === 1 ? local : undefined;
}

/** The index of an element of a real array. */
function indexOf(view: View, read: ts.ElementAccessExpression): ts.Expression | undefined {
  const isKnown =
    !read.questionDotToken &&
    isArray(view, read.expression) &&
    view.ts.isIdentifier(unwrap(view.ts, read.expression));
  return isKnown ? read.argumentExpression : undefined;
}

/** @returns `rows.length` of `i > rows.length`, or `3` of `i > 3` */
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
  const isWhole = ts.isNumericLiteral(right) && /^\d+$/.test(textOf(view, right));
  const isLength =
    ts.isPropertyAccessExpression(right) &&
    right.name.text === "length" &&
    !right.questionDotToken &&
    isArray(view, right.expression);
  return (isLength || isWhole) && variable !== undefined && variableAt(view, left) === variable
    ? textOf(view, right)
    : undefined;
}
