import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { asAssignment, contains, siblingsOf } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isArray, isDisposable, isQuiet } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * A variable that nobody reads goes, with everything that writes it. So does a function that nobody calls any more.
 *
 * Condition: it is declared in a statement of its own, its initial value can be left out without a difference, and each use is a statement
 * `v = …;` or `v++;`, also as a branch of an `if`. Where an assigned value has effects, it stays: `v = f();` → `f();`. So does what
 * has effects in the initial value of a variable that is not used at all: `const v = await f();` → `await f();`,
 * `const v = items[index++];` → `index++;`.
 */
export const dropUnusedVariable = definePass("drop-unused-variable", (view) => {
  for (const variable of view.scopes.variables) {
    const unused = unusedFunction(view, variable);
    if (unused) return new Edits(view).remove(unused).done();
    const local = localOf(view, variable);
    if (local === undefined) continue;
    const left = variable.captured ? undefined : valueLeft(view, local);
    if (left) return new Edits(view).replaceNode(local.statement, `${textOf(view, left)};`).done();
    if (!isWriteOnly(view, local)) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const { node } of variable.uses) withoutWrite(view, edits, node);
    return edits.done();
  }
  return undefined;
});

/** A function inside the generator that nobody names but itself. */
function unusedFunction({ ts, fn }: View, { declaration, uses }: Variable): ts.Statement | undefined {
  const { parent } = declaration;
  if (!ts.isFunctionDeclaration(parent) || parent === fn) return undefined;
  return uses.every(({ node }) => contains(parent, node)) ? parent : undefined;
}

/** What a variable without uses is initialised with, as far as it has effects. */
function valueLeft(view: View, { variable, declaration }: Local): ts.Expression | undefined {
  const { initializer } = declaration;
  if (variable.uses.length > 0 || !initializer || isDisposable(view, initializer)) return undefined;
  return effectOf(view, initializer);
}

/** The call in `items.shift()!`, the step in `items[index++]`. */
function effectOf(view: View, expression: ts.Expression): ts.Expression | undefined {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isAwaitExpression(node) || ts.isCallExpression(node) || isStep(ts, node)) return node;
  const isArrayElement = ts.isElementAccessExpression(node) && isArray(view, node.expression);
  return isArrayElement && isQuiet(view, node.expression)
    ? effectOf(view, node.argumentExpression)
    : undefined;
}

function isStep(ts: View["ts"], node: ts.Expression): boolean {
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function isWriteOnly(view: View, { variable, declaration }: Local): boolean {
  const { ts } = view;
  if (declaration.initializer && !isDisposable(view, declaration.initializer)) return false;
  return variable.uses.every(({ node }) => {
    const { parent } = node;
    if (!ts.isExpressionStatement(parent.parent)) return false;
    if (!siblingsOf(ts, parent.parent) && !ts.isIfStatement(parent.parent.parent)) return false;
    if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    return asAssignment(ts, parent.parent)?.target === node;
  });
}

/** `({ ...row })`: what begins like a block or a declaration would be one. */
function asStatement(text: string): string {
  return /^(?:\{|(?:async\s+)?function\b|class\b)/.test(text) ? `(${text})` : text;
}

function withoutWrite(view: View, edits: Edits, target: ts.Identifier): void {
  const { ts } = view;
  const statement = target.parent.parent;
  if (!ts.isExpressionStatement(statement)) return;
  const assignment = asAssignment(ts, statement);
  const isNothing = assignment === undefined || isDisposable(view, assignment.value);
  if (isNothing) edits.drop(statement);
  else edits.replaceNode(statement.expression, asStatement(textOf(view, assignment.value)));
}
