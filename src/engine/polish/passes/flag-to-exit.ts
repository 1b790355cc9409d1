import type ts from "typescript";
import {
  canListComplete,
  isAtEnd,
  isInLoopWithin,
  isInTailPosition,
  isTried,
  targetOf,
} from "../support/control";
import { Edits, indentAt, rangeOf } from "../support/edits";
import { unwrap } from "../../syntax/nodes";
import { flagOf, leaveInstead, settingAt, type Flag } from "../support/loop-flags";
import { admitsNothing, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, ownDescendants, siblingsOf } from "../support/nodes";
import { isOpened } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let isDone = false; while (!isDone) { …; if (done) { isDone = true; } else { … } }`
 * → `while (true) { …; if (done) { return; } else { … } }`, with `break` where more comes behind the loop.
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition alone, before anything there that has an effect; whatever
 * sets it gives it the value that ends the loop, and nothing but the end of the round comes after, or what leads straight to that: no
 * other jump, and no handler or `finally` around, from which the loop could go on.
 *
 * `let source: Source | undefined = open(); while (source !== undefined) { …; if (done) { source = undefined; yield rest; continue; } … }`
 * → `let source = open(); while (true) { …; if (done) { yield rest; return; } … }`
 *
 * Condition: the same, with a `let` that is an object for certain until the loop empties it, and that nothing asks for from there on.
 */
export const flagToExit = definePass("flag-to-exit", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop)) continue;
    const flag = flagOf(view, loop);
    const ending = flag ? endingOf(view, flag) : emptiedSource(view, loop);
    const exit = isAtEnd(view, loop) ? "return;" : "break;";
    const settings = ending && settingsOf(view, ending, loop, exit);
    if (!ending || !settings) continue;
    const edits = new Edits(view).replaceNode(ending.condition, "true");
    if (flag) edits.remove(flag.local.statement);
    else dropNothing(view, edits, ending.local);
    for (const { statement, jump, isEarly } of settings) {
      if (isEarly) leaveLater(view, edits, statement, jump, exit);
      else leaveInstead(view, edits, statement, jump, exit);
    }
    return edits.done();
  }
  return undefined;
});

/** What ends a loop when it is set. */
interface Ending {
  readonly local: Local;
  readonly condition: ts.Expression;
  /** @returns the statement that ends the loop by setting what a name in it stands for */
  readonly settingAt: (name: ts.Identifier) => ts.Statement | undefined;
  /** More than the condition asks for it: between setting it and leaving the loop nothing may. */
  readonly isSource: boolean;
}

function endingOf(view: View, { local, condition, end }: Flag): Ending {
  return { local, condition, settingAt: (name) => settingAt(view, name, end), isSource: false };
}

/** Reads `while (source !== undefined)` for what is an object until the loop empties it. */
function emptiedSource(view: View, loop: ts.WhileStatement): Ending | undefined {
  const { ts } = view;
  const condition = unwrap(ts, loop.expression);
  const asked = ts.isBinaryExpression(condition) ? condition.left : condition;
  const variable = variableAt(view, asked);
  const local = ownLet(view, variable);
  const initializer = local?.declaration.initializer;
  if (!variable || !local || !initializer || !isOpened(view, variable, initializer)) return undefined;
  if (contains(loop, local.statement) || !runsOnceFrom(view, local.statement, loop)) return undefined;
  const { name, uses } = variable;
  const text = textOf(view, condition);
  const empty = emptyNames.filter((nothing) =>
    [name, `${name} !== ${nothing}`, `${name} != undefined`, `${name} != null`].includes(text),
  );
  if (empty.length === 0 || !uses.every(({ node }) => contains(loop, node) || node.pos < loop.pos))
    return undefined;
  if (writesOf(variable).some(({ node }) => !contains(loop, node))) return undefined;
  const emptyingAt = (node: ts.Identifier): ts.Statement | undefined => {
    const { parent: statement } = node.parent;
    const assignment = ts.isExpressionStatement(statement) ? asAssignment(ts, statement) : undefined;
    const isEmptying = assignment?.target === node && empty.includes(textOf(view, assignment.value));
    return isEmptying && !isTried(ts, node, loop) ? assignment.statement : undefined;
  };
  return { local, condition: loop.expression, settingAt: emptyingAt, isSource: true };
}

const emptyNames = ["undefined", "null"];

/** `let source: Source | undefined = open();` → `let source = open();`, where it is never emptied any more. */
function dropNothing(view: View, edits: Edits, { declaration: { name, type } }: Local): void {
  if (type && admitsNothing(view, type)) edits.replace({ start: name.end, end: type.end }, "");
}

interface Setting {
  readonly statement: ts.Statement;
  /** The `continue` behind it, or the `break` that leaves a `switch` at the end of the round. */
  readonly jump: ts.Statement | undefined;
  /** More comes between the two, or up to the end of the round. */
  readonly isEarly?: boolean;
}

/** Every statement that sets the flag; `undefined` when one does not end the round, or there is none. */
function settingsOf(
  view: View,
  { local, isSource, ...ending }: Ending,
  loop: ts.WhileStatement,
  exit: "return;" | "break;",
): Setting[] | undefined {
  const { ts } = view;
  const settings: Setting[] = [];
  for (const { node } of writesOf(local.variable)) {
    const statement = ending.settingAt(node);
    if (statement === undefined) return undefined;
    const siblings = siblingsOf(ts, statement);
    const next = siblings?.[siblings.indexOf(statement) + 1];
    const jump = next && endsRound(view, next, loop) ? next : undefined;
    const late = jump || !siblings ? undefined : endBehind(view, statement, siblings, loop);
    if (late && (exit === "return;" || !isInLoopWithin(ts, statement, loop))) {
      const isAsked = local.variable.uses.some((use) => isBetween(use.node, statement, late));
      if (isSource && isAsked) return undefined;
      settings.push({ statement, jump: ts.isContinueStatement(late) ? late : undefined, isEarly: true });
      continue;
    }
    if (exit === "break;" && isInLoopWithin(ts, statement, loop)) return undefined;
    if (!jump && !isInTailPosition(ts, statement, loop.statement)) return undefined;
    settings.push({ statement, jump });
  }
  return settings.length > 0 ? settings : undefined;
}

function isBetween(node: ts.Node, from: ts.Statement, to: ts.Statement): boolean {
  return node.pos >= from.end && node.end <= to.pos;
}

/** What ends the statement's list, a `continue` or the end of the round, where what comes before it leads to nothing else. */
function endBehind(
  view: View,
  statement: ts.Statement,
  siblings: readonly ts.Statement[],
  loop: ts.WhileStatement,
): ts.Statement | undefined {
  const { ts } = view;
  const last = siblings.at(-1);
  if (!last || last === statement || isTried(ts, statement, loop)) return undefined;
  const isJump = ts.isContinueStatement(last);
  if (isJump ? !endsRound(view, last, loop) : !isInTailPosition(ts, last, loop.statement)) return undefined;
  const between = siblings.slice(siblings.indexOf(statement) + 1, isJump ? -1 : undefined);
  const jumps = between.flatMap((one) => ownDescendants(ts, one)).filter(ts.isBreakOrContinueStatement);
  return jumps.length === 0 && canListComplete(ts, between) ? last : undefined;
}

/** What comes behind the setting is still done. */
function leaveLater(
  view: View,
  edits: Edits,
  statement: ts.Statement,
  jump: ts.Statement | undefined,
  exit: string,
): void {
  edits.remove(statement);
  const last = siblingsOf(view.ts, statement)?.at(-1);
  if (jump) edits.replaceNode(jump, exit);
  else if (last) edits.insert(rangeOf(view, last).end, `\n${indentAt(view, startOf(view, last))}${exit}`);
}

/** Nothing comes after the jump but the next round. */
function endsRound({ ts }: View, statement: ts.Statement, loop: ts.WhileStatement): boolean {
  if (!ts.isBreakOrContinueStatement(statement)) return false;
  const target = targetOf(ts, statement);
  if (ts.isContinueStatement(statement)) return target === loop;
  return target !== undefined && ts.isSwitchStatement(target) && isInTailPosition(ts, target, loop.statement);
}
