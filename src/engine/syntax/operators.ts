import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { unwrap } from "./nodes";

/** @returns whether an operator compares two values, so that it gives `true` or `false`: `===`, `!=`, `<=` … */
export function isComparison(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  switch (operator) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return true;
    default:
      return false;
  }
}

/** @returns whether the right side of an operator may be left out: `&&`, `||=`, `??` … */
export function isShortCircuit(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  switch (kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
      return true;
    default:
      return false;
  }
}

/** @returns what an operator joins, from left to right: `a`, `b` and `c` of `a || (b || c)` */
export function operandsOf(
  ts: TypeScript,
  expression: ts.Expression,
  operator: ts.SyntaxKind,
): ts.Expression[] {
  const inner = unwrap(ts, expression);
  return ts.isBinaryExpression(inner) && inner.operatorToken.kind === operator
    ? [...operandsOf(ts, inner.left, operator), ...operandsOf(ts, inner.right, operator)]
    : [inner];
}

/** @returns the parts of `a && b && c`, from left to right */
export function conjunctsOf(ts: TypeScript, condition: ts.Expression): ts.Expression[] {
  return operandsOf(ts, condition, ts.SyntaxKind.AmpersandAmpersandToken);
}
