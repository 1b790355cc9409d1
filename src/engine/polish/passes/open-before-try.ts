import type ts from "typescript";
import { Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isRightBefore, ownLet, writesOf } from "../support/loops";
import { asAssignment, contains, ownDescendants } from "../support/nodes";
import { isNothing } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let reader; try { reader = open(); … } finally { reader?.releaseLock(); }` → `const reader = open(); try { … } finally { reader?.releaseLock(); }`
 *
 * Condition: the opening is the first statement of the `try` and the variable's only write; there is no `catch`; and the `finally` does nothing when nothing
 * was opened, since each of its statements is `reader?.…()` or `if (reader) …`: so a failing `open()` is the same inside and outside.
 */
export const openBeforeTry = definePass("open-before-try", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isTryStatement(node) || node.catchClause || !node.finallyBlock || !ts.isBlock(node.parent))
      continue;
    const [first, ...rest] = node.tryBlock.statements;
    const assignment = asAssignment(ts, first);
    const local = assignment && ownLet(view, variableAt(view, assignment.target));
    if (!first || !assignment || !local || rest.length === 0) continue;
    if (!isNothing(view, local.declaration.initializer)) continue;
    const { variable } = local;
    if (writesOf(variable).length !== 1 || !isRightBefore(view, local.statement, node)) continue;
    if (
      variable.uses.some((use) => !contains(node, use.node)) ||
      !isIdleWithout(view, node.finallyBlock, variable.name)
    )
      continue;
    const start = startOf(view, node);
    const indent = indentAt(view, start);
    const range = rangeOf(view, first);
    const lead = movedText(view, { start: range.start, end: startOf(view, first) }, indent);
    const moved = `${lead}const ${movedText(view, { start: startOf(view, first), end: range.end }, indent)}`;
    return new Edits(view)
      .remove(local.statement)
      .insert(start, `${moved}\n${indent}`)
      .removeSpan(range)
      .done();
  }
  return undefined;
});

/** Every statement is `x?.method(…);`, awaited or not, or stands under `if (x)`. */
function isIdleWithout(view: View, block: ts.Block, name: string): boolean {
  const { ts } = view;
  return block.statements.every((statement) => {
    if (ts.isIfStatement(statement))
      return !statement.elseStatement && textOf(view, statement.expression) === name;
    if (!ts.isExpressionStatement(statement)) return false;
    const call = ts.isAwaitExpression(statement.expression)
      ? statement.expression.expression
      : statement.expression;
    return ts.isCallExpression(call) && textOf(view, call).startsWith(`${name}?.`);
  });
}
