import type ts from "typescript";
import { isAssignmentOperator, unwrap } from "../../syntax/nodes";
import { canComplete, isInLoopWithin, isInTailPosition, isTried, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { knownBehind } from "../support/known-here";
import { conjunctsOf } from "../../syntax/operators";
import { leaveInstead, settingAt } from "../support/loop-flags";
import { ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { contains, isEndless, ownDescendants, siblingsOf } from "../support/nodes";
import { isDecided } from "../support/next-round";
import { booleanOf } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let ended = false; while (true) { …; while (at < 0 && !ended) { …; if (done) ended = true; else at = …; } if (at < 0) { yield rest; return; } … }`
 * → `while (true) { …; while (at < 0) { …; if (done) break; else at = …; } if (at < 0) { yield rest; return; } … }`
 *
 * Condition: the flag is a `let` that no closure knows, and the inner loop's condition alone asks for it, last of all. Wherever it is set, the inner loop's round ends, outside of
 * any `try`; and by what has been asked and set, what stands behind that loop ends the generator then. So nobody asks for the flag once it is set.
 */
export const flagBeforeEnd = definePass("flag-before-end", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const parts = conjunctsOf(view.ts, loop.expression);
    const last = parts.at(-1);
    const flag = last && parts.length > 1 ? flagAt(view, last, loop) : undefined;
    const settings = flag && settingsOf(view, flag, loop);
    if (!last || !flag || !settings) continue;
    const rest = parts.slice(0, -1).map((part) => textOf(view, part));
    const edits = new Edits(view)
      .remove(flag.local.statement)
      .replaceNode(loop.expression, rest.join(" && "));
    for (const { statement, jump } of settings) leaveInstead(view, edits, statement, jump);
    return edits.done();
  }
  return undefined;
});

interface Flag {
  readonly local: Local;
  readonly end: boolean;
}

/** Reads `!ended` or `hasMore`, of a variable that lives longer than the endless loop around. */
function flagAt(view: View, condition: ts.Expression, loop: ts.WhileStatement): Flag | undefined {
  const { ts } = view;
  const isNegated =
    ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken;
  const local = ownLet(view, variableAt(view, isNegated ? unwrap(ts, condition.operand) : condition));
  const block = loop.parent;
  const outer = ts.isBlock(block) ? block.parent : undefined;
  if (!local || !outer || !isEndless(ts, outer) || contains(outer, local.statement)) return undefined;
  const { uses } = local.variable;
  if (!runsOnceFrom(view, local.statement, outer) || uses.filter(({ reads }) => reads).length !== 1)
    return undefined;
  return booleanOf(view, local.declaration.initializer) === !isNegated
    ? { local, end: isNegated }
    : undefined;
}

interface Setting {
  readonly statement: ts.Statement;
  readonly jump: ts.ContinueStatement | undefined;
}

function settingsOf(view: View, { local, end }: Flag, loop: ts.WhileStatement): Setting[] | undefined {
  const { ts } = view;
  const settings = writesOf(local.variable).map(({ node }) => {
    const statement = settingAt(view, node, end);
    if (!statement || !contains(loop, statement) || isTried(ts, statement, loop)) return undefined;
    if (isInLoopWithin(ts, statement, loop)) return undefined;
    const siblings = siblingsOf(ts, statement);
    const next = siblings?.[siblings.indexOf(statement) + 1];
    const jump = next && ts.isContinueStatement(next) && targetOf(ts, next) === loop ? next : undefined;
    if (!jump && !isInTailPosition(ts, statement, loop.statement)) return undefined;
    return endsBehind(view, statement, loop) ? { statement, jump } : undefined;
  });
  const known = settings.filter((one) => one !== undefined);
  return known.length > 0 && known.length === settings.length ? known : undefined;
}

/** Right behind the loop a branch ends the generator, of which is known that it is taken. */
function endsBehind(view: View, setting: ts.Statement, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  const siblings = siblingsOf(ts, loop);
  const choice = siblings?.[siblings.indexOf(loop) + 1];
  if (!choice || !ts.isIfStatement(choice) || canComplete(ts, choice.thenStatement)) return false;
  const leads = ownDescendants(ts, choice.thenStatement).filter(ts.isBreakOrContinueStatement);
  const isLeft = leads.some((jump) => {
    const target = targetOf(ts, jump);
    return !target || !contains(choice, target);
  });
  const sets = ownDescendants(ts, choice.expression).some(
    (node) => ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind),
  );
  return (
    !isLeft && !sets && isDecided(view, choice.expression, loop, knownBehind(view, setting, loop)) === true
  );
}
