import type ts from "typescript";
import { isInTailPosition, isPlainReturn, isTried, targetOf } from "../support/control";
import { Edits, indentAt, rangeOf } from "../support/edits";
import { knownBehind } from "../support/known-here";
import { reachedFrom } from "../support/next-round";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `while (true) { …; if (ended) { if (rest === "") return; yield rest; rest = ""; continue; } … }`
 * → `while (true) { …; if (ended) { if (rest === "") return; yield rest; rest = ""; return; } … }`
 *
 * Condition: by what the round has set and asked last, the next one does nothing but to ask, and then returns. All of that is about variables that no
 * closure knows, and that nothing has written since. The round ends with the setting of one of them to a constant, outside of any `try`.
 */
export const settledRound = definePass("settled-round", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop)) continue;
    for (const set of ownDescendants(ts, loop.statement)) {
      if (!ts.isExpressionStatement(set) || !asAssignment(ts, set) || isTried(ts, set, loop)) continue;
      const end = endBehind(view, set, loop);
      if (!end || !isPlainReturn(ts, reachedFrom(view, loop, knownBehind(view, set, loop)))) continue;
      const edits = new Edits(view);
      if (end.jump) return edits.replaceNode(end.jump, "return;").done();
      return edits.insert(rangeOf(view, set).end, `\n${indentAt(view, startOf(view, set))}return;`).done();
    }
  }
  return undefined;
});

/** @returns how the round ends behind a statement: by the jump that comes next, or by itself */
function endBehind(
  { ts }: View,
  set: ts.Statement,
  loop: ts.WhileStatement,
): { readonly jump: ts.ContinueStatement | undefined } | undefined {
  const siblings = siblingsOf(ts, set);
  const next = siblings?.[siblings.indexOf(set) + 1];
  if (next && ts.isContinueStatement(next)) return targetOf(ts, next) === loop ? { jump: next } : undefined;
  return siblings && !next && isInTailPosition(ts, set, loop.statement) ? { jump: undefined } : undefined;
}
