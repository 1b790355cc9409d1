import type ts from "typescript";
import { isCount } from "./counts";
import { isArray, isBigInt, isRealNumber } from "./values";
import { replaced, type Replacement } from "./conditions";
import type { View } from "./view";

type Rank = "atom" | "comparison" | "and" | "or";

interface Condition {
  readonly text: string;
  readonly rank: Rank;
}

/**
 * Writes the opposite of a condition as a person would.
 *
 * @param replacements - parts of the condition that are written in another way
 * @returns `undefined` when the opposite is not exact (`!(a >= b)` is not `a < b` for `NaN` and `undefined`), or would
 * read worse than the condition itself
 */
export function negate(
  view: View,
  condition: ts.Expression,
  replacements: readonly Replacement[] = [],
): string | undefined {
  return opposite({ view, replacements }, condition)?.text;
}

interface Writer {
  readonly view: View;
  readonly replacements: readonly Replacement[];
}

function write({ view, replacements }: Writer, node: ts.Expression): string {
  const inside = replacements.filter((one) => node.pos <= one.node.pos && one.node.end <= node.end);
  return replaced(view, node, inside);
}

function opposite(writer: Writer, condition: ts.Expression): Condition | undefined {
  const { ts } = writer.view;
  if (ts.isParenthesizedExpression(condition)) return opposite(writer, condition.expression);
  if (condition.kind === ts.SyntaxKind.TrueKeyword) return { text: "false", rank: "atom" };
  if (condition.kind === ts.SyntaxKind.FalseKeyword) return { text: "true", rank: "atom" };
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) {
    return asIs(writer, condition.operand);
  }
  if (ts.isBinaryExpression(condition)) return oppositeOfBinary(writer, condition);
  if (ts.isAwaitExpression(condition)) return { text: `!(${write(writer, condition)})`, rank: "atom" };
  const isAtom =
    ts.isIdentifier(condition) ||
    ts.isPropertyAccessExpression(condition) ||
    ts.isElementAccessExpression(condition) ||
    ts.isCallExpression(condition) ||
    ts.isPostfixUnaryExpression(condition) ||
    ts.isNonNullExpression(condition);
  return isAtom ? { text: `!${write(writer, condition)}`, rank: "atom" } : undefined;
}

function oppositeOfBinary(
  writer: Writer,
  { left, operatorToken, right }: ts.BinaryExpression,
): Condition | undefined {
  const { view } = writer;
  const { ts } = view;
  const operator = operatorToken.kind;
  if (operator === ts.SyntaxKind.BarBarToken)
    return joined(opposite(writer, left), "and", opposite(writer, right));
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    return joined(opposite(writer, left), "or", opposite(writer, right));
  }
  const texts = (sign: string): Condition => ({
    text: `${write(writer, left)} ${sign} ${write(writer, right)}`,
    rank: "comparison",
  });
  if (isLengthOfArray(view, left) && ts.isNumericLiteral(right)) {
    if (operator === ts.SyntaxKind.EqualsEqualsEqualsToken && right.text === "0") return texts(">");
    if (operator === ts.SyntaxKind.GreaterThanToken && right.text === "0") return texts("===");
  }
  const equality = oppositeEquality(view, operator);
  if (equality !== undefined) return texts(equality);
  const comparison = oppositeComparison(view, operator);
  return comparison !== undefined && areOrdered(view, left, right) ? texts(comparison) : undefined;
}

/** One is less than the other, or they are equal. What is compared with something that counts is taken for a number that is one. */
function areOrdered(view: View, left: ts.Expression, right: ts.Expression): boolean {
  const sides = [left, right];
  if (!sides.every((side) => isRealNumber(view, side) || isBigInt(view, side))) return false;
  return sides.some((side) => isBigInt(view, side) || isCount(view, side));
}

function isLengthOfArray(view: View, node: ts.Expression): boolean {
  return (
    view.ts.isPropertyAccessExpression(node) && node.name.text === "length" && isArray(view, node.expression)
  );
}

function oppositeEquality({ ts }: View, operator: ts.SyntaxKind): string | undefined {
  switch (operator) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return "!==";
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return "===";
    case ts.SyntaxKind.EqualsEqualsToken:
      return "!=";
    case ts.SyntaxKind.ExclamationEqualsToken:
      return "==";
    default:
      return undefined;
  }
}

function oppositeComparison({ ts }: View, operator: ts.SyntaxKind): string | undefined {
  switch (operator) {
    case ts.SyntaxKind.LessThanToken:
      return ">=";
    case ts.SyntaxKind.LessThanEqualsToken:
      return ">";
    case ts.SyntaxKind.GreaterThanToken:
      return "<=";
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return "<";
    default:
      return undefined;
  }
}

function asIs(writer: Writer, expression: ts.Expression): Condition {
  const { view } = writer;
  if (view.ts.isParenthesizedExpression(expression)) return asIs(writer, expression.expression);
  return { text: write(writer, expression), rank: rankOf(view, expression) };
}

/** How tightly an expression holds together beside `&&` and `||`. */
function rankOf({ ts }: View, expression: ts.Expression): Rank {
  if (!ts.isBinaryExpression(expression)) return ts.isConditionalExpression(expression) ? "or" : "atom";
  switch (expression.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return "and";
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.EqualsToken:
      return "or";
    default:
      return "comparison";
  }
}

function joined(
  left: Condition | undefined,
  by: "and" | "or",
  right: Condition | undefined,
): Condition | undefined {
  if (left === undefined || right === undefined) return undefined;
  const isGroup = ({ rank }: Condition): boolean => rank === (by === "and" ? "or" : "and");
  // `(a || b) && (c || d)`: what nobody would rather read than `if ((!a && !b) || (!c && !d)) return;`.
  if (isGroup(left) && isGroup(right)) return undefined;
  // `a && b || c` is right without parentheses, but nobody should have to know it.
  const part = ({ text, rank }: Condition): string => (isGroup({ text, rank }) ? `(${text})` : text);
  return { text: `${part(left)} ${by === "and" ? "&&" : "||"} ${part(right)}`, rank: by };
}
