import { Edits } from "../support/edits";
import { admitsNothing, ownLet } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf } from "../support/view";

/**
 * `let value; …; value = await f();` → `…; let value = await f();`
 *
 * Condition: the variable is a `let` without an initial value that no closure knows, and the first thing that happens to it is the assignment, a
 * statement of the same block.
 */
export const joinDeclaration = definePass("join-declaration", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const assignment = ts.isExpressionStatement(node) ? asAssignment(ts, node) : undefined;
    const local = assignment && ownLet(view, view.scopes.variableOf(assignment.target));
    if (!assignment || !local || local.declaration.initializer) continue;
    if (!siblingsOf(ts, assignment.statement)?.includes(local.statement)) continue;
    const isFirst = local.variable.uses.every(
      (use) => use.node === assignment.target || use.node.pos >= assignment.statement.end,
    );
    if (!isFirst) continue;
    const { type } = local.declaration;
    const annotation = type === undefined || admitsNothing(view, type) ? "" : `: ${textOf(view, type)}`;
    const start = startOf(view, assignment.target);
    return new Edits(view)
      .remove(local.statement)
      .replace({ start, end: assignment.target.end }, `let ${assignment.target.text}${annotation}`)
      .done();
  }
  return undefined;
});
