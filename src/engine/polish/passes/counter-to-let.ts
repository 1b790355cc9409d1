import type ts from "typescript";
import { Edits } from "../support/edits";
import { isOnlyReturn } from "../support/control";
import { localOf, writesOf } from "../support/loops";
import { contains, descendants, isLoop, parentOf } from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `var i = 0; while (i < 5) { yield i++; }` → `let i = 0; while (i < 5) { yield i++; }`, which can become the variable of a `for`.
 *
 * Condition: no closure knows the variable, it is declared once, with its value, among the first statements of the generator or of a block of them, and all
 * that names it stands behind, in the same block: a `let` is the same then. Only what is written in a loop and asked for by its condition is changed; all else
 * stays as its author wrote it.
 */
export const counterToLet = definePass("counter-to-let", (view) => {
  const { ts } = view;
  for (const variable of view.scopes.variables) {
    if (variable.captured || declarationKind(ts, variable) !== "var") continue;
    const local = localOf(view, variable);
    const block = local?.statement.parent;
    if (!local?.declaration.initializer || !block || !ts.isBlock(block)) continue;
    const isBehind = variable.uses.every(
      ({ node }) => node.pos >= local.declaration.end && contains(block, node),
    );
    if (!isBehind || !isWrittenInLoop(view, variable, block) || isDeclaredTwice(view, variable)) continue;
    if (!variable.uses.some(({ node }) => isCounted(view, node))) continue;
    const start = startOf(view, local.statement);
    return new Edits(view).replace({ start, end: start + "var".length }, "let").done();
  }
  return undefined;
});

function isWrittenInLoop({ ts }: View, variable: Variable, block: ts.Block): boolean {
  return writesOf(variable).some(({ node }) => {
    for (let outer = parentOf(node); outer && outer !== block; outer = parentOf(outer))
      if (isLoop(ts, outer)) return true;
    return false;
  });
}

/** `while (i < n)`, and `if (i++ >= n) return;` or `if (i > n) return;`, which can become that. */
function isCounted(view: View, use: ts.Node): boolean {
  const { ts } = view;
  let node = use;
  while (ts.isExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isWhileStatement(parent)) return parent.expression === node;
  if (!ts.isIfStatement(parent) || parent.expression !== node) return false;
  return ts.isPostfixUnaryExpression(use.parent) || isOnlyReturn(ts, parent.thenStatement);
}

/** The same name further in or further out, or the same variable once more. */
function isDeclaredTwice(view: View, variable: Variable): boolean {
  const { ts } = view;
  const declared = descendants(ts, view.fn).filter(
    (node) =>
      (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
      variableAt(view, node.name) === variable,
  );
  return isNameShared(view.scopes, variable) || declared.length > 1;
}
