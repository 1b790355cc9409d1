import type ts from "typescript";
import { isWithin } from "../../syntax/nodes";
import { breaksOf, isInTailPosition } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { ownLet, writesOf } from "../support/loops";
import { asAssignment, isEndless, ownDescendants, siblingsOf, type EndlessLoop } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { let value; while (true) { …; value = row; break; } yield value; }` → `while (true) { while (true) { …; yield row; } }`
 *
 * Condition: the value is a `let` without an initial value that no closure knows, set right before each `break` of the inner loop and asked for
 * by the `yield` behind it alone; behind that the outer loop's next round begins with the inner loop again. No `try` stands around a `break`: its
 * handler would see what the consumer does.
 */
export const yieldInsideLoop = definePass("yield-inside-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const [declared, inner, given, ...more] = outer.statement.statements;
    if (!declared || !inner || !given || more.length > 0 || !isEndless(ts, inner)) continue;
    const local = ownLet(view, variableAt(view, yieldedBy(view, given)));
    if (local?.statement !== declared || local.declaration.initializer) continue;
    const endings = endingsOf(view, inner);
    const writes = writesOf(local.variable);
    const isAll = local.variable.uses.length === writes.length + 1 && writes.length === endings?.length;
    const areSet = endings?.every(({ set }) => variableAt(view, set.target) === local.variable);
    if (!endings || !isAll || !areSet) continue;
    const edits = new Edits(view).remove(declared).remove(given);
    for (const { set, leave, isLast } of endings) {
      const indent = indentAt(view, startOf(view, leave));
      const goOn = isLast ? "" : `\n${indent}continue;`;
      edits.remove(set.statement).replaceNode(leave, `yield ${textOf(view, set.value)};${goOn}`);
    }
    return edits.done();
  }
  return undefined;
});

/** `yield value;` */
function yieldedBy({ ts }: View, statement: ts.Statement): ts.Expression | undefined {
  const yielded = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return yielded && ts.isYieldExpression(yielded) && !yielded.asteriskToken ? yielded.expression : undefined;
}

/** Each `value = row; break;` of the loop; `undefined` where one leaves it otherwise. */
function endingsOf(view: View, loop: EndlessLoop) {
  const { ts } = view;
  const breaks = breaksOf(ts, loop);
  const endings = breaks.flatMap((leave) => {
    const siblings = siblingsOf(ts, leave);
    const set = asAssignment(ts, siblings?.[siblings.indexOf(leave) - 1]);
    if (!set || isTried(view, leave, loop)) return [];
    return [{ set, leave, isLast: isInTailPosition(ts, leave, loop.statement) }];
  });
  return endings.length > 0 && endings.length === breaks.length ? endings : undefined;
}

function isTried({ ts }: View, node: ts.Node, loop: ts.Node): boolean {
  return ts.findAncestor(node, (one) => ts.isTryStatement(one) && isWithin(one, loop)) !== undefined;
}
