import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { canComplete, canListComplete, continuesOf, isAtEnd } from "../support/control";
import { commentsWithin, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { negate } from "../support/negate";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `let first = true; while (c) { if (!first) await sleep(ms); first = false; …; yield answer; }`
 * → `while (true) { …; yield answer; if (!c) return; await sleep(ms); }`, and the same with `if (first) first = false; else await sleep(ms);`
 *
 * Condition: the flag is a `let` that no closure knows, tested at the beginning of the round only and set right behind it for good: so the step is taken between
 * two rounds. No `continue` passes it by. The loop is endless, or `c` is a flag that lets it begin.
 */
export const pauseBetweenRounds = definePass("pause-between-rounds", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const pause = pauseOf(view, loop, loop.statement.statements);
    if (!pause || continuesOf(ts, loop).length > 0 || !canListComplete(ts, pause.rest)) continue;
    if (isEndless(ts, loop)) return rewritten(view, loop, pause, undefined);
    const exit = startsTrue(view, loop) ? negate(view, loop.expression) : undefined;
    if (exit !== undefined) return rewritten(view, loop, pause, exit);
  }
  return undefined;
});

interface Pause {
  readonly flag: Local;
  readonly choice: ts.IfStatement;
  /** What is done between two rounds. */
  readonly step: ts.Statement;
  /** What sets the flag, where that is a statement of its own. */
  readonly setting: ts.Statement | undefined;
  readonly rest: readonly ts.Statement[];
}

/**
 * Reads `if (!first) pause(); first = false; …`, and `if (started) pause(); started = true; …`, and the same with `else`:
 * `if (first) { first = false; } else { pause(); } …`.
 */
function pauseOf(
  view: View,
  loop: ts.WhileStatement,
  [choice, second, ...others]: readonly ts.Statement[],
): Pause | undefined {
  const { ts } = view;
  if (!choice || !ts.isIfStatement(choice) || !second) return undefined;
  const asked = flagIn(view, choice.expression);
  const initial = asked && booleanOf(view, asked.flag.declaration.initializer);
  if (!asked || initial === undefined) return undefined;
  const { flag, value } = asked;
  const { variable, statement } = flag;
  if (variable.uses.length !== 2 || !runsOnceFrom(view, statement, loop)) return undefined;
  const { thenStatement, elseStatement } = choice;
  const [step, first] = value === initial ? [elseStatement, thenStatement] : [thenStatement, elseStatement];
  const [setting, ...more] = first ? statementsOf(ts, first) : [second];
  const assignment = asAssignment(ts, setting);
  const isForGood =
    variableAt(view, assignment?.target) === variable && booleanOf(view, assignment?.value) === !initial;
  if (!step || !canComplete(ts, step) || !isForGood || more.length > 0) return undefined;
  const rest = first ? [second, ...others] : others;
  return rest.length > 0 ? { flag, choice, step, setting: first ? undefined : second, rest } : undefined;
}

/** Reads `flag` and `!flag`, with the value for which it holds. */
function flagIn(view: View, condition: ts.Expression): { flag: Local; value: boolean } | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const flag = ownLet(view, variableAt(view, isNegated ? unwrap(ts, node.operand) : node));
  return flag && { flag, value: !isNegated };
}

/** The condition is a flag that is so at first, and only the loop changes it. */
function startsTrue(view: View, loop: ts.WhileStatement): boolean {
  const asked = flagIn(view, loop.expression);
  if (!asked) return false;
  const { variable, declaration, statement } = asked.flag;
  return (
    booleanOf(view, declaration.initializer) === asked.value &&
    isUsedOnlyIn(variable, loop) &&
    writesOf(variable).every(({ node }) => contains(loop.statement, node)) &&
    runsOnceFrom(view, statement, loop)
  );
}

function rewritten(
  view: View,
  loop: ts.WhileStatement,
  { flag, choice, step, setting, rest }: Pause,
  exit: string | undefined,
) {
  const { ts } = view;
  const last = rest.at(-1);
  if (!last) return undefined;
  const indent = indentAt(view, startOf(view, choice));
  const range = rangeOf(view, choice);
  const own = statementsOf(ts, step);
  const [first] = own;
  const end = own.at(-1);
  if (!first || !end) return undefined;
  const lines = commentsWithin(view, { start: range.start, end: startOf(view, choice) });
  lines.push(movedText(view, rangeOf(view, first, end), indent));
  const inside = commentsWithin(view, rangeOf(view, first, end));
  const trailing = commentsWithin(view, { start: startOf(view, choice), end: range.end }).filter(
    (comment) => !inside.includes(comment),
  );
  const leave = isAtEnd(view, loop) ? "return;" : "break;";
  if (exit !== undefined) lines.unshift(`if (${exit}) ${leave}`);
  const edits = new Edits(view)
    .remove(flag.statement)
    .removeSpan(range)
    .insert(rangeOf(view, last).end, [...trailing, ...lines].map((line) => `\n${indent}${line}`).join(""));
  if (setting) edits.remove(setting);
  return exit === undefined ? edits.done() : edits.replaceNode(loop.expression, "true").done();
}
