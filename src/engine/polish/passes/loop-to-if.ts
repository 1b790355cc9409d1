import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { conjunctsOf } from "../../syntax/operators";
import { breaksOf, continuesOf, isAtEnd } from "../support/control";
import { Edits } from "../support/edits";
import { settingAt } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { booleanOf, isDisposable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (isFirst) { isFirst = false; yield a; }` → `if (isFirst) { isFirst = false; yield a; }`, and the same with `this.isFirst`
 *
 * Condition: each round sets what its condition asks for so that it does not hold any more, before it goes round in any way; and whoever else
 * sets it, while the generator waits for its consumer or for a promise, sets it to the same. What the condition asks for before that has no effect. A jump to a second round leaves the
 * loop, which is the end of the function then.
 *
 * `while (given < 1) { given++; yield a; }` → `if (given < 1) { given++; yield a; }`
 *
 * Condition: the same, where a number is only ever counted up, by anybody, and no more than one number from where it starts lets a round through.
 */
export const loopToIf = definePass("loop-to-if", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement) || ts.isLabeledStatement(loop.parent))
      continue;
    if (!hasOneRound(view, loop, loop.statement)) continue;
    const jumps = [...continuesOf(ts, loop), ...breaksOf(ts, loop)];
    if (jumps.length > 0 && !isAtEnd(view, loop)) continue;
    const start = startOf(view, loop);
    const edits = new Edits(view).replace({ start, end: start + "while".length }, "if");
    for (const jump of jumps) edits.replaceNode(jump, "return;");
    return edits.done();
  }
  return undefined;
});

function hasOneRound(view: View, loop: ts.WhileStatement, { statements }: ts.Block): boolean {
  const { ts } = view;
  const [early] = continuesOf(ts, loop);
  return statements.some((one) => {
    const setting = ts.isExpressionStatement(one) ? one.expression : undefined;
    if (!setting || (early && one.end > early.pos)) return false;
    const isPlain =
      ts.isBinaryExpression(setting) && setting.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isPlain ? endsLoop(view, loop.expression, setting) : countsPast(view, loop.expression, setting);
  });
}

/** Does the condition not hold any more, once this is set? */
function endsLoop(view: View, condition: ts.Expression, { left, right }: ts.BinaryExpression): boolean {
  const end = booleanOf(view, right);
  if (end === undefined) return false;
  const asked = `${end ? "!" : ""}${textOf(view, left)}`;
  for (const part of conjunctsOf(view.ts, condition)) {
    if (textOf(view, unwrap(view.ts, part)) === asked) return isNeverSetBack(view, left, end);
    if (!isDisposable(view, part)) return false;
  }
  return false;
}

/** Does the condition let but one number of a counter through, from which this steps on? */
function countsPast(view: View, condition: ts.Expression, step: ts.Expression): boolean {
  const { ts } = view;
  const isStep = ts.isPostfixUnaryExpression(step) || ts.isPrefixUnaryExpression(step);
  if (!isStep || step.operator !== ts.SyntaxKind.PlusPlusToken) return false;
  const counter = textOf(view, step.operand);
  const start = view.context.factsOf(counter)?.countsUpFrom;
  if (start === undefined || variableAt(view, step.operand)) return false;
  for (const part of conjunctsOf(view.ts, condition)) {
    const asked = unwrap(ts, part);
    if (ts.isBinaryExpression(asked) && textOf(view, asked.left) === counter)
      return isOnlyFirst(view, asked, start);
    if (!isDisposable(view, part)) return false;
  }
  return false;
}

/** Of all whole numbers from the first one on, no two can follow each other for which the comparison holds. */
function isOnlyFirst({ ts }: View, { operatorToken: { kind }, right }: ts.BinaryExpression, first: number) {
  if (!ts.isNumericLiteral(right) || !/^\d{1,9}$/.test(right.text)) return false;
  const bound = Number(right.text);
  switch (kind) {
    case ts.SyntaxKind.LessThanToken:
      return bound <= first + 1;
    case ts.SyntaxKind.LessThanEqualsToken:
      return bound <= first;
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return true;
    default:
      return false;
  }
}

/** Nobody sets it to anything else. */
function isNeverSetBack(view: View, flag: ts.Expression, end: boolean): boolean {
  const variable = variableAt(view, flag);
  if (!variable) return view.context.factsOf(textOf(view, flag))?.onlySetTo === end;
  return writesOf(variable).every(({ node }) => settingAt(view, node, end) !== undefined);
}
