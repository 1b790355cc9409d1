import { canListComplete } from "../support/control";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass } from "../support/view";

/**
 * `return;` → `return undefined;`, and `return undefined;` at the end of the function.
 *
 * Condition: the types ask for a final value, of which `undefined` is but one: TypeScript wants it said on every path then.
 */
export const sayFinalValue = definePass("say-final-value", (view) => {
  const { ts, fn, context } = view;
  if (context.promisesFinalValue !== true) return undefined;
  const edits = new Edits(view);
  for (const node of ownDescendants(ts, fn)) {
    if (ts.isReturnStatement(node) && !node.expression)
      return edits.replaceNode(node, "return undefined;").done();
  }
  if (!canListComplete(ts, fn.body.statements)) return undefined;
  return edits.insert(fn.body.end - 1, "  return undefined;\n").done();
});
