import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, isAtEnd, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { conjunctsOf, flagOf, settingAt, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let done = false; while (!done) { done = true; …; if (c) { yield a; continue; } yield b; }` → `…; if (c) { yield a; return; } yield b;`,
 * and `while (!done && more) { done = true; … }` → `if (more) { … }`
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition and nothing else; the first thing in the loop sets it
 * to what ends the loop, and nothing sets it to anything else: so there is one round. Jumps to a second one leave the loop, which is the end
 * of the function then. No name of the body means something else outside it.
 */
export const flagToOnce = definePass("flag-to-once", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const whole = ts.isLabeledStatement(loop.parent) ? loop.parent : loop;
    if (!ts.isBlock(whole.parent) || wouldCollide(view, loop.statement.statements, whole.parent)) continue;
    const flag = flagOf(view, loop);
    if (!flag) continue;
    const settings = settingsOf(view, flag);
    const [first] = loop.statement.statements;
    if (first === undefined || !settings?.includes(first)) continue;
    const jumps = [...continuesOf(ts, loop), ...breaksOf(ts, loop)];
    if (jumps.length > 0 && !isAtEnd(view, whole)) continue;
    const edits = new Edits(view).remove(flag.local.statement);
    for (const setting of settings) if (setting !== first) edits.remove(setting);
    for (const jump of jumps) edits.replaceNode(jump, "return;");
    const condition = otherConditions(view, loop, flag);
    if (condition !== undefined) {
      const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
      return edits.replace(head, `if (${condition}) `).remove(first).done();
    }
    return edits.unwrap(startOf(view, whole), loop.statement, whole.end, first).done();
  }
  return undefined;
});

/** What the loop asks for besides the flag. */
function otherConditions(view: View, { expression }: ts.WhileStatement, flag: Flag): string | undefined {
  const others = conjunctsOf(view, expression).filter((one) => one !== flag.condition);
  const [only, ...more] = others;
  if (!only) return undefined;
  return more.length > 0
    ? others.map((one) => textOf(view, one)).join(" && ")
    : textOf(view, unwrap(view.ts, only));
}

/** Every statement that sets the flag; `undefined` when one sets it to something that does not end the loop. */
function settingsOf(view: View, { local, end }: Flag): ts.Statement[] | undefined {
  const writes = writesOf(local.variable);
  const settings = writes.flatMap(({ node }) => settingAt(view, node, end) ?? []);
  return settings.length === writes.length ? settings : undefined;
}
