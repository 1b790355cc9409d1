import type ts from "typescript";
import { canComplete, isNeededOutside } from "../support/control";
import { Edits, movedText, rangeOf } from "../support/edits";
import { negate } from "../support/negate";
import { statementsOf } from "../../syntax/nodes";
import { contains, isEndless, isUsing, ownDescendants, siblingsOf } from "../support/nodes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `if (buffer.length === 0) return; yield buffer.shift(); while (buffer.length > 0) { yield buffer.shift(); }`
 * → `if (buffer.length === 0) return; while (buffer.length > 0) { yield buffer.shift(); }`, and without the test before it
 * `do { yield buffer.shift(); } while (buffer.length > 0);`; and
 * `while (true) { while (buffer.length > 0) { yield buffer.shift(); } …; if (buffer.length === 0) return; yield buffer.shift(); }`
 * → `while (true) { while (buffer.length > 0) { yield buffer.shift(); } …; if (buffer.length === 0) return; }`
 *
 * Condition: what the loop does stands before it, word for word, and jumps nowhere. The `while` needs a test before that, which is the exact
 * opposite of its own and leaves; asking once more has no effect. An endless loop asks for nothing.
 */
export const joinRepeatedRound = definePass("join-repeated-round", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const siblings = siblingsOf(ts, loop);
    const round = statementsOf(ts, loop.statement);
    const end = siblings && endOfRound(view, loop, siblings, round);
    if (end) return end.reduce((edits, one) => edits.remove(one), new Edits(view)).done();
    const at = (siblings?.indexOf(loop) ?? 0) - round.length;
    if (!siblings || round.length === 0 || at < 0) continue;
    const before = siblings.slice(at, at + round.length);
    if (!before.every((one, index) => isSame(view, one, round[index])) || !isPlain(view, before)) continue;
    const guard = siblings[at - 1];
    const edits = new Edits(view);
    for (const one of before) edits.remove(one);
    if (isEndless(ts, loop) || isGuarded(view, guard, loop)) return edits.done();
    if (declaresNamesOf(view, loop.statement, loop.expression)) continue;
    return edits
      .replace({ start: startOf(view, loop), end: startOf(view, loop.statement) }, "do ")
      .insert(loop.end, ` while (${textOf(view, loop.expression)});`)
      .done();
  }
  return undefined;
});

/** What an endless loop does at its end, and its first statement does again right behind. */
function endOfRound(
  view: View,
  loop: ts.WhileStatement,
  siblings: readonly ts.Statement[],
  round: readonly ts.Statement[],
): readonly ts.Statement[] | undefined {
  const { ts } = view;
  const at = siblings.length - round.length;
  if (siblings[0] !== loop || isEndless(ts, loop) || at < 2 || round.length === 0) return undefined;
  if (!isEndless(ts, loop.parent.parent)) return undefined;
  const end = siblings.slice(at);
  if (!end.every((one, index) => isSame(view, one, round[index])) || !isPlain(view, end)) return undefined;
  return isGuarded(view, siblings[at - 1], loop) ? end : undefined;
}

function isSame(view: View, one: ts.Statement, other: ts.Statement | undefined): boolean {
  return other !== undefined && unindented(view, one) === unindented(view, other);
}

function unindented(view: View, statement: ts.Statement): string {
  return movedText(view, rangeOf(view, statement), "");
}

/** Goes through from top to bottom, and nobody else needs what it declares. */
function isPlain(view: View, statements: readonly ts.Statement[]): boolean {
  const { ts } = view;
  const jumps = statements.some((one) => ownDescendants(ts, one).some(ts.isBreakOrContinueStatement));
  return (
    !jumps &&
    statements.every((one) => canComplete(ts, one) && !isUsing(ts, one)) &&
    !isNeededOutside(view, statements)
  );
}

/** `if (!c) return;` right before it, for the loop's own `c`. */
function isGuarded(view: View, guard: ts.Statement | undefined, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  if (!guard || !ts.isIfStatement(guard) || guard.elseStatement || canComplete(ts, guard.thenStatement))
    return false;
  if (!isQuiet(view, guard.expression) || !isQuiet(view, loop.expression)) return false;
  return (
    negate(view, guard.expression) === textOf(view, loop.expression) ||
    negate(view, loop.expression) === textOf(view, guard.expression)
  );
}

/** A name of the condition that the body declares anew would mean something else in the head of a `do … while`. */
function declaresNamesOf(view: View, body: ts.Block, condition: ts.Expression): boolean {
  return view.scopes.variables.some(
    ({ declaration, uses }) =>
      contains(body, declaration) && uses.some(({ node }) => contains(condition, node)),
  );
}
