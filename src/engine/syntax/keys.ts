import type ts from "typescript";
import { iteratorKinds, protocols, type IteratorKind } from "../kind";
import type { TypeScript } from "../typescript";
import { importedKeys } from "./imported-keys";
import { isConst } from "./nodes";

/**
 * Names under which libraries keep the symbols: `SymbolAsyncIterator`, `$$asyncIterator`, `getIteratorSymbol()`. A bare `iterator`
 * may be anything.
 */
const aliasPatterns: Readonly<Record<IteratorKind, RegExp>> = {
  async: /^(?:\$\$|get|_*)?(?:symbol)?_?async_?iterator(?:symbol)?$/i,
  sync: /^(?:(?:\$\$|get|_*)?symbol_?iterator|(?:\$\$|get|_*)?iterator_?symbol|\$\$iterator)$/i,
};

/**
 * @returns the name that members are compared by: an identifier's or string's text, `#name` for private names, the protocol's
 * `openKey` for the symbol under any of its spellings, and `undefined` for other computed keys
 */
export function memberKey(ts: TypeScript, name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name)) return keyOf(ts, name.expression);
  return undefined;
}

/** @returns the key that an expression gives where it is one, in `object[key]`, as {@link memberKey} gives it */
export function keyOf(ts: TypeScript, expression: ts.Expression): string | undefined {
  const kind = openedKind(ts, expression);
  if (kind) return protocols[kind].openKey;
  if (ts.isStringLiteralLike(expression)) return expression.text;
  return undefined;
}

/** @returns the key of what is accessed by `object.key` or `object[key]`, as {@link memberKey} gives it */
export function elementKey(ts: TypeScript, expression: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isElementAccessExpression(expression) ? keyOf(ts, expression.argumentExpression) : undefined;
}

/** @returns the key as a person writes it: `[Symbol.iterator]` */
export function keyText(key: string): string {
  const kind = iteratorKinds.find((one) => protocols[one].openKey === key);
  return kind ? openText(kind) : key;
}

/** @returns `[Symbol.asyncIterator]` or `[Symbol.iterator]` */
export function openText(kind: IteratorKind): string {
  return `[Symbol.${protocols[kind].symbol}]`;
}

/** @returns the protocol that the expression opens: of `Symbol.asyncIterator`, or an alias or constant that stands for it */
export function openedKind(ts: TypeScript, expression: ts.Expression): IteratorKind | undefined {
  return iteratorKinds.find((kind) => isIteratorSymbol(ts, expression, kind));
}

function isIteratorSymbol(ts: TypeScript, expression: ts.Expression, kind: IteratorKind): boolean {
  if (ts.isPropertyAccessExpression(expression)) return isSymbolMember(ts, expression, kind);
  if (ts.isCallExpression(expression)) return isIteratorSymbol(ts, expression.expression, kind);
  if (!ts.isIdentifier(expression)) return false;
  return (
    aliasPatterns[kind].test(expression.text) ||
    isConstantForSymbol(ts, expression, kind) ||
    importedKeys(expression.getSourceFile()).get(expression.text) === kind
  );
}

/** `.iterator` is a member of many things, `.asyncIterator` only of symbols. */
function isSymbolMember(ts: TypeScript, access: ts.PropertyAccessExpression, kind: IteratorKind): boolean {
  if (access.name.text !== protocols[kind].symbol) return false;
  return kind === "async" || namesSymbol(ts, access.expression);
}

/** `Symbol`, `$Symbol`, `globalThis.Symbol` */
function namesSymbol(ts: TypeScript, expression: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && /symbol/i.test(name.text);
}

function isConstantForSymbol(ts: TypeScript, identifier: ts.Identifier, kind: IteratorKind): boolean {
  return identifier
    .getSourceFile()
    .statements.some(
      (statement) =>
        ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(
          (declaration) => isConst(ts, declaration) && declaresSymbol(ts, declaration, identifier.text, kind),
        ),
    );
}

/** @returns whether the name holds the symbol: `const key = Symbol.asyncIterator`, or `const { asyncIterator: key } = Symbol` */
export function declaresSymbol(
  ts: TypeScript,
  { name, initializer }: ts.VariableDeclaration,
  wanted: string,
  kind: IteratorKind,
): boolean {
  if (!initializer) return false;
  if (ts.isIdentifier(name)) {
    const isMember = ts.isPropertyAccessExpression(initializer) && isSymbolMember(ts, initializer, kind);
    return name.text === wanted && isMember;
  }
  return (
    ts.isObjectBindingPattern(name) &&
    ts.isIdentifier(initializer) &&
    initializer.text === "Symbol" &&
    name.elements.some(
      (element) =>
        element.name.getText() === wanted &&
        (element.propertyName ?? element.name).getText() === protocols[kind].symbol,
    )
  );
}
