import { Edits } from "../support/edits";
import { canMoveInitializer, isUsedOnlyIn, ownLet } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt } from "../support/view";

/**
 * `let i = 0; for (; i < n; i++) {…}` → `for (let i = 0; i < n; i++) {…}`
 *
 * Condition: the head declares nothing and takes the variable's step; the variable is a `let` that no closure knows (in a `for` each round
 * has a fresh one), is used in the loop only, and its first value is the same right before the loop, which runs once.
 */
export const declareInHead = definePass("declare-in-head", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isForStatement(loop) || loop.initializer || !loop.incrementor) continue;
    const { incrementor } = loop;
    const isUnary = ts.isPostfixUnaryExpression(incrementor) || ts.isPrefixUnaryExpression(incrementor);
    const local = isUnary ? ownLet(view, variableAt(view, incrementor.operand)) : undefined;
    if (!local?.declaration.initializer || !isUsedOnlyIn(local.variable, loop)) continue;
    if (!canMoveInitializer(view, local, loop)) continue;
    const semicolon = view.text.indexOf(";", startOf(view, loop));
    const declaration = `let ${textOf(view, local.declaration)}`;
    return new Edits(view).remove(local.statement, local.declaration).insert(semicolon, declaration).done();
  }
  return undefined;
});
