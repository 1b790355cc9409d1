import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf, trimmedEnd } from "../support/edits";
import { asAssignment, contains, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import { negate } from "../support/negate";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `outer: while (true) { if (i < page.length) { yield page[i++]; continue; } while (c) { …; i = 0; if (page.length > 0) { yield page[i++]; continue outer; } } return; }`
 * → `while (true) { if (i < page.length) { yield page[i++]; continue; } if (!c) return; …; i = 0; }`, or, where more comes behind, `if (c) { …; continue; } …`
 *
 * Condition: a round of the outer loop begins with the same branch, word for word but for the jump, under the same question: the index is put to zero further up in
 * the inner loop's own round and written nowhere behind that, and no closure knows it. Where the answer is no, the outer loop comes to the inner one's condition
 * right away. Nothing else goes on with the inner loop or leaves it, and asking has no effect.
 */
export const askedByNextRound = definePass("asked-by-next-round", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const [first, inner, ...rest] = outer.statement.statements;
    if (!first || !inner || !ts.isIfStatement(first) || !ts.isWhileStatement(inner)) continue;
    if (!ts.isBlock(inner.statement) || breaksOf(ts, inner).length > 0 || continuesOf(ts, inner).length > 0)
      continue;
    const last = inner.statement.statements.at(-1);
    if (!last || !ts.isIfStatement(last) || !isRepeated(view, outer, first, last)) continue;
    if (!asksTheSame(view, first.expression, last, inner.statement)) continue;
    const span = { start: startOf(view, last), end: inner.statement.end - 1 };
    if (commentsWithin(view, span).length > 0) continue;
    return exitFirst(view, inner, last, rest) ?? asBranch(view, inner, last);
  }
  return undefined;
});

/** `if (!c) return; …`, where nothing but that `return` stands behind the inner loop */
function exitFirst(view: View, inner: ts.WhileStatement, last: ts.Statement, rest: readonly ts.Statement[]) {
  const { ts } = view;
  const [exit, ...more] = rest;
  const condition = negate(view, inner.expression);
  if (!exit || more.length > 0 || !ts.isReturnStatement(exit) || condition === undefined) return undefined;
  if (!ts.isBlock(inner.statement) || wouldCollide(view, inner.statement.statements)) return undefined;
  const start = startOf(view, inner);
  const text = `if (${condition}) ${textOf(view, exit)}`;
  if (text.includes("\n") || commentsWithin(view, rangeOf(view, exit)).length > 0) return undefined;
  return new Edits(view)
    .replace({ start: trimmedEnd(view, startOf(view, last)), end: last.end }, "")
    .remove(exit)
    .unwrap(start, inner.statement, inner.end)
    .insert(start, `${text}\n${indentAt(view, start)}`)
    .done();
}

function asBranch(view: View, inner: ts.WhileStatement, last: ts.Statement) {
  const start = startOf(view, inner);
  return new Edits(view)
    .replace({ start, end: start + "while".length }, "if")
    .replaceNode(last, "continue;")
    .done();
}

/** Both do the same and then go on with the outer loop. */
function isRepeated(view: View, outer: EndlessLoop, first: ts.IfStatement, last: ts.IfStatement): boolean {
  const { ts } = view;
  if (first.elseStatement || last.elseStatement) return false;
  const jumps = continuesOf(ts, outer);
  const [one, other] = [first, last].map(({ thenStatement }) => {
    const statements = statementsOf(ts, thenStatement);
    const jump = statements.at(-1);
    return jump && ts.isContinueStatement(jump) && jumps.includes(jump)
      ? statements.slice(0, -1).map((statement) => textOf(view, statement).replace(/\n[ \t]*/g, "\n"))
      : undefined;
  });
  return one !== undefined && other !== undefined && one.length > 0 && one.join("\n") === other.join("\n");
}

/** `i < list.length` and, where `i` is zero, `list.length > 0` */
function asksTheSame(view: View, question: ts.Expression, last: ts.IfStatement, body: ts.Block): boolean {
  const { ts } = view;
  const [asked, again] = [question, last.expression].map((node) => unwrap(ts, node));
  if (!asked || !again || !ts.isBinaryExpression(asked) || !ts.isBinaryExpression(again)) return false;
  if (asked.operatorToken.kind !== ts.SyntaxKind.LessThanToken) return false;
  if (again.operatorToken.kind !== ts.SyntaxKind.GreaterThanToken || textOf(view, again.right) !== "0")
    return false;
  const index = variableAt(view, asked.left);
  if (!index || index.captured || textOf(view, asked.right) !== textOf(view, again.left)) return false;
  if (!isQuiet(view, asked.right) || namesOwnOf(view, body, last)) return false;
  const reset = body.statements.find((one) => {
    const assignment = asAssignment(ts, one);
    return (
      assignment && variableAt(view, assignment.target) === index && textOf(view, assignment.value) === "0"
    );
  });
  return (
    reset !== undefined &&
    index.uses.every(
      ({ node, writes }) => !writes || node.pos < reset.end || !contains(body, node) || contains(last, node),
    )
  );
}

/** What the round declares would mean nothing, or something else, at the beginning of the next one. */
function namesOwnOf({ scopes }: View, body: ts.Block, last: ts.IfStatement): boolean {
  return scopes.variables.some(
    ({ declaration, uses }) =>
      contains(body, declaration) &&
      !contains(last, declaration) &&
      uses.some(({ node }) => contains(last, node)),
  );
}
