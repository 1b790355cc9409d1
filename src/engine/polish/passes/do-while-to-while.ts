import type ts from "typescript";
import { accessKind } from "../../syntax/nodes";
import { belowLength, isEmptyTest } from "../support/buffers";
import { canComplete } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { asAssignment, asDeclaration, contains, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (rows.length === 0) return; do { … } while (index < rows.length);` → `…; while (index < rows.length) { … }`
 *
 * Condition: the guard before asks for the same list, an own variable, and nothing behind it can change the list; the index has been put to zero in the same block before
 * and written by nothing since.
 */
export const doWhileToWhile = definePass("do-while-to-while", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isDoStatement(loop) || !ts.isBlock(loop.statement)) continue;
    if (!isTrueAtFirst(view, loop)) continue;
    const end = { start: loop.statement.end, end: loop.end };
    if (commentsWithin(view, end).length > 0) continue;
    const start = startOf(view, loop);
    return new Edits(view)
      .replace({ start, end: start + "do".length }, `while (${textOf(view, loop.expression)})`)
      .replace(end, "")
      .done();
  }
  return undefined;
});

function isTrueAtFirst(view: View, loop: ts.DoStatement): boolean {
  const { ts } = view;
  const condition = belowLength(view, loop.expression);
  if (!condition) return false;
  const before = siblingsOf(ts, loop) ?? [];
  const at = before.indexOf(loop);
  const guard = before.slice(0, at).findLastIndex((one) => isGuardOf(view, one, condition.list));
  if (guard < 0 || before.slice(guard + 1, at).some((one) => mayChange(view, one, condition.list)))
    return false;
  return startsAtZero(view, condition.index, before.slice(0, at));
}

/** `if (rows.length === 0) return;` */
function isGuardOf(view: View, statement: ts.Statement, list: ts.Expression): boolean {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement || canComplete(ts, statement.thenStatement))
    return false;
  return isEmptyTest(view, statement.expression) && guardsList(view, statement, list);
}

/** It runs other code, or assigns the list. */
function mayChange(view: View, statement: ts.Statement, list: ts.Expression): boolean {
  const { ts } = view;
  const variable = variableAt(view, list);
  return (
    !variable ||
    variable.uses.some(({ node, writes }) => writes && contains(statement, node)) ||
    ownDescendants(ts, statement).some(
      (node) =>
        ts.isCallExpression(node) ||
        ts.isNewExpression(node) ||
        ts.isAwaitExpression(node) ||
        ts.isYieldExpression(node) ||
        isElementOf(ts, node, list),
    )
  );
}

/** `rows.length = 0`, `rows[0] = row`: somebody works with the list itself. */
function isElementOf(ts: View["ts"], node: ts.Node, list: ts.Expression): boolean {
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isAccess && node.expression.getText() === list.getText() && accessKind(ts, node) !== "read";
}

/** `rows.length === 0`, and nothing about another list. */
function guardsList(view: View, { expression }: ts.IfStatement, list: ts.Expression): boolean {
  const { ts } = view;
  const variable = variableAt(view, list);
  return (
    variable !== undefined &&
    ownDescendants(ts, expression).some(
      (node) => ts.isIdentifier(node) && variableAt(view, node) === variable,
    )
  );
}

/** Of the statements before, the last that writes the index puts it to zero. */
function startsAtZero(view: View, index: ts.Expression, before: readonly ts.Statement[]): boolean {
  const { ts } = view;
  const variable = variableAt(view, index);
  if (!variable || variable.captured) return false;
  const last = before.findLast(
    (one) =>
      contains(one, variable.declaration) ||
      variable.uses.some(({ node, writes }) => writes && contains(one, node)),
  );
  const declaration = asDeclaration(ts, last);
  const assignment = asAssignment(ts, last);
  const value =
    declaration?.name === variable.declaration
      ? declaration.initializer
      : variableAt(view, assignment?.target) === variable
        ? assignment?.value
        : undefined;
  return value !== undefined && textOf(view, value) === "0";
}
