import type ts from "typescript";
import type { TypeScript } from "../typescript";

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
