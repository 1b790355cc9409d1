import type ts from "typescript";
import type { Exit } from "../../engine/describe/exits";
import { some, unwrap } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";

/**
 * Reads `{ value: items.shift(), done: items.length === 0 }` and `{ value: items[i++], done: i >= items.length }`: the element is
 * taken first, and then it is asked whether one is left. For the last one the answer is no, and it goes out with `done: true`.
 */
export function lastTakenBeforeDone(ts: TypeScript, exit: Extract<Exit, { kind: "computed" }>): boolean {
  if (exit.doneFirst || !exit.value || exit.extras.length > 0) return false;
  const value = awaitedOf(ts, exit.value);
  const list = emptyWhen(ts, unwrap(ts, exit.done));
  if (list !== undefined) return isTakenFrom(ts, value, list);
  const reached = endReached(ts, unwrap(ts, exit.done));
  return reached !== undefined && isNextOf(ts, value, reached);
}

interface EndReached {
  readonly position: string;
  readonly list: string;
}

function awaitedOf(ts: TypeScript, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
}

/** The list that is empty when this holds: `!list.length`, `list.length === 0`, `list.length < 1`. */
function emptyWhen(ts: TypeScript, done: ts.Expression): string | undefined {
  if (ts.isPrefixUnaryExpression(done) && done.operator === ts.SyntaxKind.ExclamationToken) {
    return lengthOf(ts, done.operand);
  }
  if (!ts.isBinaryExpression(done) || !ts.isNumericLiteral(done.right)) return undefined;
  const bound = Number(done.right.text);
  const operator = done.operatorToken.kind;
  const isEmpty =
    (isEquality(ts, operator) && bound === 0) || (operator === ts.SyntaxKind.LessThanToken && bound === 1);
  return isEmpty ? lengthOf(ts, done.left) : undefined;
}

/** `position >= list.length`, `position === list.length` */
function endReached(ts: TypeScript, done: ts.Expression): EndReached | undefined {
  if (!ts.isBinaryExpression(done)) return undefined;
  const operator = done.operatorToken.kind;
  if (!isEquality(ts, operator) && operator !== ts.SyntaxKind.GreaterThanEqualsToken) return undefined;
  const list = lengthOf(ts, done.right);
  const position = unwrap(ts, done.left);
  const isPlain = ts.isIdentifier(position) || ts.isPropertyAccessExpression(position);
  return list !== undefined && isPlain ? { position: position.getText(), list } : undefined;
}

function isEquality(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.EqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsEqualsToken;
}

/** What stands before `.length`. */
function lengthOf(ts: TypeScript, expression: ts.Expression): string | undefined {
  const inner = unwrap(ts, expression);
  return ts.isPropertyAccessExpression(inner) && inner.name.text === "length"
    ? unwrap(ts, inner.expression).getText()
    : undefined;
}

/** `list.shift()`, `read(list.pop())` */
function isTakenFrom(ts: TypeScript, value: ts.Expression, list: string): boolean {
  return some(ts, value, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const { name, expression } = node.expression;
    return (
      (name.text === "shift" || name.text === "pop") &&
      node.arguments.length === 0 &&
      unwrap(ts, expression).getText() === list
    );
  });
}

/** `list[position++]`, `read(list[position++])` */
function isNextOf(ts: TypeScript, value: ts.Expression, { position, list }: EndReached): boolean {
  return some(ts, value, (node) => {
    if (!ts.isElementAccessExpression(node) || unwrap(ts, node.expression).getText() !== list) return false;
    const index = unwrap(ts, node.argumentExpression);
    return (
      ts.isPostfixUnaryExpression(index) &&
      index.operator === ts.SyntaxKind.PlusPlusToken &&
      unwrap(ts, index.operand).getText() === position
    );
  });
}
