import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { isEmptyTest } from "../support/buffers";
import { Edits, indentAt, movedText, rangeOf } from "../support/edits";
import { isUsedOnlyIn, ownLet } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { declarationKind, type Variable } from "../support/scopes";
import { isArray, isDisposable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (index >= rows.length) { if (page.rows.length === 0) return; rows = page.rows; index = 0; }`
 * → `if (index >= rows.length) { rows = page.rows; index = 0; if (rows.length === 0) return; }`
 *
 * Condition: the guard asks for the length of what the list is filled with, a constant or a property of one; beside the guard only own
 * variables are assigned from there to the end of the block, which nobody reads once the loop is left, and by what does nothing and cannot fail.
 */
export const askFilledList = definePass("ask-filled-list", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [head] = loop.statement.statements;
    if (!head || !ts.isIfStatement(head) || head.elseStatement || !ts.isBlock(head.thenStatement)) continue;
    if (!isEmptyTest(view, head.expression)) continue;
    const filling = fillingOf(view, head.thenStatement, loop);
    if (filling) return asked(view, filling);
  }
  return undefined;
});

interface Filling {
  readonly guard: ts.IfStatement;
  /** `page.rows`, in the guard. */
  readonly source: ts.Expression;
  /** `rows`, which is filled with it. */
  readonly list: string;
  /** What stands behind the guard. */
  readonly behind: readonly ts.Statement[];
  readonly isFilledBefore: boolean;
}

function fillingOf(view: View, { statements }: ts.Block, loop: ts.Statement): Filling | undefined {
  const at = statements.findIndex((statement) => sourceAsked(view, statement) !== undefined);
  const guard = statements[at];
  const source = guard && sourceAsked(view, guard);
  if (!guard || !view.ts.isIfStatement(guard) || !source) return undefined;
  const filled = statements.findIndex((statement) => fills(view, statement, source) !== undefined);
  const list = statements[filled] && fills(view, statements[filled], source);
  if (list === undefined) return undefined;
  const others = statements.slice(Math.min(at, filled)).filter((statement) => statement !== guard);
  const written = others.map((statement) => writtenOnly(view, statement, loop));
  if (written.includes(undefined) || written.filter((one) => one === list).length > 1) return undefined;
  if (written.some((one) => one && isNamedIn(one, guard))) return undefined;
  return {
    guard,
    source,
    list: list.name,
    behind: statements.slice(at + 1),
    isFilledBefore: filled < at,
  };
}

/** `page.rows` in `if (page.rows.length === 0) return;` and `if (!page.rows.length) return;` */
function sourceAsked(view: View, statement: ts.Statement): ts.Expression | undefined {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const [exit, ...others] = statementsOf(ts, statement.thenStatement);
  if (!exit || others.length > 0 || !(ts.isReturnStatement(exit) || ts.isThrowStatement(exit)))
    return undefined;
  const node = unwrap(ts, statement.expression);
  const isNegated = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const isZero =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken &&
    textOf(view, node.right) === "0";
  const length = isNegated ? unwrap(ts, node.operand) : isZero ? unwrap(ts, node.left) : undefined;
  if (!length || !ts.isPropertyAccessExpression(length) || length.questionDotToken) return undefined;
  return length.name.text === "length" && isOfConstant(view, length.expression)
    ? length.expression
    : undefined;
}

/** `rows`, `page.rows` */
function isOfConstant(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const isProperty = ts.isPropertyAccessExpression(expression) && !expression.questionDotToken;
  const variable = variableAt(view, isProperty ? expression.expression : expression);
  return variable !== undefined && declarationKind(ts, variable) === "const";
}

/** The list in `rows = page.rows;` */
function fills(view: View, statement: ts.Statement, source: ts.Expression): Variable | undefined {
  const assignment = asAssignment(view.ts, statement);
  if (!assignment || textOf(view, assignment.value) !== textOf(view, source)) return undefined;
  return isArray(view, assignment.target) ? variableAt(view, assignment.target) : undefined;
}

/** The variable that the statement gives a value, maybe, and nothing else is done. */
function writtenOnly(view: View, statement: ts.Statement, loop: ts.Statement): Variable | undefined {
  const { ts } = view;
  if (ts.isIfStatement(statement)) {
    const [only, ...others] = statementsOf(ts, statement.thenStatement);
    if (!only || others.length > 0 || statement.elseStatement) return undefined;
    return isDisposable(view, statement.expression) ? writtenOnly(view, only, loop) : undefined;
  }
  const assignment = asAssignment(ts, statement);
  const local = assignment && ownLet(view, variableAt(view, assignment.target));
  if (!local || !isUsedOnlyIn(local.variable, loop)) return undefined;
  return isDisposable(view, assignment.value) ? local.variable : undefined;
}

function isNamedIn(variable: Variable, node: ts.Node): boolean {
  return variable.uses.some((use) => contains(node, use.node));
}

/** The guard goes to the end of the block; where it is asked behind the assignment, it asks the list. */
function asked(view: View, { guard, source, list, behind, isFilledBefore }: Filling) {
  const last = behind.at(-1);
  if (!last) return isFilledBefore ? new Edits(view).replaceNode(source, list).done() : undefined;
  const indent = indentAt(view, startOf(view, guard));
  const range = rangeOf(view, guard);
  return new Edits(view)
    .removeSpan(range)
    .insert(rangeOf(view, last).end, `\n${indent}${movedText(view, range, indent)}`)
    .done();
}
