import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { beginBehind, namesMore } from "../support/before-loop";
import { breaksOf, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet, runsOnceFrom, writesOf } from "../support/loops";
import { contains, isEndless, ownDescendants, withLabel } from "../support/nodes";
import { isConstantLiteral, isStable } from "../support/values";
import { definePass, variableAt, type View } from "../support/view";

/**
 * `let i = 0; while (true) { while (i < count) { …; i++; } … }` → `let i = 0; while (i < count) { …; i++; } while (true) { … }`
 *
 * Condition: the inner loop is the first that an endless loop does, and ends by its condition only: no jump leaves it or leads to the outer
 * loop. The condition compares what means the same wherever it is asked with a `let` that no closure knows and that nothing but the inner loop writes: so it
 * does not hold in any later round. The inner loop names nothing that the outer one declares.
 */
export const firstLoopBeforeLoop = definePass("first-loop-before-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const whole = withLabel(ts, outer);
    const [inner, ...rest] = outer.statement.statements;
    if (!inner || !ts.isWhileStatement(inner) || rest.length === 0 || !ts.isBlock(whole.parent)) continue;
    if (isLeft(view, inner) || !isSettled(view, inner, outer) || namesMore(view, [inner], outer.statement))
      continue;
    return beginBehind(view, new Edits(view), outer, inner).done();
  }
  return undefined;
});

/** Does a jump lead out of the loop, or round in another one? */
function isLeft({ ts }: View, inner: ts.WhileStatement): boolean {
  const jumps = ownDescendants(ts, inner.statement).filter((node) => ts.isBreakOrContinueStatement(node));
  if (breaksOf(ts, inner).length > 0) return true;
  return jumps.some((jump) => {
    const target = targetOf(ts, jump);
    return target === undefined || !contains(inner, target);
  });
}

/** Once the condition does not hold, it does not hold for ever. */
function isSettled(view: View, inner: ts.WhileStatement, outer: ts.WhileStatement): boolean {
  const { ts } = view;
  const condition = unwrap(ts, inner.expression);
  if (!ts.isBinaryExpression(condition) || !isComparison(ts, condition.operatorToken.kind)) return false;
  const isCounter = (side: ts.Expression): boolean => {
    const local = ownLet(view, variableAt(view, unwrap(ts, side)));
    return (
      local !== undefined &&
      !contains(outer, local.statement) &&
      runsOnceFrom(view, local.statement, outer) &&
      writesOf(local.variable).every(({ node }) => contains(inner.statement, node))
    );
  };
  const { left, right } = condition;
  return (isCounter(left) && isFixed(view, right)) || (isFixed(view, left) && isCounter(right));
}

function isComparison(ts: View["ts"], kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.LessThanToken ||
    kind === ts.SyntaxKind.LessThanEqualsToken ||
    kind === ts.SyntaxKind.GreaterThanToken ||
    kind === ts.SyntaxKind.GreaterThanEqualsToken
  );
}

/** A constant, a variable that nothing writes, or such a field. */
function isFixed(view: View, side: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, side);
  if (isConstantLiteral(view, node)) return true;
  const isOwn =
    ts.isIdentifier(node) ||
    (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword);
  return isOwn && isStable(view, node);
}
