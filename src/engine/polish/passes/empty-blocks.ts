import type ts from "typescript";
import { accessKind } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { isPropertyName } from "../support/control";
import { negate } from "../support/negate";
import { descendants, ownDescendants } from "../support/nodes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (c) {}` goes, `if (c) {…} else {}` → `if (c) {…}`, `if (c) {} else {…}` → `if (!c) {…}`, and an empty statement goes.
 *
 * Condition: an `if` only goes when leaving its condition out can lose neither an effect nor an error; else the condition
 * stays as a statement. A block that holds a comment is not empty. An `if` that alone asks for something outside stays as its author
 * wrote it, or that would be left unused.
 */
export const emptyBlocks = definePass("empty-blocks", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (ts.isEmptyStatement(node) && ts.isBlock(node.parent)) return new Edits(view).remove(node).done();
    if (!ts.isIfStatement(node)) continue;
    const edits = withoutEmptyBranch(view, node);
    if (edits !== undefined) return edits;
  }
  return undefined;
});

function withoutEmptyBranch(view: View, choice: ts.IfStatement) {
  const { thenStatement, elseStatement, expression } = choice;
  if (elseStatement !== undefined && isEmpty(view, elseStatement)) {
    return new Edits(view).replace({ start: thenStatement.end, end: elseStatement.end }, "").done();
  }
  if (!isEmpty(view, thenStatement)) return undefined;
  if (elseStatement !== undefined) {
    const condition = negate(view, expression) ?? `!(${textOf(view, expression)})`;
    const span = { start: startOf(view, choice), end: startOf(view, elseStatement) };
    return new Edits(view).replace(span, `if (${condition}) `).done();
  }
  if (!view.ts.isBlock(choice.parent)) return undefined;
  if (isLastQuestion(view, expression)) return undefined;
  if (isDisposable(view, expression)) return new Edits(view).remove(choice).done();
  return new Edits(view).replaceNode(choice, `${textOf(view, expression)};`).done();
}

/** Does it name a field or variable outside that the generator asks for nowhere else? */
function isLastQuestion(view: View, condition: ts.Expression): boolean {
  const asked = outsideNames(view, condition);
  const all = outsideNames(view, view.fn.body);
  return asked.some((name) => count(all, name) === count(asked, name));
}

function count(names: readonly string[], name: string): number {
  return names.filter((other) => other === name).length;
}

function outsideNames(view: View, root: ts.Node): string[] {
  const { ts } = view;
  return descendants(ts, root).flatMap((node) =>
    ts.isMemberName(node) && isOutside(view, node) && isAsked(ts, node) ? node.text : [],
  );
}

/** Its value is wanted: it is not only assigned. */
function isAsked(ts: View["ts"], name: ts.MemberName): boolean {
  const { parent } = name;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === name;
  return accessKind(ts, isMember ? parent : name) !== "write";
}

function isOutside(view: View, name: ts.MemberName): boolean {
  const { parent } = name;
  if (view.ts.isPropertyAccessExpression(parent) && parent.name === name)
    return parent.expression.kind === view.ts.SyntaxKind.ThisKeyword;
  return (
    view.ts.isIdentifier(name) &&
    name.text !== "undefined" &&
    !isPropertyName(view.ts, name) &&
    view.scopes.variableOf(name) === undefined
  );
}

function isEmpty(view: View, statement: ts.Statement): boolean {
  return (
    view.ts.isBlock(statement) &&
    statement.statements.length === 0 &&
    commentsWithin(view, { start: startOf(view, statement), end: statement.end }).length === 0
  );
}
