import type ts from "typescript";
import type { TypeScript } from "../../typescript";
import { Edits } from "../support/edits";
import { areFoldable } from "../support/known-flags";
import { ownLet } from "../support/loops";
import { isNeverWritten, type Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, type View } from "../support/view";

/**
 * `let finished = false; … if (finished) return; …` → `… if (false) return; …`, and the tidying passes do the rest.
 *
 * Condition: a `let` with a boolean to start with that nothing writes any more, and that is read in conditions only, where a comparison
 * with `true` or `false` becomes one. (A `const` is
 * something that the author gave a name.) What never runs then would go: it holds no comment, and calls no method that may be there
 * for this call alone.
 */
export const foldConstantFlag = definePass("fold-constant-flag", (view) => {
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const value = booleanOf(view, local?.declaration.initializer);
    if (local === undefined || value === undefined || !isNeverWritten(variable)) continue;
    const compared = comparedWithLiteral(view, variable);
    if (compared) return compared;
    const nodes = variable.uses.map(({ node }) => node);
    if (!areFoldable(view, nodes, { variable, value })) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const node of nodes) edits.replaceNode(node, String(value));
    return edits.done();
  }
  return undefined;
});

/** `finished != true` → `!finished`: where it is never anything but `false`, the compiler takes the comparison for an error. */
function comparedWithLiteral(view: View, variable: Variable) {
  const { ts } = view;
  for (const { node } of variable.uses) {
    const { parent } = node;
    if (!ts.isBinaryExpression(parent)) continue;
    const isSame = sameness(ts, parent.operatorToken.kind);
    const other = booleanOf(view, parent.left === node ? parent.right : parent.left);
    if (isSame === undefined || other === undefined) continue;
    const name = isSame === other ? variable.name : `!${variable.name}`;
    return new Edits(view).replaceNode(parent, name).done();
  }
  return undefined;
}

/** @returns whether the operator asks if two values are the same; `undefined` where it asks something else */
function sameness(ts: TypeScript, operator: ts.SyntaxKind): boolean | undefined {
  const { EqualsEqualsToken, EqualsEqualsEqualsToken } = ts.SyntaxKind;
  const { ExclamationEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  if (operator === EqualsEqualsToken || operator === EqualsEqualsEqualsToken) return true;
  if (operator === ExclamationEqualsToken || operator === ExclamationEqualsEqualsToken) return false;
  return undefined;
}
