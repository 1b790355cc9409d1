import type ts from "typescript";
import type { TypeScript } from "../../typescript";
import { Edits } from "../support/edits";
import { ownLet } from "../support/loops";
import { isNeverWritten } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass } from "../support/view";

/**
 * `let finished = false; … if (finished) return; …` → `… if (false) return; …`, and the tidying passes do the rest.
 *
 * Condition: a `let` with a boolean to start with that nothing writes any more, and that is read in conditions only. (A `const` is
 * something that the author gave a name.)
 */
export const foldConstantFlag = definePass("fold-constant-flag", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const value = booleanOf(view, local?.declaration.initializer);
    if (local === undefined || value === undefined || !isNeverWritten(variable)) continue;
    if (!variable.uses.every(({ node }) => isCondition(ts, node))) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) edits.replaceNode(node, String(value));
    return edits.done();
  }
  return undefined;
});

/** The test of an `if`, a loop or a ternary, or part of one. */
function isCondition(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(ts, parent);
  if (ts.isPrefixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.ExclamationToken && isCondition(ts, parent);
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  const isLogical = kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
  return isLogical && isCondition(ts, parent);
}
