import { isUndefined } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass } from "../support/view";

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
    if (isNothing || (context.finalValueUnused && isDisposable(view, expression))) {
      const start = node.getStart(view.sourceFile) + "return".length;
      return new Edits(view).replace({ start, end: expression.end }, "").done();
    }
  }
  return undefined;
});
