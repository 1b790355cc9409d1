import type ts from "typescript";
import { breaksOf, isTried } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { ownLet } from "../support/loops";
import {
  contains,
  isEndless,
  ownDescendants,
  siblingsOf,
  withLabel,
  type EndlessLoop,
} from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { …; if (result.done) { index++; break; } … }` → `while (true) { …; if (result.done) { break; } … } index++;`
 *
 * Condition: the loop is endless, and this is its only way to what comes behind it; no `try` in the loop stands around it. The variable is a `let`
 * that no closure knows, and the loop does not name it anywhere else.
 */
export const stepBehindLoop = definePass("step-behind-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || withLabel(ts, loop) !== loop || !siblingsOf(ts, loop)) continue;
    const step = stepBefore(view, loop);
    if (!step) continue;
    const indent = indentAt(view, startOf(view, loop));
    return new Edits(view)
      .remove(step)
      .insert(loop.end, `\n${indent}${textOf(view, step)}`)
      .done();
  }
  return undefined;
});

/** The step that stands right before the only `break`. */
function stepBefore(view: View, loop: EndlessLoop): ts.ExpressionStatement | undefined {
  const { ts } = view;
  const [jump, ...others] = breaksOf(ts, loop);
  if (!jump || others.length > 0 || isTried(ts, jump, loop)) return undefined;
  const list = siblingsOf(ts, jump) ?? [];
  const step = list[list.indexOf(jump) - 1];
  if (!step || !ts.isExpressionStatement(step)) return undefined;
  const { expression } = step;
  const isStep = ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression);
  const variable = isStep ? ownLet(view, variableAt(view, expression.operand))?.variable : undefined;
  if (!variable || variable.captured) return undefined;
  const isNamed = variable.uses.some(({ node }) => contains(loop, node) && !contains(step, node));
  return isNamed ? undefined : step;
}
