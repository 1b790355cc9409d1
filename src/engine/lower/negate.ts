import type ts from "typescript";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * @returns the text of the opposite condition, always exact: `<` is not turned into `>=`, which differs for NaN
 */
export function negated(ts: TypeScript, sourceFile: ts.SourceFile, condition: ts.Expression): string {
  const text = (node: ts.Node): string => node.getText(sourceFile);
  const inner = unwrap(ts, condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return text(inner.operand).replace(/^\((.*)\)$/s, "$1");
  }
  if (ts.isBinaryExpression(inner)) {
    const opposite = oppositeOperator(ts, inner.operatorToken.kind);
    if (opposite) return `${text(inner.left)} ${opposite} ${text(inner.right)}`;
  }
  const isAtom =
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isCallExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isPostfixUnaryExpression(inner);
  return isAtom ? `!${text(inner)}` : `!(${text(inner)})`;
}

function oppositeOperator(ts: TypeScript, kind: ts.SyntaxKind): string | undefined {
  switch (kind) {
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

/** @returns the condition without a double negation: of `!!done`, `done` */
export function withoutDoubleNegation(ts: TypeScript, condition: ts.Expression): ts.Expression {
  const isNegation = (node: ts.Expression): node is ts.PrefixUnaryExpression =>
    ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  const outer = unwrap(ts, condition);
  const inner = isNegation(outer) ? unwrap(ts, outer.operand) : undefined;
  return inner && isNegation(inner) ? inner.operand : condition;
}

/** @returns the condition without parentheses around the whole of it: `if` has its own; those that hold a comment stay */
export function insideParentheses(ts: TypeScript, condition: ts.Expression): ts.Expression {
  if (!ts.isParenthesizedExpression(condition)) return condition;
  const { expression } = condition;
  const text = condition.getText();
  const isBare = text.slice(1, -1).trim() === expression.getText();
  return isBare ? insideParentheses(ts, expression) : condition;
}
