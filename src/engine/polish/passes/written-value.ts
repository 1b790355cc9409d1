import type ts from "typescript";
import { isAssignmentOperator, unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { localOf, ownLet, writesOf } from "../support/loops";
import { contains } from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `const value = (sum += step); if (sum > 9) return; yield value;` → `sum += step; if (sum > 9) return; yield sum;`
 *
 * Condition: the constant is called `value`, which says no more than the variable's own name. The variable is a `let` that no closure knows and that is
 * written nowhere else: it holds the same until the constant is gone.
 */
export const writtenValue = definePass("written-value", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = variable.name === "value" && !variable.captured ? localOf(view, variable) : undefined;
    const { declaration, statement } = local ?? {};
    if (!declaration?.initializer || !statement || declaration.type) continue;
    if (declarationKind(ts, variable) !== "const") continue;
    const writing = unwrap(ts, declaration.initializer);
    const target = targetOf(view, writing);
    // A variable of that name further in would take its place.
    if (!target || writesOf(target).length !== 1 || isNameShared(view.scopes, target)) continue;
    if (variable.uses.some(({ node }) => ts.isShorthandPropertyAssignment(node.parent))) continue;
    const edits = new Edits(view).replaceNode(statement, `${textOf(view, writing)};`);
    for (const { node } of variable.uses) edits.replaceNode(node, target.name);
    return edits.done();
  }
  return undefined;
});

/** What `sum += step` and `++sum` write. */
function targetOf(view: View, writing: ts.Expression): Variable | undefined {
  const { ts } = view;
  const isStep =
    ts.isPrefixUnaryExpression(writing) &&
    (writing.operator === ts.SyntaxKind.PlusPlusToken || writing.operator === ts.SyntaxKind.MinusMinusToken);
  const isAssignment = ts.isBinaryExpression(writing) && isAssignmentOperator(ts, writing.operatorToken.kind);
  const target = isStep ? writing.operand : isAssignment ? writing.left : undefined;
  const local = ownLet(view, variableAt(view, target));
  return local && !contains(local.statement, writing) ? local.variable : undefined;
}
