import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import {
  breaksOf,
  canListComplete,
  continuesOf,
  isAtEnd,
  isOnlyReturn,
  wouldCollide,
} from "../support/control";
import { commentsWithin, Edits, indentAt, leadingStart, movedText, rangeOf } from "../support/edits";
import { conjunctsOf, flagIn, flagOf, settingAt, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { contains, isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let done = false; while (!done) { done = true; …; if (c) { yield a; continue; } yield b; }` → `…; if (c) { yield a; return; } yield b;`,
 * and `while (!done && more) { done = true; … }` → `if (more) { … }`
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition and nothing else; the first thing in the loop sets it
 * to what ends the loop, and nothing sets it to anything else: so there is one round. Jumps to a second one leave the loop, which is the end
 * of the function then. No name of the body means something else outside it.
 *
 * `let sent = false; while (true) { if (sent) throw gone; sent = true; yield a; }` → `yield a; throw gone;`, and
 * `while (true) { await pause(); if (sent) return; sent = true; yield a; }` → `await pause(); yield a; await pause(); return;`
 *
 * Condition: the guard alone asks for the flag, leads to no second round, and the flag is set right behind it. No jump leads to the second round or
 * out of the loop, and what the guard does names nothing that the loop declares. Before the guard stands one short statement at the most.
 */
export const flagToOnce = definePass("flag-to-once", (view) => onceByCondition(view) ?? onceByGuard(view));

function onceByCondition(view: View) {
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
}

/** The guard of an endless loop lets one round through. */
function onceByGuard(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const { statements } = loop.statement;
    const at = statements.findIndex((one) => ts.isIfStatement(one));
    const guard = statements[at];
    const setting = statements[at + 1];
    if (!guard || !ts.isIfStatement(guard) || !setting || guard.elseStatement || at > 1) continue;
    const flag = flagIn(view, guard.expression, loop, true);
    if (!flag || !settingsOf(view, flag)?.includes(setting)) continue;
    if (statements.slice(0, at).some((one) => !isRepeatable(view, one))) continue;
    // With nothing before it, the guard is the loop's condition.
    if (at === 0 && isOnlyReturn(ts, guard.thenStatement)) continue;
    const exit = statementsOf(ts, guard.thenStatement);
    const work = statements.filter((one) => one !== guard && one !== setting);
    if (canListComplete(ts, exit) || !canListComplete(ts, work)) continue;
    if (continuesOf(ts, loop).length > 0 || breaksOf(ts, loop).length > 0) continue;
    if (wouldCollide(view, work, loop.parent) || wouldCollide(view, exit, loop.parent)) continue;
    const before = statements.slice(0, at);
    if (namesOneOf(view, [...exit, ...before], loop.statement)) continue;
    return unrolled(view, loop, loop.statement, { flag, guard, setting, exit, before });
  }
  return undefined;
}

interface Once {
  readonly flag: Flag;
  readonly guard: ts.IfStatement;
  readonly setting: ts.Statement;
  readonly exit: readonly ts.Statement[];
  /** What each round begins with. */
  readonly before: readonly ts.Statement[];
}

function unrolled(view: View, loop: ts.WhileStatement, body: ts.Block, once: Once) {
  const { flag, guard, setting, exit, before } = once;
  const edits = new Edits(view).remove(flag.local.statement);
  for (const one of settingsOf(view, flag) ?? []) if (one !== setting) edits.remove(one);
  const indent = indentAt(view, startOf(view, loop));
  const [first] = exit;
  const last = exit.at(-1);
  const span = first && last && rangeOf(view, first, last);
  const lines = before.map((one) => textOf(view, one));
  if (span) lines.push(movedText(view, span, indent));
  // What stands above the guard is said of its branch.
  const start = leadingStart(view, guard);
  const said = span ? commentsWithin(view, { start, end: span.start }) : [];
  edits.removeSpan({ start, end: rangeOf(view, setting).end }, keptBehind(view, guard, setting, span?.end));
  edits.unwrap(startOf(view, loop), body, loop.end);
  return edits.insert(loop.end, [...said, ...lines].map((line) => `\n${indent}${line}`).join("")).done();
}

/** The comments between the end of the guard's branch and the end of the setting's line. */
function keptBehind(view: View, guard: ts.Statement, setting: ts.Statement, from = guard.end): string[] {
  return commentsWithin(view, { start: from, end: rangeOf(view, setting).end });
}

/** One call on one line. */
function isRepeatable(view: View, statement: ts.Statement): boolean {
  const { ts } = view;
  const { start, end } = rangeOf(view, statement);
  if (!ts.isExpressionStatement(statement) || commentsWithin(view, { start, end }).length > 0) return false;
  const text = textOf(view, statement);
  return (
    !text.includes("\n") && text.length <= 40 && !ownDescendants(ts, statement).some(ts.isYieldExpression)
  );
}

/** Does one of the statements name what the block declares? */
function namesOneOf(view: View, statements: readonly ts.Statement[], block: ts.Block): boolean {
  return view.scopes.variables.some(
    ({ declaration, uses }) =>
      contains(block, declaration) &&
      !statements.some((one) => contains(one, declaration)) &&
      uses.some(({ node }) => statements.some((one) => contains(one, node))),
  );
}

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
