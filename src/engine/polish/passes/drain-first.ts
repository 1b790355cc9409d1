import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { belowLength, isEmptyTest, isLengthRead, isNonEmptyTest, isSameEmptyTest } from "../support/buffers";
import { breaksOf, canComplete, isNeededOutside, wouldCollide } from "../support/control";
import {
  commentsWithin,
  contentStart,
  Edits,
  indentAt,
  movedText,
  rangeOf,
  trimmedEnd,
} from "../support/edits";
import { negate } from "../support/negate";
import { asDeclaration, contains, isEndless, ownDescendants, yieldedBy } from "../support/nodes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * The ways to write "hand out what is there, and fetch more when it runs out" become one:
 *
 * - `while (true) { if (full) { hand out; continue; } fetch }`
 * - `while (true) { while (empty) { fetch } hand out }`, with `if` and `continue` too
 * - `while (true) { while (empty && !done) { fetch } if (empty) return; hand out }`, with `if` for the inner `while` too
 * - `while (true) { if (empty) { fetch; if (empty) return; } hand out }`, and with the second test behind the first; where the list is missing
 *   at first, with `list === null || empty`
 *
 * → `while (true) { while (full) { hand out } if (done) return; fetch }`, where full is `buffer.length > 0`.
 *
 * Condition: the test is only about an own list's length, so that asking once more changes nothing. Each round then does
 * either the one or the other, in both forms in the same order. An `if` without a second test is another thing: it hands
 * out `undefined` for an empty page. The first of the ways asks as often as before; there, it is anybody's list, which the
 * branch takes from at once or reads by an index.
 */
export const drainFirst = definePass("drain-first", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || ts.isLabeledStatement(loop.parent)) continue;
    const edits = fromBranch(view, loop, loop.statement) ?? fromFetch(view, loop, loop.statement);
    if (edits !== undefined) return edits;
  }
  return undefined;
});

/** `if (full) { …; continue; }` → `while (full) { … }` */
function fromBranch(view: View, loop: ts.WhileStatement, { statements }: ts.Block) {
  const { ts } = view;
  const [choice, ...rest] = statements;
  if (!choice || !ts.isIfStatement(choice) || rest.length === 0 || choice.elseStatement) return undefined;
  if (!ts.isBlock(choice.thenStatement) || !isFull(view, choice.expression, choice.thenStatement))
    return undefined;
  const last = choice.thenStatement.statements.at(-1);
  if (last === undefined || !ts.isContinueStatement(last)) return undefined;
  if (breaksOf(ts, loop).some((jump) => contains(choice, jump))) return undefined;
  const start = startOf(view, choice);
  return new Edits(view).replace({ start, end: start + "if".length }, "while").done();
}

/** Of anybody's list, if the branch takes from it at once. */
function isFull(view: View, condition: ts.Expression, { statements: [first] }: ts.Block): boolean {
  const { ts } = view;
  if (isNonEmptyTest(view, condition) || belowLength(view, condition)) return true;
  // `page && index < page.rows.length`
  if (ts.isBinaryExpression(condition) && ts.isIdentifier(condition.left))
    return (
      condition.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
      belowLength(view, condition.right) !== undefined
    );
  const [, list] = /^(\S+)\.length(?: (?:>|!==?) 0)?$/.exec(textOf(view, condition)) ?? [];
  return first !== undefined && list !== undefined && takesFrom(view, first, list);
}

/** Does a statement begin with `list.shift()`? */
function takesFrom(view: View, statement: ts.Statement, list: string): boolean {
  const { ts } = view;
  const value = yieldedBy(ts, statement) ?? asDeclaration(ts, statement)?.initializer;
  const call = value && unwrap(ts, value);
  return call !== undefined && ts.isCallExpression(call) && textOf(view, call.expression) === `${list}.shift`;
}

/** The parts of a round that fetches before it hands out. */
interface Round {
  readonly head: ts.WhileStatement | ts.IfStatement;
  /** "The list is empty", as the head says it. */
  readonly empty: ts.Expression;
  /** "There is no list yet", which the head asks before that. */
  readonly absent: ts.Expression | undefined;
  /** What else the head asks for before it fetches. */
  readonly more: ts.Expression | undefined;
  readonly fetch: ts.Block;
  /** `if (empty) return;` behind the head. */
  readonly test: ts.IfStatement | undefined;
  readonly handingOut: readonly ts.Statement[];
}

function fromFetch(view: View, loop: ts.WhileStatement, body: ts.Block) {
  const { ts } = view;
  const round = roundOf(view, body);
  const [first] = round?.handingOut ?? [];
  if (!round || !first || !isAskedAgain(view, round)) return undefined;
  const { handingOut, fetch } = round;
  if (isNeededOutside(view, handingOut) || wouldCollide(view, fetch.statements)) return undefined;
  if (handingOut.some((statement) => !canComplete(ts, statement))) return undefined;
  if (breaksOf(ts, loop).some((jump) => handingOut.some((statement) => contains(statement, jump))))
    return undefined;
  return swapped(view, round);
}

function roundOf(view: View, { statements }: ts.Block): Round | undefined {
  const { ts } = view;
  const [head, second, ...others] = statements;
  if (!head || !second || (!ts.isWhileStatement(head) && !ts.isIfStatement(head))) return undefined;
  const fetch = ts.isWhileStatement(head) ? head.statement : head.thenStatement;
  const condition = conditionOf(view, head.expression);
  if (!condition || !ts.isBlock(fetch) || (ts.isIfStatement(head) && head.elseStatement)) return undefined;
  const isOnlyTest = condition.more === undefined && !condition.absent && ts.isIfStatement(head);
  const test = isExitWhenEmpty(view, second, { empty: condition.empty, fetch, isOnlyTest })
    ? second
    : undefined;
  return { head, ...condition, fetch, test, handingOut: test ? others : [second, ...others] };
}

type Asked = Pick<Round, "empty" | "absent" | "more">;

/** Reads `empty`, `absent || empty`, `empty && more`, and `more && empty` where asking for more in vain has no effect. */
function conditionOf(view: View, condition: ts.Expression): Asked | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const asked = (empty: ts.Expression, more?: ts.Expression): Asked => ({
    empty: unwrap(ts, empty),
    absent: undefined,
    more,
  });
  if (isEmptyTest(view, node)) return asked(node);
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, right, operatorToken } = node;
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    const isIt = isEmptyTest(view, right) && isAbsenceOfList(view, left, right);
    return isIt ? { ...asked(right), absent: left } : undefined;
  }
  if (operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) return undefined;
  if (isEmptyTest(view, left)) return asked(left, right);
  return isEmptyTest(view, right) && isQuiet(view, left) ? asked(right, left) : undefined;
}

/** `rows === null`, `!rows`, of the list whose length is asked for behind it */
function isAbsenceOfList(view: View, absent: ts.Expression, empty: ts.Expression): boolean {
  const { ts } = view;
  const test = unwrap(ts, absent);
  const isNot = ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken;
  const isNothing =
    ts.isBinaryExpression(test) &&
    /^={2,3}$/.test(textOf(view, test.operatorToken)) &&
    /^(?:null|undefined)$/.test(textOf(view, test.right));
  const name = isNot ? test.operand : isNothing ? test.left : undefined;
  const list = variableAt(view, name);
  return list?.uses.some(({ node }) => contains(empty, node) && isLengthRead(view, node)) === true;
}

/** After the fetch the list is known to have something, or the generator ends. */
function isAskedAgain(view: View, { head, more, fetch, empty, test }: Round): boolean {
  const { ts } = view;
  if (ts.isWhileStatement(head))
    return breaksOf(ts, head).length === 0 && (more !== undefined) === (test !== undefined);
  if (test !== undefined) return true;
  const last = fetch.statements.at(-1);
  if (last !== undefined && ts.isContinueStatement(last)) return more === undefined;
  return (
    more === undefined &&
    last !== undefined &&
    isExitWhenEmpty(view, last, { empty, fetch, isOnlyTest: false })
  );
}

/** `if (empty) return;` or `throw`, for the same list. */
function isExitWhenEmpty(
  view: View,
  statement: ts.Statement,
  { empty, fetch, isOnlyTest }: Pick<Round, "empty" | "fetch"> & { readonly isOnlyTest: boolean },
): statement is ts.IfStatement {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  if (!isSameEmptyTest(view, empty, statement.expression, fetch, isOnlyTest)) return false;
  const [exit, ...others] = statementsOf(ts, statement.thenStatement);
  return (
    exit !== undefined && others.length === 0 && (ts.isReturnStatement(exit) || ts.isThrowStatement(exit))
  );
}

function swapped(view: View, { head, empty, absent, more, fetch, test, handingOut }: Round) {
  const { ts } = view;
  const [first] = handingOut;
  const last = handingOut.at(-1);
  const some = negate(view, empty);
  const present = absent && negate(view, absent);
  if (absent && present === undefined) return undefined;
  const full = present && some ? `${present} && ${some}` : some;
  const noMore = more && negate(view, more);
  if (!first || !last || full === undefined || (more && noMore === undefined)) return undefined;
  const indent = indentAt(view, startOf(view, head));
  const open = startOf(view, fetch) + 1;
  const inner = { start: contentStart(view, open), end: trimmedEnd(view, fetch.end - 1) };
  const range = { start: rangeOf(view, head).start, end: rangeOf(view, last).end };
  const [exit] = test ? statementsOf(ts, test.thenStatement) : [];
  const guard = noMore !== undefined && exit ? [`if (${noMore}) ${textOf(view, exit)}`] : [];
  const isTestNeeded = test !== undefined && ts.isIfStatement(head);
  const parts = [
    `while (${full}) {\n${indent}  ${movedText(view, rangeOf(view, first, last), `${indent}  `)}\n${indent}}`,
    ...commentsWithin(view, { start: range.start, end: open }),
    ...guard,
    movedText(view, inner, indent),
    ...(test === undefined
      ? []
      : isTestNeeded
        ? [movedText(view, rangeOf(view, test), indent)]
        : testComments(view, test)),
  ];
  return new Edits(view).replace(range, parts.join(`\n${indent}`)).done();
}

function testComments(view: View, test: ts.Statement): string[] {
  return commentsWithin(view, rangeOf(view, test));
}
