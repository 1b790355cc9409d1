import type ts from "typescript";
import { canComplete, isNeededOutside } from "../support/control";
import { commentsWithin, Edits, indentAt, trimmedEnd } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `return; rest` → `return;`
 *
 * Condition: the statement before never completes. Functions and `var` are there from the start of their function, so where the rest
 * declares one it stays; and so it does where something before knows a name that it declares. Its comments are kept.
 */
export const dropUnreachable = definePass("drop-unreachable", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isBlock(node) && !ts.isCaseOrDefaultClause(node)) continue;
    const index = node.statements.findIndex((statement) => !canComplete(ts, statement));
    const rest = index < 0 ? [] : node.statements.slice(index + 1);
    const last = node.statements[index];
    const end = rest.at(-1)?.end;
    if (last === undefined || end === undefined) continue;
    if (rest.some((statement) => hoists(view, statement)) || isNeededOutside(view, rest)) continue;
    return without(view, last, end);
  }
  return undefined;
});

/** Does a statement declare what reaches beyond its block? */
function hoists({ ts }: View, statement: ts.Statement): boolean {
  return ownDescendants(ts, statement).some(
    (node) =>
      ts.isFunctionDeclaration(node) ||
      (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0),
  );
}

function without(view: View, last: ts.Statement, end: number) {
  const indent = indentAt(view, startOf(view, last));
  const comments = commentsWithin(view, { start: last.end, end });
  const start = trimmedEnd(view, last.end);
  return new Edits(view)
    .replace({ start, end }, comments.map((text) => `\n${indent}${text}`).join(""))
    .done();
}
