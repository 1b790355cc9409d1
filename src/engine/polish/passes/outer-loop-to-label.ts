import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { asDeclaration, contains, isConst, isEndless, ownDescendants } from "../support/nodes";
import { isStable } from "../support/values";
import { definePass, startOf, type View } from "../support/view";

/**
 * `outer: while (true) { while (c) { …; continue outer; } return; }` → `outer: while (c) { …; continue outer; } return;`
 *
 * Condition: the inner `while` is the first thing in a round of the outer loop, so that a `continue` of either asks for `c` next; what comes after it never
 * completes and starts no round; nothing breaks out of the outer loop; no name of the body means something else outside it. Constants may come before it
 * that are the same in each round: `const rows = this.rows;` where nobody sets the field.
 */
export const outerLoopToLabel = definePass("outer-loop-to-label", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const label = ts.isLabeledStatement(outer.parent) ? outer.parent : undefined;
    if (!ts.isBlock((label ?? outer).parent)) continue;
    const constants = steadyConstants(view, outer.statement.statements);
    const [first, ...rest] = outer.statement.statements.slice(constants.length);
    if (!first || rest.length === 0 || canListComplete(ts, rest) || breaksOf(ts, outer).length > 0) continue;
    const inner = ts.isLabeledStatement(first) ? first.statement : first;
    if (!ts.isWhileStatement(inner) || isEndless(ts, inner) || wouldCollide(view, rest)) continue;
    const jumps = continuesOf(ts, outer);
    if (jumps.length === 0 || !jumps.every((jump) => contains(inner, jump))) continue;
    if (constants.length > 0) {
      if (ts.isLabeledStatement(first) || wouldCollide(view, constants)) continue;
      const edits = new Edits(view).unwrap(startOf(view, label ?? outer), outer.statement, outer.end);
      return (label ? edits.insert(startOf(view, first), `${label.label.text}: `) : edits).done();
    }
    const edits = new Edits(view).unwrap(startOf(view, outer), outer.statement, outer.end);
    if (ts.isLabeledStatement(first)) rename(edits, jumps, first.label.text);
    return edits.done();
  }
  return undefined;
});

/** The constants at the head of a round whose values are the same in each. */
function steadyConstants(view: View, statements: readonly ts.Statement[]): readonly ts.Statement[] {
  const end = statements.findIndex((one) => {
    const declaration = asDeclaration(view.ts, one);
    const list = declaration?.parent;
    const isConstant = list && view.ts.isVariableDeclarationList(list) && isConst(view.ts, list);
    return !isConstant || !declaration.initializer || !isStable(view, declaration.initializer);
  });
  return end < 0 ? [] : statements.slice(0, end);
}

/** The inner loop has a name already. */
function rename(edits: Edits, jumps: readonly ts.ContinueStatement[], name: string): void {
  for (const { label } of jumps) if (label) edits.replaceNode(label, name);
}
