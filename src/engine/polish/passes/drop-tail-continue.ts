import type ts from "typescript";
import { definePass, type View } from "../support/view";
import { isInTailPosition, isOnlyOfClause, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { contains, isLoop, ownDescendants, siblingsOf } from "../support/nodes";
import { unwrap } from "../../syntax/nodes";

/**
 * `while (…) { …; continue; }` → `while (…) { … }`, also at the end of `if`, `else`, `try`, `catch` and the last clause of a `switch`; at the end of another clause that
 * yields, `continue;` → `break;`, and before such a `break;` it goes as well.
 *
 * Condition: nothing of the loop's body comes after the `continue`, or after the `break`. `finally` blocks on the way run either way.
 */
export const dropTailContinue = definePass("drop-tail-continue", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isContinueStatement(node)) continue;
    const loop = targetOf(ts, node);
    if (loop === undefined || !isLoop(ts, loop)) continue;
    if (isOnlyOfClause(ts, node)) continue;
    if (isInTailPosition(ts, node, loop.statement)) return without(view, node);
    if (isBeforeBreak(ts, node, loop.statement)) return without(view, node);
    if (isEndOfYield(ts, node, loop.statement)) return new Edits(view).replaceNode(node, "break;").done();
  }
  return undefined;
});

/** `case 1: …; yield x; continue;` in a `switch` that is the end of the round */
function isEndOfYield(ts: View["ts"], jump: ts.ContinueStatement, body: ts.Statement): boolean {
  const statements = siblingsOf(ts, jump);
  const holder = ts.isBlock(jump.parent) ? jump.parent : jump;
  const clause = holder.parent;
  if (statements?.at(-1) !== jump || !ts.isCaseOrDefaultClause(clause)) return false;
  if (clause.statements.at(-1) !== holder) return false;
  const before = statements.at(-2);
  const isYield =
    before && ts.isExpressionStatement(before) && ts.isYieldExpression(unwrap(ts, before.expression));
  return isYield === true && isInTailPosition(ts, clause.parent.parent, body);
}

/** `if (c) { …; continue; } break;` in a `switch` that is the end of the round */
function isBeforeBreak(ts: View["ts"], jump: ts.ContinueStatement, body: ts.Statement): boolean {
  for (let node: ts.Node = jump; node !== body && !ts.isCaseOrDefaultClause(node); node = node.parent) {
    const { parent } = node;
    const siblings = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent) ? parent.statements : undefined;
    const next = siblings?.[siblings.findIndex((one) => one === node) + 1];
    if (!next) continue;
    const left = ts.isBreakStatement(next) ? targetOf(ts, next) : undefined;
    const isEnd = left && ts.isSwitchStatement(left) && isInTailPosition(ts, left, body);
    return isEnd === true && contains(left, jump) && isInTailPosition(ts, jump, node);
  }
  return false;
}

function without(view: View, jump: ts.ContinueStatement) {
  // `if (c) continue;`: the empty block is taken away by another pass, where the condition allows it.
  return new Edits(view).drop(jump).done();
}
