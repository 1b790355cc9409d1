import type ts from "typescript";
import { Edits } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `{ if (done) return; }` → `if (done) return;`, where the block stands among statements and is the body of nothing; many write `case` with one.
 *
 * Condition: it declares nothing itself, or its braces would be there for that, and holds no comment that may be about all of it.
 */
export const loneBlock = definePass("lone-block", (view) => {
  const { ts } = view;
  for (const block of ownDescendants(ts, view.fn)) {
    if (!ts.isBlock(block) || !isAmongStatements(view, block) || block.statements.length === 0) continue;
    if (block.statements.some((statement) => declares(view, statement)) || hasComment(view, block)) continue;
    return new Edits(view).unwrap(startOf(view, block), block, block.end).done();
  }
  return undefined;
});

function isAmongStatements({ ts }: View, { parent }: ts.Block): boolean {
  return ts.isBlock(parent);
}

function declares({ ts }: View, statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) || ts.isDeclarationStatement(statement);
}

function hasComment(view: View, block: ts.Block): boolean {
  return view.comments.some(({ start, end }) => start >= startOf(view, block) && end <= block.end);
}
