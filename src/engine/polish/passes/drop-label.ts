import type ts from "typescript";
import { definePass, startOf, type View } from "../support/view";
import { targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { isEndless, ownDescendants } from "../support/nodes";

/**
 * `continue outer;` → `continue;` and `outer: while (…)` → `while (…)`.
 *
 * Condition: a jump without the label goes to the same place, or to the loop that each round of the endless outer loop begins with; a label goes when
 * no jump names it.
 */
export const dropLabel = definePass("drop-label", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (ts.isBreakOrContinueStatement(node) && isLabelNeedless(view, node)) {
      const word = ts.isBreakStatement(node) ? "break" : "continue";
      return new Edits(view)
        .replace({ start: startOf(view, node), end: node.label?.end ?? node.end }, word)
        .done();
    }
    if (ts.isLabeledStatement(node) && !isUsed(view, node)) {
      // A comment between the label and the loop is the loop's.
      const gap = /^\s*:\s*/.exec(view.text.slice(node.label.end))?.[0].length ?? 0;
      return new Edits(view).replace({ start: startOf(view, node), end: node.label.end + gap }, "").done();
    }
  }
  return undefined;
});

function isLabelNeedless({ ts }: View, jump: ts.BreakOrContinueStatement): boolean {
  if (jump.label === undefined) return false;
  let node: ts.Node = jump.parent;
  while (
    !ts.isLabeledStatement(node) &&
    !ts.isIterationStatement(node, false) &&
    !isSwitchFor(ts, node, jump)
  ) {
    node = node.parent;
  }
  const target = targetOf(ts, jump);
  return node === target || (ts.isContinueStatement(jump) && beginsRound(ts, node, target));
}

/** `outer: while (true) { while (c) { … continue outer; … } … }`: either `continue` asks for `c` next. */
function beginsRound(ts: View["ts"], inner: ts.Node, outer: ts.Node | undefined): boolean {
  if (!outer || !ts.isWhileStatement(inner) || !isEndless(ts, outer)) return false;
  return ts.isBlock(outer.statement) && outer.statement.statements[0] === inner;
}

function isSwitchFor(ts: View["ts"], node: ts.Node, jump: ts.BreakOrContinueStatement): boolean {
  return ts.isSwitchStatement(node) && ts.isBreakStatement(jump);
}

function isUsed({ ts }: View, labelled: ts.LabeledStatement): boolean {
  for (const node of ownDescendants(ts, labelled.statement)) {
    if (ts.isBreakOrContinueStatement(node) && node.label?.text === labelled.label.text) return true;
  }
  return false;
}
