import type ts from "typescript";
import { Edits } from "../support/edits";
import { unwrap } from "../../syntax/nodes";
import { admitsNothing, isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let value; …; value = await f();` → `…; let value = await f();`, and the same with `let value = null;`
 *
 * Condition: the variable is a `let` that no closure knows, without an initial value or with one that can be left out, and the first thing that happens to it is the
 * assignment, a statement of the same block; or one of a block further in that is no loop's, which holds everything that happens to it: `try { connection = await open(); … }`.
 */
export const joinDeclaration = definePass("join-declaration", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const assignment = ts.isExpressionStatement(node) ? asAssignment(ts, node) : undefined;
    const local = assignment && ownLet(view, view.scopes.variableOf(assignment.target));
    if (!assignment || !local || !startsWithNothing(view, local)) continue;
    const list = assignment.statement.parent;
    const isInside =
      ts.isBlock(list) &&
      isUsedOnlyIn(local.variable, list) &&
      runsOnceFrom(view, local.statement, assignment.statement);
    if (!isInside && !siblingsOf(ts, assignment.statement)?.includes(local.statement)) continue;
    const isFirst = local.variable.uses.every(
      (use) => use.node === assignment.target || use.node.pos >= assignment.statement.end,
    );
    if (!isFirst) continue;
    const type = typeOf(view, local);
    const annotation = type === undefined || isNeedless(view, local, type) ? "" : `: ${textOf(view, type)}`;
    const start = startOf(view, assignment.target);
    return new Edits(view)
      .remove(local.statement)
      .replace({ start, end: assignment.target.end }, `let ${assignment.target.text}${annotation}`)
      .done();
  }
  return undefined;
});

function startsWithNothing(view: View, { declaration: { initializer } }: Local): boolean {
  return initializer === undefined || isDisposable(view, unwrap(view.ts, initializer));
}

/** The type that is written at the variable, or at its initial value: `null as Page | null`. */
function typeOf({ ts }: View, { declaration }: Local): ts.TypeNode | undefined {
  const { type, initializer } = declaration;
  return type ?? (initializer && ts.isAsExpression(initializer) ? initializer.type : undefined);
}

/** The type allows for nothing, and nothing is what the variable never holds any more. */
function isNeedless(view: View, { variable }: Local, type: ts.TypeNode): boolean {
  const { ts } = view;
  return (
    admitsNothing(view, type) &&
    writesOf(variable).every(({ node }) => {
      const { parent } = node;
      return !ts.isBinaryExpression(parent) || !/^(?:undefined|null)$/.test(textOf(view, parent.right));
    })
  );
}
