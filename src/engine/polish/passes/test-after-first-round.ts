import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { continuesOf, leavesForGood } from "../support/control";
import { Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf } from "../support/loops";
import { asAssignment, isEndless, ownDescendants } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let started = false; while (true) { if (started && !cursor) return; started = true; … }`
 * → `while (true) { …; if (!cursor) return; }`
 *
 * Condition: the flag is a `let` that no closure knows, asked for and set here only; so the test is made at the start of each round but the first, which is the
 * end of each round. No `continue` passes it by.
 */
export const testAfterFirstRound = definePass("test-after-first-round", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [test, set, ...rest] = loop.statement.statements;
    const last = rest.at(-1);
    if (!test || !set || !last || !ts.isIfStatement(test) || test.elseStatement) continue;
    const parts = flagAndTest(view, test.expression);
    if (parts === undefined || continuesOf(ts, loop).length > 0) continue;
    const local = ownLet(view, variableAt(view, parts.flag));
    const assignment = asAssignment(ts, set);
    if (!local || assignment === undefined || variableAt(view, assignment.target) !== local.variable)
      continue;
    const isFlag =
      booleanOf(view, local.declaration.initializer) === !parts.whenSet &&
      booleanOf(view, assignment.value) === parts.whenSet &&
      local.variable.uses.length === 2 &&
      writesOf(local.variable).length === 1;
    if (!isFlag || !isUsedOnlyIn(local.variable, loop) || !runsOnceFrom(view, local.statement, loop))
      continue;
    const [exit, ...others] = statementsOf(ts, test.thenStatement);
    if (!leavesForGood(view, test.thenStatement, loop) || !exit || others.length > 0) continue;
    const indent = indentAt(view, startOf(view, last));
    const moved = movedText(view, rangeOf(view, test), indent).replace(textOf(view, test.expression), () =>
      textOf(view, unwrap(ts, parts.test)),
    );
    const range = rangeOf(view, test);
    return new Edits(view)
      .remove(local.statement)
      .removeSpan(range)
      .remove(set)
      .insert(rangeOf(view, last).end, `\n${indent}${moved}`)
      .done();
  }
  return undefined;
});

/** Reads `started && test` and `!first && test`. */
function flagAndTest({ ts }: View, condition: ts.Expression) {
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken)
    return undefined;
  const left = unwrap(ts, node.left);
  const isNegated = ts.isPrefixUnaryExpression(left) && left.operator === ts.SyntaxKind.ExclamationToken;
  const flag = isNegated ? unwrap(ts, left.operand) : left;
  return ts.isIdentifier(flag) ? { flag, whenSet: !isNegated, test: node.right } : undefined;
}
