import type ts from "typescript";
import { Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { asAssignment } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * A variable that nobody reads goes, with everything that writes it.
 *
 * Condition: it is declared in a statement of its own, its initial value can be left out without a difference, and each use is a statement
 * `v = …;` or `v++;`. Where an assigned value has effects, it stays: `v = f();` → `f();`. So does the initial value of a variable
 * that is not used at all: `const v = await f();` → `await f();`.
 */
export const dropUnusedVariable = definePass("drop-unused-variable", (view) => {
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    if (local === undefined || variable.captured) continue;
    const left = valueLeft(view, local);
    if (left) return new Edits(view).replaceNode(local.statement, `${textOf(view, left)};`).done();
    if (!isWriteOnly(view, local)) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) withoutWrite(view, edits, node);
    return edits.done();
  }
  return undefined;
});

/** The call that a variable without uses is initialised with. */
function valueLeft(view: View, { variable, declaration }: Local): ts.Expression | undefined {
  const { ts } = view;
  const { initializer } = declaration;
  if (variable.uses.length > 0 || !initializer || isDisposable(view, initializer)) return undefined;
  return ts.isAwaitExpression(initializer) || ts.isCallExpression(initializer) ? initializer : undefined;
}

function isWriteOnly(view: View, { variable, declaration }: Local): boolean {
  const { ts } = view;
  if (declaration.initializer && !isDisposable(view, declaration.initializer)) return false;
  return variable.uses.every(({ node }) => {
    const { parent } = node;
    if (!ts.isExpressionStatement(parent.parent) || !ts.isBlock(parent.parent.parent)) return false;
    if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    return asAssignment(ts, parent.parent)?.target === node;
  });
}

function withoutWrite(view: View, edits: Edits, target: ts.Identifier): void {
  const { ts } = view;
  const statement = target.parent.parent;
  if (!ts.isExpressionStatement(statement)) return;
  const assignment = asAssignment(ts, statement);
  if (assignment === undefined || isDisposable(view, assignment.value)) edits.remove(statement);
  else edits.replaceNode(statement.expression, textOf(view, assignment.value));
}
