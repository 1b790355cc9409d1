import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isUndefined, unwrap } from "./nodes";
import { hasOtherMeaning } from "./own-meaning";

/** @returns whether an initial value is the same whenever it is computed: a literal, `undefined`, or something new and empty */
export function isPlainValue(ts: TypeScript, initializer: ts.Expression): boolean {
  const value = unwrap(ts, initializer);
  if (ts.isIdentifier(value)) return value.text === "undefined";
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  if (ts.isNewExpression(value)) return isEmptyCollection(ts, value);
  if (ts.isPrefixUnaryExpression(value)) return ts.isNumericLiteral(value.operand);
  return (
    ts.isLiteralExpression(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword ||
    value.kind === ts.SyntaxKind.NullKeyword
  );
}

function isEmptyCollection(ts: TypeScript, { expression, arguments: given }: ts.NewExpression): boolean {
  const isCollection = ts.isIdentifier(expression) && /^(?:Map|Set)$/.test(expression.text);
  return isCollection && !given?.length && !hasOtherMeaning(expression);
}

/** @returns whether it is written as `null` or `undefined` */
export function isNothing(ts: TypeScript, expression: ts.Expression): boolean {
  return isUndefined(ts, expression) || unwrap(ts, expression).kind === ts.SyntaxKind.NullKeyword;
}

/** @returns what the literal `true` or `false` says; `undefined` for anything else */
export function writtenBoolean(ts: TypeScript, expression: ts.Expression | undefined): boolean | undefined {
  const kind = expression && unwrap(ts, expression).kind;
  if (kind === ts.SyntaxKind.TrueKeyword) return true;
  return kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

/** @returns whether a value is written out: a literal, `true`, `null`, `undefined` */
export function isWrittenOut(ts: TypeScript, value: ts.Expression): boolean {
  return ts.isLiteralExpression(value) || /^(?:true|false|null|undefined)$/.test(value.getText());
}
