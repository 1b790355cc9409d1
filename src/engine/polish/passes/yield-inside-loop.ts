import { isInTailPosition, settingBreaks } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { ownLet, writesOf } from "../support/loops";
import { isEndless, ownDescendants, yieldedBy } from "../support/nodes";
import { definePass, startOf, textOf, variableAt } from "../support/view";

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
    const local = ownLet(view, variableAt(view, yieldedBy(ts, given)));
    if (local?.statement !== declared || local.declaration.initializer) continue;
    const endings = settingBreaks(ts, inner);
    const writes = writesOf(local.variable);
    const isAll = local.variable.uses.length === writes.length + 1 && writes.length === endings?.length;
    const areSet = endings?.every(({ set }) => variableAt(view, set.target) === local.variable);
    if (!endings || !isAll || !areSet) continue;
    const edits = new Edits(view).remove(declared).remove(given);
    for (const { set, leave } of endings) {
      const indent = indentAt(view, startOf(view, leave));
      const goOn = isInTailPosition(ts, leave, inner.statement) ? "" : `\n${indent}continue;`;
      edits.remove(set.statement).replaceNode(leave, `yield ${textOf(view, set.value)};${goOn}`);
    }
    return edits.done();
  }
  return undefined;
});
