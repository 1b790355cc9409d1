import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { isNothing } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let node; while (true) { node = node ? node.next : this.head; if (!node) return; … }` → `for (let node = this.head; node; node = node.next) { … }`
 *
 * Condition: the variable is a `let` that no closure knows and that begins as nothing; the round's first statement is all that sets it, and the second
 * one leaves for good where there is none: so there is one whenever a later round begins. Only the loop names it. It has a type written down, since
 * that of its first value may be too narrow, or there are no types.
 */
export const walkToFor = definePass("walk-to-for", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || ts.isLabeledStatement(loop.parent)) continue;
    const [step, guard] = loop.statement.statements;
    const assignment = asAssignment(ts, step);
    const local = assignment && ownLet(view, variableAt(view, assignment.target));
    const choice = assignment && unwrap(ts, assignment.value);
    if (!step || !guard || !local || !choice || !ts.isConditionalExpression(choice)) continue;
    if (!asksFor(view, choice.condition, local) || !isOnlySetHere(view, local, loop, step)) continue;
    if (!isGuard(view, guard, local) || !leavesForGood(view, guard.thenStatement, loop)) continue;
    if (local.variable.uses.some(({ node }) => contains(choice.whenFalse, node))) continue;
    const start = startOf(view, loop);
    const first = startOf(view, step);
    if (commentsWithin(view, { start, end: guard.end }).length > 0) continue;
    const { name } = local.variable;
    const type = local.declaration.type ? `: ${textOf(view, local.declaration.type)}` : "";
    const begin = `let ${name}${type} = ${textOf(view, choice.whenFalse)}`;
    const head = `for (${begin}; ${name}; ${name} = ${textOf(view, choice.whenTrue)}) `;
    return new Edits(view)
      .remove(local.statement)
      .replace({ start, end: startOf(view, loop.statement) }, head)
      .removeSpan({ start: first, end: guard.end })
      .done();
  }
  return undefined;
});

/** `node`, as a condition */
function asksFor(view: View, condition: ts.Expression, { variable }: Local): boolean {
  return variableAt(view, unwrap(view.ts, condition)) === variable;
}

/** `if (!node) return;` */
function isGuard(view: View, statement: ts.Statement, local: Local): statement is ts.IfStatement {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const asked = unwrap(ts, statement.expression);
  return (
    ts.isPrefixUnaryExpression(asked) &&
    asked.operator === ts.SyntaxKind.ExclamationToken &&
    asksFor(view, asked.operand, local)
  );
}

function isOnlySetHere(view: View, local: Local, loop: ts.WhileStatement, step: ts.Statement): boolean {
  const { variable, declaration, statement } = local;
  const { initializer } = declaration;
  if (initializer && !isNothing(view, initializer)) return false;
  if (!declaration.type && !view.context.isJavaScript) return false;
  const [write, ...more] = writesOf(variable);
  return (
    write !== undefined &&
    more.length === 0 &&
    contains(step, write.node) &&
    isUsedOnlyIn(variable, loop) &&
    !contains(loop, statement) &&
    runsOnceFrom(view, statement, loop)
  );
}
