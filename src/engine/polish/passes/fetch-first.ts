import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { continuesOf, breaksOf } from "../support/control";
import { nonEmptyList } from "../support/buffers";
import { contentStart, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLocal, runsOnceFrom } from "../support/loops";
import { isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `let buffer = []; while (true) { while (buffer.length > 0) {…} fetch }` → `let buffer = []; while (true) { fetch; while (buffer.length > 0) {…} }`
 *
 * Condition: the buffer is empty when the loop starts, so the first handing out does nothing; from then on the two take turns either way.
 * No `continue` skips the handing out, and no `break` leaves the loop between the two halves.
 */
export const fetchFirst = definePass("fetch-first", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [drain, ...fetch] = loop.statement.statements;
    const [first] = fetch;
    const last = fetch.at(-1);
    if (!drain || !first || !last || !ts.isWhileStatement(drain) || !ts.isBlock(drain.statement)) continue;
    if (!startsEmpty(view, drain.expression, loop)) continue;
    if (continuesOf(ts, loop).length > 0 || breaksOf(ts, drain).length > 0) continue;
    const range = rangeOf(view, drain);
    const end = rangeOf(view, last).end;
    const indent = indentAt(view, startOf(view, drain));
    const rest = contentStart(view, range.end);
    const moved = movedText(view, range, indent);
    return new Edits(view)
      .replace({ start: range.start, end: rest }, "")
      .insert(end, `\n${indent}${moved}`)
      .done();
  }
  return undefined;
});

/** The list is `[]` before the loop, and nobody but the loop fills it. */
function startsEmpty(view: View, condition: ts.Expression, loop: ts.Statement): boolean {
  const { ts } = view;
  const variable = nonEmptyList(view, condition);
  const local = variable && ownLocal(view, variable);
  if (variable === undefined || local?.declaration.initializer === undefined) return false;
  const { initializer } = local.declaration;
  const isEmpty = ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0;
  if (!isEmpty || !isUsedOnlyIn(variable, loop) || !runsOnceFrom(view, local.statement, loop)) return false;
  const node = unwrap(ts, condition);
  return !ts.isBinaryExpression(node) || !ts.isIdentifier(node.left) || startsAtZero(view, node.left, loop);
}

/** An index below zero would find the empty list not handed out yet. */
function startsAtZero(view: View, index: ts.Identifier, loop: ts.Statement): boolean {
  const variable = variableAt(view, index);
  const initializer = variable && ownLocal(view, variable)?.declaration.initializer;
  return variable !== undefined && initializer?.getText() === "0" && isUsedOnlyIn(variable, loop);
}
