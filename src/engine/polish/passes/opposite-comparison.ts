import { isComparison } from "../../syntax/operators";
import { Edits } from "../support/edits";
import { negate } from "../support/negate";
import { ownDescendants } from "../support/nodes";
import { definePass } from "../support/view";

/**
 * `if (!(i < rows.length)) return;` → `if (i >= rows.length) return;`
 *
 * Condition: the opposite of the comparison is exact, which for `<` and its like means that both are real numbers.
 */
export const oppositeComparison = definePass("opposite-comparison", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) continue;
    const { operand } = node;
    const compared = ts.isParenthesizedExpression(operand) ? operand.expression : operand;
    if (!ts.isBinaryExpression(compared) || !isComparison(ts, compared.operatorToken.kind)) continue;
    const { parent } = node;
    if (!ts.isIfStatement(parent) && !ts.isWhileStatement(parent) && !ts.isDoStatement(parent)) continue;
    const opposite = negate(view, compared);
    if (opposite !== undefined) return new Edits(view).replaceNode(node, opposite).done();
  }
  return undefined;
});
