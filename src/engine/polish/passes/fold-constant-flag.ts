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
    if (variable.uses.some(({ node }) => ts.isShorthandPropertyAssignment(node.parent))) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) edits.replaceNode(node, String(value));
    return edits.done();
  }
  return undefined;
});
