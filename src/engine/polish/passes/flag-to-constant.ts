import type ts from "typescript";
import { statementsOf } from "../../syntax/nodes";
import { continuesOf, isAtEnd } from "../support/control";
import { Edits, indentAt, rangeOf } from "../support/edits";
import { flagOf, settingAt, type Flag } from "../support/loop-flags";
import { writesOf } from "../support/loops";
import { negate } from "../support/negate";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let done = false; while (!done) { …; if (rows.length < 10) done = true; yield rows; }`
 * → `while (true) { …; const done = rows.length < 10; yield rows; if (done) return; }`
 *
 * Condition: the flag is a `let` that no closure knows, asked for by the loop's condition alone, before anything there that has an effect, and set by
 * one statement of the body that does nothing else; more comes behind it, and no `continue` passes the end of the round by. The test is asked where it was.
 */
export const flagToConstant = definePass("flag-to-constant", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const flag = flagOf(view, loop);
    const setting = flag && settingOf(view, flag, loop.statement);
    const last = loop.statement.statements.at(-1);
    if (!flag || !setting || !last || setting === last || continuesOf(ts, loop).length > 0) continue;
    const { local, condition, end } = flag;
    const { name } = local.variable;
    const value = end ? textOf(view, setting.expression) : negate(view, setting.expression);
    if (value === undefined) continue;
    const exit = `if (${end ? name : `!${name}`}) ${isAtEnd(view, loop) ? "return" : "break"};`;
    return new Edits(view)
      .remove(local.statement)
      .replaceNode(condition, "true")
      .replaceNode(setting, `const ${name} = ${value};`)
      .insert(rangeOf(view, last).end, `\n${indentAt(view, startOf(view, last))}${exit}`)
      .done();
  }
  return undefined;
});

/** `if (c) done = true;`, which is all that sets the flag */
function settingOf(
  view: View,
  { local: { variable }, end }: Flag,
  body: ts.Block,
): ts.IfStatement | undefined {
  const { ts } = view;
  const [write, ...more] = writesOf(variable);
  const setting = write && settingAt(view, write.node, end);
  if (!setting || more.length > 0) return undefined;
  const isIt = (one: ts.Statement): one is ts.IfStatement =>
    ts.isIfStatement(one) && !one.elseStatement && statementsOf(ts, one.thenStatement).includes(setting);
  const statement = body.statements.find(isIt);
  return statement && statementsOf(ts, statement.thenStatement).length === 1 ? statement : undefined;
}
