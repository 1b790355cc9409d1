import type ts from "typescript";
import { canComplete } from "../support/control";
import { commentsWithin, Edits, indentAt, trimmedEnd } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `return; rest` → `return;`
 *
 * Condition: the statement before never completes. Functions are declared wherever they stand, and `var` and the names
 * of a block reach upwards, so where the rest declares anything it stays. Its comments are kept.
 */
export const dropUnreachable = definePass("drop-unreachable", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isBlock(node)) continue;
    const index = node.statements.findIndex((statement) => !canComplete(ts, statement));
    const rest = index < 0 ? [] : node.statements.slice(index + 1);
    const last = node.statements[index];
    const end = rest.at(-1)?.end;
    if (last === undefined || end === undefined || rest.some((statement) => declares(view, statement)))
      continue;
    return without(view, last, end);
  }
  return undefined;
});

function declares({ ts }: View, statement: ts.Statement): boolean {
  for (const node of ownDescendants(ts, statement)) {
    if (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node))
      return true;
  }
  return false;
}

function without(view: View, last: ts.Statement, end: number) {
  const indent = indentAt(view, startOf(view, last));
  const comments = commentsWithin(view, { start: last.end, end });
  const start = trimmedEnd(view, last.end);
  return new Edits(view)
    .replace({ start, end }, comments.map((text) => `\n${indent}${text}`).join(""))
    .done();
}
