import { Edits } from "../support/edits";
import { localOf } from "../support/loops";
import { descendants } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { isObject } from "../support/values";
import { definePass, startOf, variableAt } from "../support/view";

/**
 * `const timer = start(); try { … } finally { timer?.clear(); }` → `… finally { timer.clear(); }`
 *
 * Condition: the variable is a constant, and facts say that what it is set to is an object.
 */
export const dropOptionalChain = definePass("drop-optional-chain", (view) => {
  const { ts } = view;
  for (const access of descendants(ts, view.fn)) {
    if (!ts.isPropertyAccessExpression(access) || !access.questionDotToken) continue;
    const variable = variableAt(view, access.expression);
    const initializer = variable && localOf(view, variable)?.declaration.initializer;
    if (!variable || !initializer || declarationKind(ts, variable) !== "const") continue;
    if (!isObject(view, initializer)) continue;
    return new Edits(view)
      .replace({ start: startOf(view, access.questionDotToken), end: access.questionDotToken.end }, ".")
      .done();
  }
  return undefined;
});
