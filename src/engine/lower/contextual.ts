import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns whether what a list, a function or a literal in an object is taken for depends on the place where it stands */
export function isContextual(ts: TypeScript, value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isContextual(ts, value.expression);
  if (ts.isConditionalExpression(value))
    return isContextual(ts, value.whenTrue) || isContextual(ts, value.whenFalse);
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.some(
      (member) =>
        ts.isMethodDeclaration(member) ||
        (ts.isPropertyAssignment(member) &&
          (isLiteral(ts, member.initializer) || isContextual(ts, member.initializer))),
    );
  }
  return ts.isArrayLiteralExpression(value) || ts.isArrowFunction(value) || ts.isFunctionExpression(value);
}

/** @returns whether the value is written out: a string, a number, `true` or the like */
export function isLiteral(ts: TypeScript, value: ts.Expression): boolean {
  const { TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  return ts.isLiteralExpression(value) || value.kind === TrueKeyword || value.kind === FalseKeyword;
}
