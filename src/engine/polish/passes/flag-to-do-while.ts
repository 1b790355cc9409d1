import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { askedLater, replaced, type Replacement } from "../support/conditions";
import { continuesOf, isAtEnd } from "../support/control";
import { Edits, indentAt, rangeOf, saidOf } from "../support/edits";
import { flagOf, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { negate } from "../support/negate";
import { asAssignment, contains, ownDescendants } from "../support/nodes";
import { booleanOf } from "../support/values";
import { definePass, startOf, type View } from "../support/view";

/**
 * `let done = false; while (!done) { …; cursor = page.next; if (!page.next) done = true; … }`
 * → `do { …; cursor = page.next; … } while (cursor);`, or `while (true) { …; if (!page.next) return; }` where the test
 * needs what only the loop's body knows, or the loop asks for more than the flag.
 *
 * Condition: the flag is a `let` that no closure knows, false at first, asked for by the loop's condition alone, before anything there that has an effect, and set by one statement of the body;
 * no `continue` passes the end of the round by; the test gives the same answer at the end of the round as where it stands.
 */
export const flagToDoWhile = definePass("flag-to-do-while", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const flag = flagOf(view, loop);
    const setting = flag && settingOf(view, flag, loop.statement);
    if (flag === undefined || setting === undefined || continuesOf(ts, loop).length > 0) continue;
    const edits =
      asDoWhile(view, loop, loop.statement, flag, setting) ??
      asLastTest(view, loop, loop.statement, flag, setting);
    if (edits !== undefined) return edits.remove(flag.local.statement).done();
  }
  return undefined;
});

interface Setting {
  readonly statement: ts.Statement;
  readonly condition: ts.Expression;
  /** The condition's value that ends the loop. */
  readonly end: boolean;
}

/** Reads `if (c) flag = true;` and `flag = c;`. */
function settingOf(view: View, { local: { variable }, end }: Flag, body: ts.Block): Setting | undefined {
  const { ts } = view;
  const [write, ...more] = writesOf(variable);
  if (more.length > 0) return undefined;
  const statement = write && body.statements.find((one) => contains(one, write.node));
  if (!write || !statement) return undefined;
  const direct = asAssignment(ts, statement);
  if (direct?.target === write.node) return { statement, condition: direct.value, end };
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const [only, ...others] = statementsOf(ts, statement.thenStatement);
  const assignment = others.length === 0 ? asAssignment(ts, only) : undefined;
  const isSet = assignment?.target === write.node && booleanOf(view, assignment.value) === end;
  return isSet ? { statement, condition: statement.expression, end: true } : undefined;
}

function asDoWhile(
  view: View,
  loop: ts.WhileStatement,
  body: ts.Block,
  flag: Flag,
  { statement, condition, end }: Setting,
) {
  // What else the head asks for is asked before the first round, too.
  if (unwrap(view.ts, loop.expression) !== flag.condition) return undefined;
  const replacements = askedLater(view, condition, statement, body, "outside");
  const goOn = replacements && (end ? opposite : replaced)(view, condition, replacements);
  if (goOn === undefined) return undefined;
  const edits = new Edits(view)
    .replace({ start: startOf(view, loop), end: startOf(view, body) }, "do ")
    .insert(body.end, ` while (${goOn});`);
  return movedToEnd(view, edits, statement, body, []);
}

/** What is said of the statement goes to the end of the round as well. */
function movedToEnd(
  view: View,
  edits: Edits,
  statement: ts.Statement,
  { statements }: ts.Block,
  lines: readonly string[],
): Edits {
  const last = statements.at(-1);
  if (!last || last === statement) return edits.remove(statement);
  const indent = indentAt(view, startOf(view, last));
  const moved = [...saidOf(view, statement), ...lines].map((line) => `\n${indent}${line}`);
  return edits.removeSpan(rangeOf(view, statement)).insert(rangeOf(view, last).end, moved.join(""));
}

function opposite(
  view: View,
  condition: ts.Expression,
  replacements: readonly Replacement[],
): string | undefined {
  const text = negate(view, condition, replacements);
  return text?.includes("\n") ? undefined : text;
}

function asLastTest(
  view: View,
  loop: ts.WhileStatement,
  body: ts.Block,
  flag: Flag,
  { statement, condition, end }: Setting,
) {
  const replacements = askedLater(view, condition, statement, body, "inside");
  const last = body.statements.at(-1);
  if (replacements === undefined || last === undefined) return undefined;
  const exit = isAtEnd(view, loop) ? "return" : "break";
  const isOver = (end ? replaced : opposite)(view, condition, replacements);
  if (isOver === undefined) return undefined;
  const test = `if (${isOver}) ${exit};`;
  const edits = new Edits(view).replaceNode(flag.condition, "true");
  if (last === statement) return edits.replaceNode(statement, test);
  return movedToEnd(view, edits, statement, body, [test]);
}
