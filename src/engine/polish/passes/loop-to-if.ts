import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, isAtEnd } from "../support/control";
import { Edits } from "../support/edits";
import { conjunctsOf, settingAt } from "../support/loop-flags";
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
    const isPlain =
      setting !== undefined &&
      ts.isBinaryExpression(setting) &&
      setting.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isPlain && (!early || one.end <= early.pos) && endsLoop(view, loop.expression, setting);
  });
}

/** Does the condition not hold any more, once this is set? */
function endsLoop(view: View, condition: ts.Expression, { left, right }: ts.BinaryExpression): boolean {
  const end = booleanOf(view, right);
  if (end === undefined) return false;
  const asked = `${end ? "!" : ""}${textOf(view, left)}`;
  for (const part of conjunctsOf(view, condition)) {
    if (textOf(view, unwrap(view.ts, part)) === asked) return isNeverSetBack(view, left, end);
    if (!isDisposable(view, part)) return false;
  }
  return false;
}

/** Nobody sets it to anything else. */
function isNeverSetBack(view: View, flag: ts.Expression, end: boolean): boolean {
  const variable = variableAt(view, flag);
  if (!variable) return view.context.factsOf(textOf(view, flag))?.onlySetTo === end;
  return writesOf(variable).every(({ node }) => settingAt(view, node, end) !== undefined);
}
