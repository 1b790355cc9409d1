import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import type { TextEdit } from "../../text";
import { continuesOf } from "../support/control";
import { contentStart, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { ownLet, writesOf, type Local } from "../support/loops";
import { asAssignment, isEndless, ownDescendants } from "../support/nodes";
import { holdsNothingBefore } from "../support/openings";
import { isOpened } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let page; while (true) { while (page && i < page.rows.length) {…} if (page && !page.next) return; page = await fetch(page?.next); i = 0; }`
 * → `let page; while (true) { page = await fetch(page?.next); i = 0; while (i < page.rows.length) {…} if (!page.next) return; }`
 *
 * Condition: all that an endless loop does first asks first whether a `let` that no closure knows holds something, which it does not before the
 * loop. What comes behind sets it, by the one statement of the body that does, to an object for certain: so the first round does nothing of the
 * former, and from then on the two take turns either way. No `continue` leads back to it.
 */
export const setBeforeAsked = definePass("set-before-asked", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || continuesOf(ts, loop).length > 0) continue;
    const { statements } = loop.statement;
    const [first] = statements;
    const local = first && presenceAsked(view, first)?.local;
    if (!local || !holdsNothingBefore(view, local, loop)) continue;
    const isAsking = (one: ts.Statement): boolean =>
      presenceAsked(view, one)?.local.variable === local.variable;
    const count = statements.findIndex((one) => !isAsking(one));
    const [asking, setting] = [statements.slice(0, count), statements.slice(count)];
    if (count < 0 || !isSetBy(view, local, setting)) continue;
    return rewritten(view, asking, setting);
  }
  return undefined;
});

interface Presence {
  readonly local: Local;
  /** `page && `, in front of what is asked besides. */
  readonly asked: ts.BinaryExpression;
}

/** `while (page && c) {…}`, `if (page !== null && c) …` */
function presenceAsked(view: View, statement: ts.Statement): Presence | undefined {
  const { ts } = view;
  const isChoice = ts.isIfStatement(statement) && !statement.elseStatement;
  if (!isChoice && !ts.isWhileStatement(statement)) return undefined;
  let node: ts.Expression = statement.expression;
  let asked: ts.BinaryExpression | undefined;
  while (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    asked = node;
    node = node.left;
  }
  const local = asked && presentLocal(view, node);
  return asked && local ? { local, asked } : undefined;
}

/** The variable of `page`, and of `page !== null` for one that starts as `null`. */
function presentLocal(view: View, test: ts.Expression): Local | undefined {
  const { ts } = view;
  const local = ownLet(view, variableAt(view, ts.isBinaryExpression(test) ? test.left : test));
  if (!local || !ts.isBinaryExpression(test)) return local;
  const { name } = local.variable;
  const { initializer } = local.declaration;
  const start = initializer ? textOf(view, unwrap(ts, initializer)) : "undefined";
  const texts = [`${name} !== ${start}`, `${name} != null`, `${name} != undefined`];
  return texts.includes(textOf(view, test)) ? local : undefined;
}

/** One statement of the list sets it, to an object for certain. */
function isSetBy(view: View, { variable }: Local, statements: readonly ts.Statement[]): boolean {
  const [write, ...more] = writesOf(variable);
  if (!write || more.length > 0) return false;
  const setting = statements
    .map((one) => asAssignment(view.ts, one))
    .find((one) => one?.target === write.node);
  return setting !== undefined && isOpened(view, variable, setting.value);
}

function rewritten(
  view: View,
  asking: readonly ts.Statement[],
  setting: readonly ts.Statement[],
): readonly TextEdit[] | undefined {
  const first = asking[0];
  const last = setting.at(-1);
  if (!first || !last) return undefined;
  const indent = indentAt(view, startOf(view, first));
  const moved = asking.map((statement) => {
    const { asked } = presenceAsked(view, statement) ?? {};
    const range = rangeOf(view, statement);
    const text = movedText(view, range, indent);
    if (!asked) return text;
    const head = textOf(view, asked);
    const rest = view.text.slice(startOf(view, asked.right), asked.end);
    return text.replace(head, () => rest);
  });
  const { start } = rangeOf(view, first);
  return new Edits(view)
    .replace({ start, end: contentStart(view, rangeOf(view, asking.at(-1) ?? first).end) }, "")
    .insert(rangeOf(view, last).end, moved.map((text) => `\n${indent}${text}`).join(""))
    .done();
}
