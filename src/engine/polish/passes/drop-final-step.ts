import type ts from "typescript";
import { isTried } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet } from "../support/loops";
import { contains, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `return list[i++];` → `return list[i];`
 *
 * Condition: the counter is a number that no closure knows, and the `return` names it only there; no `try` stands around, from which something that asks for it
 * could still run.
 */
export const dropFinalStep = definePass("drop-final-step", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(node) || !node.expression || isTried(ts, node, view.fn)) continue;
    const step = ownDescendants(ts, node.expression).find((inner): inner is ts.PostfixUnaryExpression =>
      ts.isPostfixUnaryExpression(inner),
    );
    const variable = step && ownNumber(view, step.operand);
    if (!step || !variable) continue;
    if (variable.uses.filter((use) => contains(node, use.node)).length !== 1) continue;
    return new Edits(view).replaceNode(step, textOf(view, step.operand)).done();
  }
  return undefined;
});

function ownNumber(view: View, operand: ts.Expression): Variable | undefined {
  const variable = variableAt(view, operand);
  return ownLet(view, variable) && isNumber(view, operand) ? variable : undefined;
}
