import type ts from "typescript";
import type { TypeScript } from "../../typescript";
import { Edits } from "../support/edits";
import { canMoveInitializer, isUsedOnlyIn, ownLet, writesOf } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt } from "../support/view";

/**
 * `let i = -1; while (++i < items.length) { … }` → `for (let i = 0; i < items.length; i++) { … }`
 *
 * Condition: the counter is a `let` that no closure knows and a whole number at first, and only the loop names it. The step is all that sets it, and the
 * first thing that the condition does: nothing happens between it and the end of the round before, where every `continue` leads, too.
 */
export const stepInTestToFor = definePass("step-in-test-to-for", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop)) continue;
    const step = firstOf(ts, loop.expression);
    if (!ts.isPrefixUnaryExpression(step) || step.operator !== ts.SyntaxKind.PlusPlusToken) continue;
    const local = ownLet(view, variableAt(view, step.operand));
    const first = local?.declaration.initializer && textOf(view, local.declaration.initializer);
    if (!local || first === undefined || !/^-?\d{1,9}$/.test(first)) continue;
    if (writesOf(local.variable).length !== 1 || !isUsedOnlyIn(local.variable, loop)) continue;
    if (!canMoveInitializer(view, local, loop)) continue;
    const { declaration } = local;
    const { name } = local.variable;
    const type = declaration.type ? `: ${textOf(view, declaration.type)}` : "";
    const condition = `${name}${view.text.slice(step.end, loop.expression.end)}`;
    const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
    return new Edits(view)
      .remove(local.statement)
      .replace(head, `for (let ${name}${type} = ${String(Number(first) + 1)}; ${condition}; ${name}++) `)
      .done();
  }
  return undefined;
});

/** What is worked out before anything else. */
function firstOf(ts: TypeScript, expression: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(expression) ? firstOf(ts, expression.left) : expression;
}
