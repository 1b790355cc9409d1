import type ts from "typescript";
import { declaredInScope } from "../syntax/in-scope";
import { neverReassigned } from "../syntax/never-reassigned";
import { accessKind, ancestor, hasModifier, statementsOf, unwrap } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/*
 * `if (typeof Symbol !== "undefined") iterator[Symbol.iterator] = …;` was written for platforms without symbols. Where generators are
 * known, so are the symbols.
 */

/** @returns the one statement under a condition that asks for nothing but the platform's symbols */
export function underPlatformGuard(ts: TypeScript, statement: ts.Statement): ts.Statement | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const [only, ...more] = statementsOf(ts, statement.thenStatement);
  return only && more.length === 0 && asksForSymbols(ts, statement.expression) ? only : undefined;
}

/** @returns that condition's statement, by the one under it */
export function platformGuardOf(ts: TypeScript, statement: ts.Statement): ts.IfStatement | undefined {
  const { parent } = statement;
  const guard = ts.isBlock(parent) ? parent.parent : parent;
  return ts.isIfStatement(guard) && underPlatformGuard(ts, guard) === statement ? guard : undefined;
}

/** @returns whether the variable holds nothing but what the platform says of its symbols */
export function holdsPlatformAnswer(ts: TypeScript, { name, initializer }: ts.VariableDeclaration): boolean {
  if (!initializer || !ts.isIdentifier(name)) return false;
  const value = unwrap(ts, initializer);
  const answers: readonly (ts.Expression | undefined)[] = ts.isObjectLiteralExpression(value)
    ? value.properties.map((one) => (ts.isPropertyAssignment(one) ? one.initializer : undefined))
    : [value];
  return answers.length > 0 && answers.every((answer) => answer && asksForSymbols(ts, answer));
}

function asksForSymbols(ts: TypeScript, condition: ts.Expression): boolean {
  return isSurelyMet(ts, condition) && !declaresSymbol(ts, condition.getSourceFile());
}

/** A `Symbol` of the author's own may be anything. */
function declaresSymbol(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  return usesOfVariable(ts, sourceFile, "Symbol").some(
    (use) => "name" in use.parent && use.parent.name === use && !ts.isPropertyAccessExpression(use.parent),
  );
}

function isSurelyMet(ts: TypeScript, condition: ts.Expression): boolean {
  const node = unwrap(ts, condition);
  if (isSymbol(node)) return true;
  if (ts.isBinaryExpression(node)) return isMetByBoth(ts, node);
  if (ts.isPrefixUnaryExpression(node)) return isDoubleNegation(ts, node);
  if (ts.isIdentifier(node)) return isMetByConstant(ts, node);
  return ts.isPropertyAccessExpression(node) && isMetByMember(ts, node);
}

function isMetByBoth(ts: TypeScript, { left, right, operatorToken }: ts.BinaryExpression): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return isSurelyMet(ts, left) && isSurelyMet(ts, right);
    case ts.SyntaxKind.InKeyword:
      return isIn(ts, unwrap(ts, left), unwrap(ts, right));
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return isTypeOf(ts, left, right, true) || isTypeOf(ts, right, left, true);
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return isTypeOf(ts, left, right, false) || isTypeOf(ts, right, left, false);
    default:
      return false;
  }
}

/** `typeof Symbol === "function"`, `typeof Symbol.iterator !== "undefined"` */
function isTypeOf(ts: TypeScript, asked: ts.Expression, said: ts.Expression, isEqual: boolean): boolean {
  const question = unwrap(ts, asked);
  const answer = unwrap(ts, said);
  if (!ts.isTypeOfExpression(question) || !ts.isStringLiteralLike(answer)) return false;
  const of = unwrap(ts, question.expression);
  if (!isSymbol(of)) return false;
  return isEqual
    ? answer.text === (ts.isIdentifier(of) ? "function" : "symbol")
    : answer.text === "undefined";
}

/** `"iterator" in Symbol`, `"Symbol" in globalThis`, `Symbol.iterator in Array.prototype` */
function isIn(ts: TypeScript, key: ts.Expression, object: ts.Expression): boolean {
  const text = object.getText();
  if (!ts.isStringLiteralLike(key))
    return key.getText() === "Symbol.iterator" && /^(?:Array\.prototype|\[\])$/.test(text);
  return text === "Symbol"
    ? /^(?:iterator|asyncIterator)$/.test(key.text)
    : key.text === "Symbol" && isGlobalObject(ts, object);
}

const globalObjects = /^(?:globalThis|window|self|global)$/;

/** `globalThis`, or a variable that looks for it: `(typeof globalThis !== "undefined" && globalThis) || (typeof self …` */
function isGlobalObject(ts: TypeScript, object: ts.Expression): boolean {
  if (!ts.isIdentifier(object)) return false;
  const value = valueOf(ts, object);
  if (!value) return globalObjects.test(object.text);
  const words =
    value
      .getText()
      .replace(/\/\/.*$/gm, "")
      .match(/[\w$]+|[^\s\w$]/g) ?? [];
  const isGlobal = (word: string): boolean => globalObjects.test(word);
  return (
    words.some(isGlobal) &&
    words.every((word) => isGlobal(word) || /^(?:typeof|undefined|[!=&|(){}'"])$/.test(word))
  );
}

/** `Symbol`, `Symbol.iterator`, `Symbol.asyncIterator` */
function isSymbol(node: ts.Expression): boolean {
  return /^(?:globalThis\.)?Symbol(?:\.(?:iterator|asyncIterator))?$/.test(node.getText());
}

function isDoubleNegation(ts: TypeScript, { operator, operand }: ts.PrefixUnaryExpression): boolean {
  const inner = unwrap(ts, operand);
  return (
    operator === ts.SyntaxKind.ExclamationToken &&
    ts.isPrefixUnaryExpression(inner) &&
    inner.operator === operator &&
    isSurelyMet(ts, inner.operand)
  );
}

/** `const canIterate = typeof Symbol === "function";` */
function isMetByConstant(ts: TypeScript, name: ts.Identifier): boolean {
  const value = valueOf(ts, name);
  return value !== undefined && isSurelyMet(ts, value);
}

/** `const support = { iterable: "iterator" in Symbol };`, of which nothing is done but read */
function isMetByMember(ts: TypeScript, { expression, name }: ts.PropertyAccessExpression): boolean {
  if (!ts.isIdentifier(expression)) return false;
  const literal = valueOf(ts, expression);
  if (!literal || !ts.isObjectLiteralExpression(literal) || isExported(ts, literal)) return false;
  const [property, ...more] = literal.properties.filter((one) => one.name?.getText() === name.text);
  if (!property || more.length > 0 || !ts.isPropertyAssignment(property)) return false;
  const isRead = usesOfVariable(ts, literal.getSourceFile(), expression.text).every((use) => {
    const { parent } = use;
    if (ts.isVariableDeclaration(parent)) return parent.name === use;
    return (
      ts.isPropertyAccessExpression(parent) && accessKind(ts, parent) === "read" && !isCalled(ts, parent)
    );
  });
  return isRead && isSurelyMet(ts, property.initializer);
}

/** Other modules can do anything to the object. */
function isExported(ts: TypeScript, literal: ts.Expression): boolean {
  const statement = ancestor(literal, ts.isVariableStatement.bind(ts));
  return statement !== undefined && hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

/** What is called on the object may change it. */
function isCalled(ts: TypeScript, access: ts.Expression): boolean {
  return ts.isCallExpression(access.parent) && access.parent.expression === access;
}

/** What a variable around is made with before, where that is all it ever holds. */
function valueOf(ts: TypeScript, from: ts.Identifier): ts.Expression | undefined {
  return declaredInScope(ts, from, from.text, (statement) => {
    if (!ts.isVariableStatement(statement) || statement.end > from.pos) return undefined;
    const declaration = statement.declarationList.declarations.find(
      ({ name }) => name.getText() === from.text,
    );
    return declaration && neverReassigned(ts, declaration) ? declaration.initializer : undefined;
  });
}
