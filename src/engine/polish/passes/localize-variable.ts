import type ts from "typescript";
import { Edits } from "../support/edits";
import { admitsNothing, isUsedOnlyIn, ownLet, type Local } from "../support/loops";
import { asAssignment, contains, isLoop, ownDescendants } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let page = []; while (c) { page = await fetch(); … }` → `while (c) { let page = await fetch(); … }`
 *
 * `let i = 0; … for (i = 0; c; i++) {…}` → `for (let i = 0; c; i++) {…}`
 *
 * Condition: the variable is a `let` that no closure knows, used in the loop's body only, and the first thing that a round does with it
 * is a statement of the body that assigns it, or used in a `for` loop only, which begins by setting it to a number: no value is carried from one round to the next. Its initial value is never
 * seen and has no effect. The type that is written down goes where a name gives the value, and has just that type.
 */
export const localizeVariable = definePass("localize-variable", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (ts.isForStatement(loop)) {
      const counted = counterOf(view, loop);
      if (counted) return rewritten(view, counted.local, counted.target, loop);
    }
    if (!isLoop(ts, loop) || !ts.isBlock(loop.statement)) continue;
    for (const statement of loop.statement.statements) {
      const assignment = asAssignment(ts, statement);
      const local = assignment && ownLet(view, view.scopes.variableOf(assignment.target));
      if (local === undefined || assignment === undefined) continue;
      if (!isFreshInEachRound(view, local, assignment.target, statement, loop.statement)) continue;
      return rewritten(view, local, assignment.target, statement);
    }
  }
  return undefined;
});

/** What the head of a loop sets to a number, and nothing outside the loop uses. A value of another kind may not tell the whole type. */
function counterOf(
  view: View,
  loop: ts.ForStatement,
): { readonly local: Local; readonly target: ts.Identifier } | undefined {
  const { ts } = view;
  const { initializer } = loop;
  if (!initializer || !ts.isBinaryExpression(initializer)) return undefined;
  const { left, operatorToken, right } = initializer;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isIdentifier(left)) return undefined;
  const local = ownLet(view, view.scopes.variableOf(left));
  if (!local || contains(loop, local.statement) || !isUsedOnlyIn(local.variable, loop)) return undefined;
  const { initializer: initial } = local.declaration;
  const isNumber = ts.isNumericLiteral(right);
  return isNumber && (!initial || isDisposable(view, initial)) ? { local, target: left } : undefined;
}

function isFreshInEachRound(
  view: View,
  { variable, statement: declared, declaration }: Local,
  target: ts.Identifier,
  statement: ts.Statement,
  body: ts.Block,
): boolean {
  if (contains(body, declared) || !isUsedOnlyIn(variable, body)) return false;
  if (declaration.initializer && !isDisposable(view, declaration.initializer)) return false;
  return variable.uses.every(({ node }) => node === target || node.pos > statement.end);
}

function rewritten(
  view: View,
  { statement, declaration }: Local,
  target: ts.Identifier,
  where: ts.Statement,
) {
  const { type } = declaration;
  const isSaid = type !== undefined && !admitsNothing(view, type) && !isOfTypeAnyway(view, target, type);
  const annotation = isSaid ? `: ${textOf(view, type)}` : "";
  const start = startOf(view, target);
  return new Edits(view)
    .moveDeclaration(statement, where)
    .replace({ start, end: target.end }, `let ${target.text}${annotation}`)
    .done();
}

/** `page = response.rows;`, where the name has just the type that is written down: it need not be said again. */
function isOfTypeAnyway(view: View, target: ts.Identifier, type: ts.TypeNode): boolean {
  const { ts } = view;
  const value = ts.isBinaryExpression(target.parent) ? target.parent.right : undefined;
  if (!value || !(ts.isIdentifier(value) || ts.isPropertyAccessExpression(value))) return false;
  return view.context.factsOf(textOf(view, value))?.typeText === textOf(view, type);
}
