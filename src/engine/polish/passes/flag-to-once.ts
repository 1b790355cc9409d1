import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { conjunctsOf } from "../../syntax/operators";
import { namesMore } from "../support/before-loop";
import {
  breaksOf,
  canListComplete,
  continuesOf,
  isAtEnd,
  isOnlyReturn,
  wouldCollide,
} from "../support/control";
import {
  commentsWithin,
  contentStart,
  Edits,
  indentAt,
  leadingStart,
  movedText,
  rangeOf,
  trimmedEnd,
} from "../support/edits";
import { flagIn, flagOf, settingAt, type Flag } from "../support/loop-flags";
import { ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { contains, isEndless, ownDescendants, withLabel } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

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
 *
 * `let calls = 0; while (true) { calls += 1; if (calls !== 1) throw gone; yield a; }` → `yield a; throw gone;`, and with `if (calls++ > 0)`
 *
 * Condition: the same, with a `let` that starts at a number, goes up by one in each round and is asked for by the guard alone, which lets the first number through and
 * none behind it.
 */
export const flagToOnce = definePass("flag-to-once", (view) => onceByCondition(view) ?? onceByGuard(view));

function onceByCondition(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const whole = withLabel(ts, loop);
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
    const gate = flagGate(view, loop, statements) ?? counterGate(view, loop, statements);
    if (!gate) continue;
    const { guard, gone, before } = gate;
    const exit = statementsOf(ts, guard.thenStatement);
    const work = statements.filter((one) => one !== guard && !gone.includes(one));
    if (canListComplete(ts, exit) || !canListComplete(ts, work)) continue;
    if (continuesOf(ts, loop).length > 0 || breaksOf(ts, loop).length > 0) continue;
    if (wouldCollide(view, work, loop.parent) || wouldCollide(view, exit, loop.parent)) continue;
    if (namesMore(view, [...exit, ...before], loop.statement)) continue;
    return unrolled(view, loop, loop.statement, { ...gate, exit });
  }
  return undefined;
}

/** What lets one round through. */
interface Gate {
  readonly local: Local;
  readonly guard: ts.IfStatement;
  /** What is of no use any more, the guard apart. */
  readonly gone: readonly ts.Statement[];
  /** What each round begins with. */
  readonly before: readonly ts.Statement[];
}

/** `if (sent) throw gone; sent = true;` */
function flagGate(
  view: View,
  loop: ts.WhileStatement,
  statements: readonly ts.Statement[],
): Gate | undefined {
  const { ts } = view;
  const at = statements.findIndex((one) => ts.isIfStatement(one));
  const guard = statements[at];
  const setting = statements[at + 1];
  if (!guard || !ts.isIfStatement(guard) || !setting || guard.elseStatement || at > 1) return undefined;
  const flag = flagIn(view, guard.expression, loop, true);
  const gone = flag && settingsOf(view, flag);
  if (!flag || !gone?.includes(setting)) return undefined;
  const before = statements.slice(0, at);
  if (before.some((one) => !isRepeatable(view, one) || gone.includes(one))) return undefined;
  // With nothing before it, the guard is the loop's condition.
  if (at === 0 && isOnlyReturn(ts, guard.thenStatement)) return undefined;
  return { local: flag.local, guard, gone, before };
}

/** `calls++; if (calls !== 1) throw gone;`, `if (calls++ > 0) throw gone;` */
function counterGate(
  view: View,
  loop: ts.WhileStatement,
  statements: readonly ts.Statement[],
): Gate | undefined {
  const { ts } = view;
  const [first, second] = statements;
  const step = first && ts.isExpressionStatement(first) ? stepIn(view, first.expression) : undefined;
  const guard = step ? second : first;
  if (!guard || !ts.isIfStatement(guard) || guard.elseStatement) return undefined;
  if (!step && isOnlyReturn(ts, guard.thenStatement)) return undefined;
  const { left, operatorToken, right } = comparisonIn(view, guard.expression) ?? {};
  const asked = left && (step ? plainName(view, left) : stepIn(view, left));
  const variable = asked?.variable;
  const local = variable && ownLet(view, variable);
  if (!asked || !local || contains(loop, local.statement) || !runsOnceFrom(view, local.statement, loop))
    return undefined;
  if (step && step.variable !== variable) return undefined;
  const start = numberOf(view, local.declaration.initializer);
  const bound = numberOf(view, right);
  if (start === undefined || bound === undefined || variable.uses.length !== (step ? 2 : 1)) return undefined;
  const isFirstOnly = holdsFromSecond(ts, operatorToken?.kind, bound, start + (step ? 1 : asked.ahead));
  return isFirstOnly ? { local, guard, gone: step && first ? [first] : [], before: [] } : undefined;
}

function comparisonIn({ ts }: View, condition: ts.Expression): Partial<ts.BinaryExpression> | undefined {
  const node = unwrap(ts, condition);
  return ts.isBinaryExpression(node) ? node : undefined;
}

/** A counter, and by how much what an expression gives of it is ahead of what it was before. */
interface Counter {
  readonly variable: Variable;
  readonly ahead: number;
}

function plainName(view: View, expression: ts.Expression): Counter | undefined {
  const variable = variableAt(view, unwrap(view.ts, expression));
  return variable && { variable, ahead: 0 };
}

/** Reads `calls++`, `++calls` and `calls += 1`. */
function stepIn(view: View, expression: ts.Expression): Counter | undefined {
  const { ts } = view;
  const node = unwrap(ts, expression);
  const isStep = ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node);
  if (isStep && node.operator === ts.SyntaxKind.PlusPlusToken) {
    const variable = variableAt(view, node.operand);
    return variable && { variable, ahead: ts.isPrefixUnaryExpression(node) ? 1 : 0 };
  }
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  const variable = isSum && numberOf(view, node.right) === 1 ? variableAt(view, node.left) : undefined;
  return variable && { variable, ahead: 1 };
}

function numberOf({ ts }: View, expression: ts.Expression | undefined): number | undefined {
  const value = expression && ts.isNumericLiteral(expression) ? Number(expression.text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Does a comparison with a bound hold for none but what comes after the first of the numbers that a counter goes through? */
function holdsFromSecond(
  ts: View["ts"],
  kind: ts.SyntaxKind | undefined,
  bound: number,
  first: number,
): boolean {
  switch (kind) {
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
      return bound === first;
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return bound === first + 1;
    default:
      return false;
  }
}

function unrolled(
  view: View,
  loop: ts.WhileStatement,
  body: ts.Block,
  { local, guard, gone, before, exit }: Gate & { readonly exit: readonly ts.Statement[] },
) {
  const setting = gone.find((one) => one.pos === guard.end);
  const edits = new Edits(view).remove(local.statement);
  for (const one of gone) if (one.pos > guard.end) edits.remove(one);
  const indent = indentAt(view, startOf(view, loop));
  const [first] = exit;
  const last = exit.at(-1);
  const span = first && last && rangeOf(view, first, last);
  const lines = before.map((one) => textOf(view, one));
  if (span) lines.push(movedText(view, span, indent));
  // What stands above the guard is said of its branch.
  const start = leadingStart(view, guard);
  const said = span ? commentsWithin(view, { start, end: span.start }) : [];
  const { end } = rangeOf(view, setting ?? guard);
  const behind = commentsWithin(view, { start: span?.end ?? guard.end, end });
  if (before.length > 0) edits.removeSpan({ start, end }, behind).unwrap(startOf(view, loop), body, loop.end);
  else unwrapBehind(view, edits, loop, body, { start, end, behind });
  return edits.insert(loop.end, [...said, ...lines].map((line) => `\n${indent}${line}`).join("")).done();
}

/** Takes the loop away with the guard that it begins with, and moves what is behind that to the left. */
function unwrapBehind(
  view: View,
  edits: Edits,
  loop: ts.WhileStatement,
  body: ts.Block,
  gate: { readonly start: number; readonly end: number; readonly behind: readonly string[] },
): void {
  const start = startOf(view, loop);
  const indent = indentAt(view, start);
  const from = contentStart(view, gate.end);
  const to = trimmedEnd(view, body.end - 1);
  const kept = [...commentsWithin(view, { start, end: gate.start }), ...gate.behind];
  edits.replace({ start, end: from }, kept.map((comment) => `${comment}\n${indent}`).join(""));
  edits.shift({ start: from, end: to }, -1).replace({ start: to, end: loop.end }, "");
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

/** What the loop asks for besides the flag. */
function otherConditions(view: View, { expression }: ts.WhileStatement, flag: Flag): string | undefined {
  const others = conjunctsOf(view.ts, expression).filter((one) => one !== flag.condition);
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
