import type ts from "typescript";
import { belowLength, isEmptyTest } from "../support/buffers";
import { canComplete } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { asAssignment, asDeclaration, contains, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (rows.length === 0) return; do { … } while (index < rows.length);` → `…; while (index < rows.length) { … }`
 *
 * Condition: the guard right before asks for the same list, an own variable, and the index has been put to zero in the same block before
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
  const guard = before[at - 1];
  if (!guard || !ts.isIfStatement(guard) || guard.elseStatement || canComplete(ts, guard.thenStatement))
    return false;
  if (!isEmptyTest(view, guard.expression) || !guardsList(view, guard, condition.list)) return false;
  return startsAtZero(view, condition.index, before.slice(0, at));
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
