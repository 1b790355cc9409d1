import type ts from "typescript";
import { Edits } from "../support/edits";
import { ownLet, type Local } from "../support/loops";
import { asDeclaration, contains, siblingsOf } from "../support/nodes";
import { isStable } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * `let at = start; const last = at + count; while (at < last) {…}` → `let at = start; const last = start + count; while (at < last) {…}`,
 * after which the variable is the loop's alone.
 *
 * Condition: the initial value is a name that always means the same; what reads the variable stands in declarations right behind it, none
 * of which writes it, and no closure knows it; all its other uses are in the `while` behind them.
 */
export const readInitialValue = definePass("read-initial-value", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const initializer = local?.declaration.initializer;
    if (!local || !initializer || !ts.isIdentifier(initializer) || !isStable(view, initializer)) continue;
    const behind = behindOf(view, local);
    if (!behind) continue;
    const { declarations, loop } = behind;
    const isIn = (node: ts.Node): boolean => declarations.some((one) => contains(one, node));
    const early = variable.uses.filter(({ node }) => isIn(node));
    const isOthers = variable.uses.every((use) => early.includes(use) || contains(loop, use.node));
    if (early.length === 0 || early.length === variable.uses.length || !isOthers) continue;
    if (early.some(({ node, writes }) => writes || ts.isShorthandPropertyAssignment(node.parent))) continue;
    const edits = new Edits(view);
    for (const { node } of early) edits.replaceNode(node, textOf(view, initializer));
    return edits.done();
  }
  return undefined;
});

/** The declarations right behind a variable's own, and the loop behind those. */
function behindOf(
  { ts }: View,
  { statement }: Local,
): { declarations: readonly ts.Statement[]; loop: ts.WhileStatement } | undefined {
  const siblings = siblingsOf(ts, statement) ?? [];
  const behind = siblings.slice(siblings.indexOf(statement) + 1);
  const at = behind.findIndex((one) => !asDeclaration(ts, one));
  const loop = behind[at];
  return loop && ts.isWhileStatement(loop) ? { declarations: behind.slice(0, at), loop } : undefined;
}
