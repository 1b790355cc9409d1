import type ts from "typescript";
import { statementsOf } from "../../syntax/nodes";
import { isComparison } from "../../syntax/operators";
import type { TypeScript } from "../../typescript";
import { isPlainReturn } from "../support/control";
import { Edits } from "../support/edits";
import { negate } from "../support/negate";
import { ownDescendants } from "../support/nodes";
import { definePass, type View } from "../support/view";

/**
 * `if (!(i < rows.length)) return;` → `if (i >= rows.length) return;`, and `if (!(row && row.isOpen)) return;` → `if (!row || !row.isOpen) return;`
 *
 * Condition: the opposite of the comparison is exact, which for `<` and its like means that both are real numbers.
 */
export const oppositeComparison = definePass("opposite-comparison", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) continue;
    const { operand } = node;
    const compared = ts.isParenthesizedExpression(operand) ? operand.expression : operand;
    const { parent } = node;
    if (!ts.isBinaryExpression(compared)) continue;
    const { kind } = compared.operatorToken;
    if (!isComparison(ts, kind) && !(isLogical(ts, kind) && isGuard(view, parent))) continue;
    if (!ts.isIfStatement(parent) && !ts.isWhileStatement(parent) && !ts.isDoStatement(parent)) continue;
    const opposite = negate(view, compared);
    if (opposite !== undefined) return new Edits(view).replaceNode(node, opposite).done();
  }
  return undefined;
});

/** `&&` and `||` */
function isLogical(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken;
}

/** `if (…) return;`, which a choice between a value and the end has become. */
function isGuard({ ts }: View, node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) &&
    !node.elseStatement &&
    isPlainReturn(ts, statementsOf(ts, node.thenStatement)[0])
  );
}
