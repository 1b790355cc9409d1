import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { contains, isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf } from "../support/view";

/**
 * `outer: while (true) { while (c) { …; continue outer; } return; }` → `outer: while (c) { …; continue outer; } return;`
 *
 * Condition: the inner `while` is the first thing in a round of the outer loop, so that a `continue` of either asks for `c` next; what comes after it never
 * completes and starts no round; nothing breaks out of the outer loop; no name of the body means something else outside it.
 */
export const outerLoopToLabel = definePass("outer-loop-to-label", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const label = ts.isLabeledStatement(outer.parent) ? outer.parent : undefined;
    if (!ts.isBlock((label ?? outer).parent)) continue;
    const [first, ...rest] = outer.statement.statements;
    if (!first || rest.length === 0 || canListComplete(ts, rest) || breaksOf(ts, outer).length > 0) continue;
    const inner = ts.isLabeledStatement(first) ? first.statement : first;
    if (!ts.isWhileStatement(inner) || isEndless(ts, inner) || wouldCollide(view, rest)) continue;
    const jumps = continuesOf(ts, outer);
    if (jumps.length === 0 || !jumps.every((jump) => contains(inner, jump))) continue;
    const edits = new Edits(view).unwrap(startOf(view, outer), outer.statement, outer.end);
    if (ts.isLabeledStatement(first)) rename(edits, jumps, first.label.text);
    return edits.done();
  }
  return undefined;
});

/** The inner loop has a name already. */
function rename(edits: Edits, jumps: readonly ts.ContinueStatement[], name: string): void {
  for (const { label } of jumps) if (label) edits.replaceNode(label, name);
}
