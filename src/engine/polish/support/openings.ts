import type ts from "typescript";
import { isAssignmentOperator, statementsOf, unwrap } from "../../syntax/nodes";
import { leadingStart, movedText } from "./edits";
import { isAlwaysEvaluated, ownLet, runsOnceFrom, type Local } from "./loops";
import { asAssignment, contains, isEndless } from "./nodes";
import { isNothing } from "./values";
import { startOf, textOf, variableAt, type View } from "./view";

/** A variable that is filled when it is needed first. */
export interface Opening {
  readonly local: Local;
  readonly value: ts.Expression;
  /** What is done before it opens, such as fetching what is opened. */
  readonly lead: readonly ts.Statement[];
  /** The expression that opens and gives what is open; `undefined` where a whole statement opens. */
  readonly expression: ts.Expression | undefined;
  /** It opens for `undefined` and `null` only, and not for `""` or `0`. */
  readonly isForNullish: boolean;
}

/**
 * @returns what a statement opens before it does anything else: `x ??= open();`, `if (!x) x = open();`, or in its first expression, such
 * as `(x ??= open()).read()`, `x ?? (x = open())` and `x = x || open()`
 */
export function openingOf(view: View, statement: ts.Statement): Opening | undefined {
  const { ts } = view;
  if (ts.isIfStatement(statement)) {
    const guarded = guardedOpening(view, statement);
    if (guarded) return guarded;
  }
  let node: ts.Node | undefined = statement;
  while (node) {
    const opening = expressionOpening(view, node);
    if (opening)
      return ts.isExpressionStatement(node.parent) ? { ...opening, expression: undefined } : opening;
    node = evaluatedFirst(ts, node);
  }
  return undefined;
}

/** `if (!x) x = open();`, `if (!x) { const file = await find(); x = file.open(); }` */
function guardedOpening(view: View, statement: ts.IfStatement): Opening | undefined {
  const { ts } = view;
  const statements = statementsOf(ts, statement.thenStatement);
  const assignment = asAssignment(ts, statements.at(-1));
  const local = assignment && ownLet(view, variableAt(view, assignment.target));
  if (statement.elseStatement || !assignment || !local) return undefined;
  const test = emptyTest(view, statement.expression, local);
  if (!test) return undefined;
  const lead = statements.slice(0, -1);
  return {
    local,
    value: assignment.value,
    lead,
    expression: undefined,
    isForNullish: test === "nullish",
  };
}

/**
 * @returns for which values a test says that the variable is empty: `!x`; or `x === null`, `x === undefined`, `x == null` where that is what
 * it starts as
 */
export function emptyTest(view: View, test: ts.Expression, local: Local): "falsy" | "nullish" | undefined {
  const { ts } = view;
  const { name } = local.variable;
  const text = textOf(view, test);
  if (text === `!${name}`) return "falsy";
  const { initializer } = local.declaration;
  const start = initializer ? textOf(view, unwrap(ts, initializer)) : "undefined";
  const isNullish = [`${name} === ${start}`, `${name} == null`, `${name} == undefined`].includes(text);
  return isNullish ? "nullish" : undefined;
}

function expressionOpening(view: View, node: ts.Node): Opening | undefined {
  const { ts } = view;
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, operatorToken, right } = node;
  const local = ownLet(view, variableAt(view, left));
  if (!local) return undefined;
  const { name } = local.variable;
  const found = (value: ts.Expression, operator: ts.SyntaxKind): Opening => ({
    local,
    value,
    lead: [],
    expression: node,
    isForNullish: operator === ts.SyntaxKind.QuestionQuestionToken,
  });
  switch (operatorToken.kind) {
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return found(right, ts.SyntaxKind.QuestionQuestionToken);
    case ts.SyntaxKind.BarBarEqualsToken:
      return found(right, ts.SyntaxKind.BarBarToken);
    case ts.SyntaxKind.EqualsToken:
      return isAlternative(ts, right) && right.left.getText() === name
        ? found(right.right, right.operatorToken.kind)
        : undefined;
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken: {
      const assignment = unwrap(ts, right);
      return ts.isBinaryExpression(assignment) &&
        assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        assignment.left.getText() === name
        ? found(assignment.right, operatorToken.kind)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `x ?? open()`, `x || open()` */
function isAlternative(ts: View["ts"], node: ts.Expression): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

/** @returns the part of a statement or expression that is evaluated before all others, always; `undefined` where that is not plain */
function evaluatedFirst(ts: View["ts"], node: ts.Node): ts.Node | undefined {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.initializer;
  if (ts.isConditionalExpression(node)) return node.condition;
  if (ts.isBinaryExpression(node)) return firstOperand(ts, node);
  if (ts.isPrefixUnaryExpression(node)) return node.operand;
  const hasOneFirst =
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isIfStatement(node) ||
    ts.isYieldExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node);
  return hasOneFirst ? node.expression : undefined;
}

function firstOperand(
  ts: View["ts"],
  { left, operatorToken, right }: ts.BinaryExpression,
): ts.Node | undefined {
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) return ts.isIdentifier(left) ? right : undefined;
  return isAssignmentOperator(ts, kind) ? undefined : left;
}

/** The expression with all parentheses around it. */
export function withParentheses(ts: View["ts"], expression: ts.Expression): ts.Expression {
  let outer = expression;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return outer;
}

/** One of the two statements calls a method of what is open, whatever else happens. */
export function isUsedAnyway(
  view: View,
  opening: Opening,
  first: ts.Statement,
  second: ts.Statement | undefined,
): boolean {
  const { ts } = view;
  const { expression, local } = opening;
  if (expression && isCalledAnyway(view, opening, withParentheses(ts, expression), first)) return true;
  const next = second && firstIn(ts, second);
  if (!next || (expression && !ts.isVariableStatement(first))) return false;
  const alias = expression && aliasOf(view, expression);
  const uses = [...local.variable.uses, ...(alias?.uses ?? [])];
  return uses.some(({ node }) => contains(next, node) && isCalledAnyway(view, opening, node, next));
}

/** What an endless loop begins with is done whenever the loop is. */
function firstIn(ts: View["ts"], statement: ts.Statement): ts.Statement | undefined {
  const loop = ts.isLabeledStatement(statement) ? statement.statement : statement;
  return isEndless(ts, loop) && ts.isBlock(loop.statement) ? loop.statement.statements[0] : statement;
}

/** `const current = (reader ??= open());` */
function aliasOf(view: View, expression: ts.Expression) {
  const { parent } = withParentheses(view.ts, expression);
  return view.ts.isVariableDeclaration(parent) ? variableAt(view, parent.name) : undefined;
}

function isCalledAnyway(
  view: View,
  { isForNullish }: Opening,
  node: ts.Expression,
  statement: ts.Statement,
): boolean {
  const { ts } = view;
  const open = ts.isNonNullExpression(node.parent) ? node.parent : node;
  const access = open.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== open || access.questionDotToken)
    return false;
  const isCalled = ts.isCallExpression(access.parent) && access.parent.expression === access;
  // `undefined` and `null` have no properties either; what else is falsy has.
  if (!isForNullish && (!isCalled || isMethodOfPrimitive(access.name.text))) return false;
  for (let part: ts.Node = node; part !== statement; part = part.parent) {
    if (!isAlwaysEvaluated(ts, part.parent, part)) return false;
  }
  return true;
}

/** `""`, `0` and `false` have methods, too. */
function isMethodOfPrimitive(name: string): boolean {
  return ["", 0, 0n, false].some((value) => name in Object(value));
}

/** @returns whether a variable stands before the loop, which begins but once from there, and holds nothing until then */
export function holdsNothingBefore(
  view: View,
  { declaration, statement }: Local,
  loop: ts.Statement,
): boolean {
  return (
    isNothing(view, declaration.initializer) &&
    !contains(loop, declaration) &&
    runsOnceFrom(view, statement, loop)
  );
}

/** @returns the statements before what is opened, as they stand, comments before and between them included */
export function leadText(
  view: View,
  { lead: [first], value }: Pick<Opening, "lead" | "value">,
  indent: string,
): string {
  if (!first) return "";
  const assignment = value.parent.parent;
  return movedText(view, { start: leadingStart(view, first), end: startOf(view, assignment) }, indent);
}
