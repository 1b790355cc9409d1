import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { localOf } from "../support/loops";
import { isBareName } from "../support/names";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const value = this.rows[index]; yield value;` → `yield this.rows[index];`
 *
 * Condition: the constant is called `value` or the like, which says no more than `yield` does, and is named by the next statement alone. It is an element, a
 * member, a step, a call, a new object or a template on one line, or a literal whose type is asserted: what another one is taken for may hang on where it stands.
 */
export const inlineBareValue = definePass("inline-bare-value", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isYieldExpression(node) || node.asteriskToken || !node.expression) continue;
    const { parent: given } = node;
    const variable = variableAt(view, node.expression);
    const local = variable && localOf(view, variable);
    if (!variable || !isBareName(variable.name) || !local || !ts.isExpressionStatement(given)) continue;
    if (declarationKind(ts, variable) !== "const" || variable.uses.length !== 1) continue;
    const { statement, declaration } = local;
    const siblings = siblingsOf(ts, given);
    if (siblings?.[siblings.indexOf(given) - 1] !== statement) continue;
    if (!declaration.initializer || declaration.type || !isPart(ts, declaration.initializer)) continue;
    const text = textOf(view, declaration.initializer);
    const comments = commentsWithin(view, { start: startOf(view, statement), end: given.end });
    if (text.includes("\n") || comments.length > 0) continue;
    return new Edits(view).replaceNode(statement, `yield ${text};`).remove(given).done();
  }
  return undefined;
});

function isPart(ts: View["ts"], value: ts.Expression): boolean {
  const node = unwrap(ts, value);
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return false;
  return (
    (ts.isAsExpression(value) && (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node))) ||
    ((node === value || ts.isNonNullExpression(value)) &&
      (ts.isElementAccessExpression(node) ||
        ts.isPropertyAccessExpression(node) ||
        ts.isCallExpression(node) ||
        ts.isNewExpression(node) ||
        ts.isTemplateExpression(node) ||
        ts.isPostfixUnaryExpression(node)))
  );
}
