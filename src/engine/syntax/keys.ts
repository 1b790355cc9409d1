import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** The member key that stands for `[Symbol.asyncIterator]` in the model. */
export const asyncIteratorKey = "@@asyncIterator";

/** Names under which libraries keep the symbol: `SymbolAsyncIterator`, `$$asyncIterator`, `getAsyncIteratorSymbol()`. */
const aliasPattern = /^(?:\$\$|get|_*)?(?:symbol)?_?async_?iterator(?:symbol)?$/i;

/**
 * @returns the name that members are compared by: an identifier's or string's text, `#name` for private names,
 * {@link asyncIteratorKey} for the symbol under any of its spellings, and `undefined` for other computed keys
 */
export function memberKey(ts: TypeScript, name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name)) return computedKey(ts, name.expression);
  return undefined;
}

function computedKey(ts: TypeScript, expression: ts.Expression): string | undefined {
  if (isAsyncIteratorSymbol(ts, expression)) return asyncIteratorKey;
  if (ts.isStringLiteralLike(expression)) return expression.text;
  return undefined;
}

/** @returns the key of what is accessed by `object.key` or `object[key]`, as {@link memberKey} gives it */
export function elementKey(ts: TypeScript, expression: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isElementAccessExpression(expression)
    ? computedKey(ts, expression.argumentExpression)
    : undefined;
}

/** @returns whether the expression is `Symbol.asyncIterator`, or an alias or constant that stands for it */
export function isAsyncIteratorSymbol(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === "asyncIterator";
  if (ts.isCallExpression(expression)) return isAsyncIteratorSymbol(ts, expression.expression);
  if (!ts.isIdentifier(expression)) return false;
  return aliasPattern.test(expression.text) || isConstantForSymbol(ts, expression);
}

function isConstantForSymbol(ts: TypeScript, identifier: ts.Identifier): boolean {
  return identifier
    .getSourceFile()
    .statements.some(
      (statement) =>
        ts.isVariableStatement(statement) &&
        (statement.declarationList.flags & ts.NodeFlags.Const) !== 0 &&
        statement.declarationList.declarations.some(
          ({ name, initializer }) =>
            ts.isIdentifier(name) &&
            name.text === identifier.text &&
            initializer !== undefined &&
            ts.isPropertyAccessExpression(initializer) &&
            initializer.name.text === "asyncIterator",
        ),
    );
}
