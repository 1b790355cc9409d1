import type ts from "typescript";
import { commentsWithin, Edits } from "../support/edits";
import { nameOf, ownLet } from "../support/loops";
import { asAssignment, contains, ownDescendants, siblingsOf } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `value = total / count; return value;` → `return total / count;`
 *
 * Condition: the variable is a `let` that no closure knows and no `finally` around, so that nobody asks for it once the generator has ended. It has no
 * type written down, by which the compiler might know the value in another way. No comment goes.
 */
export const writtenAndReturned = definePass("written-and-returned", (view) => {
  const { ts } = view;
  for (const exit of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(exit) || !exit.expression) continue;
    const siblings = siblingsOf(ts, exit);
    const assignment = asAssignment(ts, siblings?.[siblings.indexOf(exit) - 1]);
    const local = ownLet(view, nameOf(view, exit.expression));
    if (!assignment || !local || variableAt(view, assignment.target) !== local.variable) continue;
    if (local.declaration.type || isAskedForAtTheEnd(view, exit, local.variable)) continue;
    const span = { start: startOf(view, assignment.statement), end: exit.end };
    if (commentsWithin(view, span).length > 0) continue;
    return new Edits(view).replace(span, `return ${textOf(view, assignment.value)};`).done();
  }
  return undefined;
});

/** A `finally` around names it. */
function isAskedForAtTheEnd({ ts, fn }: View, exit: ts.Node, { uses }: Variable): boolean {
  for (let node = exit; node !== fn; node = node.parent) {
    const { parent } = node;
    const end = ts.isTryStatement(parent) && node !== parent.finallyBlock ? parent.finallyBlock : undefined;
    if (end && uses.some((use) => contains(end, use.node))) return true;
  }
  return false;
}
