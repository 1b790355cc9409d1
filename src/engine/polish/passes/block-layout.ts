import type ts from "typescript";
import { Edits, indentAt, indentUnit, trimmedEnd } from "../support/edits";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * A block that is spread over lines has its first statement and its closing brace on lines of their own, and its opening brace not further
 * in than what it belongs to. Always exact; a block on one line is its author's.
 */
export const blockLayout = definePass("block-layout", (view) => {
  const { ts } = view;
  for (const block of ownDescendants(ts, view.fn)) {
    if (!ts.isBlock(block)) continue;
    const start = startOf(view, block);
    const [first] = block.statements;
    const last: ts.Statement | undefined = block.statements.at(-1);
    if (!first || !last || !view.text.slice(start, block.end).includes("\n")) continue;
    const indent = indentAt(view, start);
    const gap = gapBefore(view, block);
    if (gap) return new Edits(view).replace(gap, " ").done();
    const beforeFirst = { start: start + 1, end: startOf(view, first) };
    if (/^[ \t]+$/.test(view.text.slice(beforeFirst.start, beforeFirst.end))) {
      return new Edits(view).replace(beforeFirst, `\n${indent}${indentUnit}`).done();
    }
    const close = block.end - 1;
    const end = trimmedEnd(view, close);
    if (!view.text.slice(end, close).includes("\n")) {
      return new Edits(view).replace({ start: end, end: close }, `\n${indent}`).done();
    }
  }
  return undefined;
});

/** `if (c)`, and the block that took the place of a statement on the line below */
function gapBefore(view: View, block: ts.Block): { start: number; end: number } | undefined {
  const { parent } = block;
  const isBranch = view.ts.isIfStatement(parent) || view.ts.isIterationStatement(parent, false);
  if (!isBranch || startOf(view, parent) === startOf(view, block)) return undefined;
  const end = startOf(view, block);
  const start = trimmedEnd(view, end);
  const between = view.text.slice(start, end);
  const own = between.slice(between.lastIndexOf("\n") + 1);
  return between.includes("\n") &&
    between.trim() === "" &&
    own.length > indentAt(view, startOf(view, parent)).length
    ? { start, end }
    : undefined;
}
