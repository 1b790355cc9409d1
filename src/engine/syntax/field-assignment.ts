import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** `this.key = value;` */
export interface FieldAssignment {
  readonly statement: ts.ExpressionStatement;
  readonly key: string;
  readonly value: ts.Expression;
}

/** @returns what a statement sets that does nothing else */
export function assignmentOf(ts: TypeScript, statement: ts.Statement): FieldAssignment | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left))
    return undefined;
  if (left.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  return { statement, key: left.name.text, value: right };
}
