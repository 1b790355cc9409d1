import type ts from "typescript";
import { isUndefined, statementsOf, unwrap } from "../../syntax/nodes";
import { Edits, indentAt } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom } from "../support/loops";
import { asDeclaration, contains, isEndless, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isBigInt, isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const value = n; if (n-- <= 0) return; yield value; }` → `while (true) { const value = n; if (n <= 0) return; n--; yield value; }`
 *
 * Condition: what is stepped is a `let` of the loop alone, which is entered once and ends with the generator where the test holds: nobody asks for the
 * variable then. It is a number, or is compared with one by `<` and its like: the step makes it a number, and so does the comparison.
 */
export const stepBehindTest = definePass("step-behind-test", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    for (const guard of loop.statement.statements) {
      if (!ts.isIfStatement(guard) || guard.elseStatement) continue;
      const step = stepIn(view, guard.expression);
      const local = step && ownLet(view, step.variable);
      if (!step || !local || !isUsedOnlyIn(step.variable, loop)) continue;
      if (!isBehindCopies(view, loop.statement, guard, step.variable)) continue;
      if (!runsOnceFrom(view, local.statement, loop) || !isEnd(view, guard.thenStatement, step.variable))
        continue;
      const indent = indentAt(view, startOf(view, guard));
      return new Edits(view)
        .replaceNode(step.node, step.variable.name)
        .insert(guard.end, `\n${indent}${textOf(view, step.node)};`)
        .done();
    }
  }
  return undefined;
});

/** The guard is the first thing in the round, or all before it are constants that hold what the variable was: it can become the loop's condition. */
function isBehindCopies(
  view: View,
  { statements }: ts.Block,
  guard: ts.Statement,
  variable: Variable,
): boolean {
  return statements
    .slice(0, statements.indexOf(guard))
    .every((one) => variableAt(view, asDeclaration(view.ts, one)?.initializer) === variable);
}

interface Step {
  readonly node: ts.PostfixUnaryExpression;
  readonly variable: Variable;
}

/** The step in `n-- <= 0`, of which the other half does not know. */
function stepIn(view: View, condition: ts.Expression): Step | undefined {
  const { ts } = view;
  const test = unwrap(ts, condition);
  if (!ts.isBinaryExpression(test)) return undefined;
  const { left, right, operatorToken } = test;
  const [node, other] = ts.isPostfixUnaryExpression(left) ? [left, right] : [right, left];
  const variable = ts.isPostfixUnaryExpression(node) ? variableAt(view, node.operand) : undefined;
  if (!variable || !ts.isPostfixUnaryExpression(node)) return undefined;
  if (variable.uses.some((use) => contains(other, use.node))) return undefined;
  const isOfNumbers = isNumber(view, node.operand) || isBigInt(view, node.operand);
  const fits = isOrder(ts, operatorToken.kind)
    ? isOfNumbers || isNumber(view, other)
    : isEquality(ts, operatorToken.kind) && isOfNumbers;
  return fits ? { node, variable } : undefined;
}

function isOrder(ts: View["ts"], operator: ts.SyntaxKind): boolean {
  const { LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken } = ts.SyntaxKind;
  return [LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken].some(
    (one) => one === operator,
  );
}

function isEquality(ts: View["ts"], operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

/** `return;`, or the `return` of something else than the variable. */
function isEnd({ ts }: View, statement: ts.Statement, variable: Variable): boolean {
  const [only, ...others] = statementsOf(ts, statement);
  if (!only || others.length > 0 || !ts.isReturnStatement(only)) return false;
  return (
    !only.expression ||
    isUndefined(ts, only.expression) ||
    !variable.uses.some(({ node }) => contains(only, node))
  );
}
