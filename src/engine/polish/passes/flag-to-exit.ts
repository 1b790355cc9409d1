import type ts from "typescript";
import { isAtEnd, isInTailPosition, targetOf } from "../support/control";
import { Edits } from "../support/edits";
import { flagOf, settingAt, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, type View } from "../support/view";

/**
 * `let isDone = false; while (!isDone) { …; if (done) { isDone = true; } else { … } }`
 * → `while (true) { …; if (done) { return; } else { … } }`, with `break` where more comes behind the loop.
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition alone, before anything there that has an effect; whatever
 * sets it gives it the value that ends the loop, and nothing but the end of the round comes after, or what leads straight to that: no
 * other jump, and no handler or `finally` around, from which the loop could go on.
 */
export const flagToExit = definePass("flag-to-exit", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop)) continue;
    const flag = flagOf(view, loop);
    const exit = isAtEnd(view, loop) ? "return;" : "break;";
    const settings = flag && settingsOf(view, flag, loop, exit);
    if (!flag || !settings) continue;
    const edits = new Edits(view).remove(flag.local.statement).replaceNode(flag.condition, "true");
    for (const { statement, jump, isEarly } of settings) {
      if (isEarly && jump) edits.remove(statement).replaceNode(jump, exit);
      else edits.replaceNode(statement, exit);
      if (!isEarly && jump) edits.remove(jump);
    }
    return edits.done();
  }
  return undefined;
});

interface Setting {
  readonly statement: ts.Statement;
  /** The `continue` behind it, or the `break` that leaves a `switch` at the end of the round. */
  readonly jump: ts.Statement | undefined;
  /** More comes between the two. */
  readonly isEarly?: boolean;
}

/** Every statement that sets the flag; `undefined` when one does not end the round, or there is none. */
function settingsOf(
  view: View,
  { local, end }: Flag,
  loop: ts.WhileStatement,
  exit: "return;" | "break;",
): Setting[] | undefined {
  const { ts } = view;
  const settings: Setting[] = [];
  for (const { node } of writesOf(local.variable)) {
    const statement = settingAt(view, node, end);
    if (statement === undefined) return undefined;
    const siblings = siblingsOf(ts, statement);
    const next = siblings?.[siblings.indexOf(statement) + 1];
    const jump = next && endsRound(view, next, loop) ? next : undefined;
    const late = jump || !siblings ? undefined : jumpBehind(view, statement, siblings, loop);
    if (late && exit === "return;") {
      settings.push({ statement, jump: late, isEarly: true });
      continue;
    }
    if (exit === "break;" && isInSwitch(view, statement, loop)) return undefined;
    if (!jump && !isInTailPosition(ts, statement, loop.statement)) return undefined;
    settings.push({ statement, jump });
  }
  return settings.length > 0 ? settings : undefined;
}

/** The `continue` that ends the statement's list, where what comes before it leads to nothing else. */
function jumpBehind(
  view: View,
  statement: ts.Statement,
  siblings: readonly ts.Statement[],
  loop: ts.WhileStatement,
): ts.Statement | undefined {
  const { ts } = view;
  const jump = siblings.at(-1);
  if (!jump || !ts.isContinueStatement(jump) || !endsRound(view, jump, loop)) return undefined;
  for (let node: ts.Node = statement; node !== loop; node = node.parent)
    if (ts.isTryStatement(node)) return undefined;
  const between = siblings.slice(siblings.indexOf(statement) + 1, -1);
  const jumps = between.flatMap((one) => ownDescendants(ts, one)).filter(ts.isBreakOrContinueStatement);
  return jumps.length === 0 ? jump : undefined;
}

/** Nothing comes after the jump but the next round. */
function endsRound({ ts }: View, statement: ts.Statement, loop: ts.WhileStatement): boolean {
  if (!ts.isBreakOrContinueStatement(statement)) return false;
  const target = targetOf(ts, statement);
  if (ts.isContinueStatement(statement)) return target === loop;
  return target !== undefined && ts.isSwitchStatement(target) && isInTailPosition(ts, target, loop.statement);
}

/** A `break` would leave something else than the loop. */
function isInSwitch({ ts }: View, statement: ts.Node, loop: ts.Statement): boolean {
  for (let node = statement.parent; node !== loop; node = node.parent) {
    if (ts.isSwitchStatement(node) || ts.isIterationStatement(node, false)) return true;
  }
  return false;
}
