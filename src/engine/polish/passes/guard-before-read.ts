import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { isStepByOne, isUsedOnlyIn, ownLet, runsOnceFrom, writesOf } from "../support/loops";
import { asDeclaration, contains, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isArray, isDisposable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const row = rows[i++]; if (i > rows.length) return; … }` → `while (true) { if (i >= rows.length) return; const row = rows[i++]; … }`,
 * the same of `const row = rows[i]; if (++i > rows.length) return;`, and of `const row = rows[i]; i++; if (i > rows.length) return row;`, where there is no row,
 * and `while (true) { const value = i++; if (i > 3) return value; … }` → `while (true) { if (i >= 3) return i; const value = i++; … }`
 *
 * Condition: what is read is an element of a real array, which nobody sees, or the index itself; the index is a `let` of the loop alone, which is entered
 * once, that no closure knows, begins with a whole number, and takes its only step there, so it is a whole number as the length or the literal that it is
 * compared with is. A row that is returned there is `undefined`, and goes where the types ask for no final value.
 */
export const guardBeforeRead = definePass("guard-before-read", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    for (const [at, read] of statements.entries()) {
      const [next, third] = statements.slice(at + 1, at + 3);
      const [guard, bareStep] = next && ts.isIfStatement(next) ? [next] : [third, next];
      if (!guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
      const edits = turned(view, loop, read, guard, bareStep);
      if (edits) return edits;
    }
  }
  return undefined;
});

function turned(
  view: View,
  loop: EndlessLoop,
  read: ts.Statement,
  guard: ts.IfStatement,
  bareStep: ts.Statement | undefined,
) {
  const declaration = asDeclaration(view.ts, read);
  const step =
    declaration &&
    (bareStep ? stepBehind(view, declaration, bareStep) : stepIn(view, declaration, guard.expression));
  if (!step || !isCounter(view, step.index, loop)) return undefined;
  const { name } = step.index;
  const leaving = leavesForGood(view, guard.thenStatement, loop)
    ? textOf(view, guard.thenStatement)
    : exitWith(view, declaration, guard.thenStatement, name);
  const length = comparedWith(view, guard.expression, step.index);
  if (!leaving || !length || isNamedIn(view, declaration, guard.expression)) return undefined;
  const span = { start: startOf(view, read), end: guard.end };
  if (commentsWithin(view, span).length > 0) return undefined;
  const edits = new Edits(view);
  if (step.read) edits.replaceNode(step.read, `${name}++`);
  return edits
    .insert(span.start, `if (${name} >= ${length}) ${leaving}\n${indentAt(view, span.start)}`)
    .remove(guard)
    .done();
}

/** `return value;` for the `const value = i++` of the same round, or for a row that is not there */
function exitWith(
  view: View,
  { name, initializer }: ts.VariableDeclaration,
  statement: ts.Statement,
  index: string,
): string | undefined {
  const { ts } = view;
  const [only, ...others] = statementsOf(ts, statement);
  if (!only || others.length > 0 || !ts.isReturnStatement(only) || !initializer) return undefined;
  const variable = variableAt(view, name);
  if (!variable || variableAt(view, only.expression) !== variable) return undefined;
  if (!ts.isElementAccessExpression(unwrap(ts, initializer))) return `return ${index};`;
  return view.context.promisesFinalValue === true ? undefined : "return;";
}

/** `if (i > row.length)` */
function isNamedIn(view: View, { name }: ts.VariableDeclaration, condition: ts.Expression): boolean {
  return variableAt(view, name)?.uses.some(({ node }) => contains(condition, node)) === true;
}

interface Step {
  readonly index: Variable;
  /** The index where it is read, if it is stepped by the guard only. */
  readonly read?: ts.Expression;
}

/** The index that `const row = rows[i++]` or `const value = i++` steps, or the guard behind, `if (++i > …)`. */
function stepIn(
  view: View,
  { name, initializer }: ts.VariableDeclaration,
  condition: ts.Expression,
): Step | undefined {
  const { ts } = view;
  const read = initializer && unwrap(ts, initializer);
  if (!ts.isIdentifier(name) || !read) return undefined;
  const index = ts.isElementAccessExpression(read) ? indexOf(view, read) : read;
  if (!index) return undefined;
  const stepped = isStep(view, index) ? variableAt(view, index.operand) : undefined;
  if (stepped) return { index: stepped };
  const { left } = asComparison(view, condition) ?? {};
  const variable = variableAt(view, index);
  const isSame = left && ts.isPrefixUnaryExpression(left) && variableAt(view, left.operand) === variable;
  return variable && isSame ? { index: variable, read: index } : undefined;
}

/** The index of `const row = rows[i];` that `i++;` steps right behind it. */
function stepBehind(
  view: View,
  { name, initializer }: ts.VariableDeclaration,
  statement: ts.Statement,
): Step | undefined {
  const { ts } = view;
  const read = initializer && unwrap(ts, initializer);
  if (!ts.isIdentifier(name) || !read || !ts.isElementAccessExpression(read)) return undefined;
  const index = variableAt(view, indexOf(view, read));
  const isSame =
    index !== undefined &&
    ts.isExpressionStatement(statement) &&
    isStepByOne(view, statement.expression, index);
  return isSame ? { index } : undefined;
}

function isStep({ ts }: View, node: ts.Expression): node is ts.PostfixUnaryExpression {
  return ts.isPostfixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusPlusToken;
}

/** It counts the rounds of this loop, and nobody else asks for it. */
function isCounter(view: View, index: Variable, loop: EndlessLoop): boolean {
  const local = ownLet(view, index);
  const start = local?.declaration.initializer;
  if (!local || !start || !/^\d+$/.test(textOf(view, start))) return false;
  return (
    writesOf(index).length === 1 && isUsedOnlyIn(index, loop) && runsOnceFrom(view, local.statement, loop)
  );
}

/** The index of an element of a real array, which is there. */
function indexOf(view: View, read: ts.ElementAccessExpression): ts.Expression | undefined {
  const isKnown =
    !read.questionDotToken && isArray(view, read.expression) && isDisposable(view, read.expression);
  return isKnown ? read.argumentExpression : undefined;
}

/** `a > b` */
function asComparison({ ts }: View, condition: ts.Expression): ts.BinaryExpression | undefined {
  const test = unwrap(ts, condition);
  const isOrder = ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.GreaterThanToken;
  return isOrder ? test : undefined;
}

/** @returns `rows.length` of `i > rows.length`, or `3` of `i > 3` */
function comparedWith(view: View, condition: ts.Expression, index: Variable): string | undefined {
  const { ts } = view;
  const test = asComparison(view, condition);
  if (!test) return undefined;
  const { left, right } = test;
  const asked =
    ts.isPrefixUnaryExpression(left) && left.operator === ts.SyntaxKind.PlusPlusToken ? left.operand : left;
  const isWhole = ts.isNumericLiteral(right) && /^\d+$/.test(textOf(view, right));
  const isLength =
    ts.isPropertyAccessExpression(right) &&
    right.name.text === "length" &&
    !right.questionDotToken &&
    isArray(view, right.expression);
  return (isLength || isWhole) && variableAt(view, asked) === index ? textOf(view, right) : undefined;
}
