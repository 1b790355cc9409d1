import type ts from "typescript";
import { isUndefined, some, unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { isArray, isDisposable, isObject } from "../support/values";
import { definePass, type View } from "../support/view";

/**
 * `return undefined;` → `return;`, and `return total;` → `return;` where nobody looks at the final value.
 *
 * Condition: the value is `undefined`, and the types ask for no other, or `finalValueUnused` and leaving the expression out can neither lose an effect
 * nor an error. That a `return` would wait for a promise is no reason to keep it: `{ value, done: true }` never did.
 */
export const dropFinalValue = definePass("drop-final-value", (view) => {
  const { ts, context } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(node) || !node.expression) continue;
    const { expression } = node;
    const isNothing = isUndefined(ts, expression) && context.promisesFinalValue !== true;
    if (isNothing || (context.finalValueUnused && isWithoutTrace(view, expression))) {
      const start = node.getStart(view.sourceFile) + "return".length;
      return new Edits(view).replace({ start, end: expression.end }, "").done();
    }
  }
  return undefined;
});

/** `row.name` fails where there is no row: what holds one may have been read at an index that is out of bounds by now. */
function isWithoutTrace(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  if (!isDisposable(view, expression)) return false;
  return !some(ts, expression, (node) => {
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
    if (ts.isOptionalChain(node)) return false;
    const object = unwrap(ts, node.expression);
    if (object.kind === ts.SyntaxKind.ThisKeyword || isArray(view, object)) return false;
    return !isObject(view, object) || isReadAtIndex(view, object);
  });
}

function isReadAtIndex(view: View, object: ts.Expression): boolean {
  const { ts } = view;
  const name = ts.isIdentifier(object) ? object.text : undefined;
  return some(ts, view.fn.body, (node) => {
    const isDeclared =
      ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name;
    return (
      isDeclared &&
      node.initializer !== undefined &&
      some(ts, node.initializer, ts.isElementAccessExpression.bind(ts))
    );
  });
}
