import type ts from "typescript";
import type { TypeScript } from "../../typescript";
import { Edits } from "../support/edits";
import { canMoveInitializer, isUsedOnlyIn, ownLet } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { isNumber, isStable } from "../support/values";
import { definePass, startOf, textOf, variableAt } from "../support/view";

/**
 * `let left = 3; while (left-- > 0) { … }` → `for (let left = 3; left > 0; left--) { … }`
 *
 * Condition: the counter is a `let` that no closure knows and a number, and only the condition names it: so nobody sees that it is stepped at the end of the
 * round, and once less often. What it is compared with is the same all the time.
 */
export const conditionStepToFor = definePass("condition-step-to-for", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBinaryExpression(loop.expression)) continue;
    const { left, operatorToken, right } = loop.expression;
    if (!ts.isPostfixUnaryExpression(left) || !isComparison(ts, operatorToken.kind)) continue;
    const local = ownLet(view, variableAt(view, left.operand));
    const initializer = local?.declaration.initializer;
    if (!local || !initializer || local.variable.uses.length !== 1 || !isUsedOnlyIn(local.variable, loop))
      continue;
    if (!isNumber(view, initializer) || !isStable(view, right) || !canMoveInitializer(view, local, loop))
      continue;
    const { name } = local.variable;
    const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
    const condition = `${name} ${operatorToken.getText()} ${textOf(view, right)}`;
    return new Edits(view)
      .remove(local.statement, local.declaration)
      .replace(head, `for (let ${textOf(view, local.declaration)}; ${condition}; ${textOf(view, left)}) `)
      .done();
  }
  return undefined;
});

function isComparison(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.LessThanToken ||
    operator === ts.SyntaxKind.LessThanEqualsToken ||
    operator === ts.SyntaxKind.GreaterThanToken ||
    operator === ts.SyntaxKind.GreaterThanEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}
