import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isUndefined, unwrap } from "./nodes";
import { hasOtherMeaning } from "./own-meaning";
import { isShortCircuit } from "./operators";

/** Built-in classes whose instances have no `then`, unless the file means another class by that name. */
const plainBuiltIns = new Set([
  ...["Array", "Map", "Set", "WeakMap", "WeakSet", "Date", "RegExp", "URL", "URLSearchParams"],
  ...["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "AggregateError"],
  ...["ArrayBuffer", "DataView", "Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array"],
  ...["Int32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"],
]);

/**
 * Does syntax alone say that the value of an expression is no thenable? Needs no types.
 *
 * @returns `true` when it is sure; `false` means "not known", not "it is one"
 */
export function neverThenable(ts: TypeScript, expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  return isPrimitiveBySyntax(ts, node) || isPlainObject(ts, node) || everyOutcomeNeverThenable(ts, node);
}

/**
 * Does syntax alone say that the value of an expression is a primitive?
 *
 * @returns `true` when it is sure; `false` means "not known"
 */
export function isPrimitiveBySyntax(ts: TypeScript, expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  return isLiteral(ts, node) || isUndefined(ts, node) || isOperatorResult(ts, node);
}

function isLiteral(ts: TypeScript, node: ts.Expression): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NumericLiteral:
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TemplateExpression:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
      return true;
    default:
      return false;
  }
}

/** Operators that only ever give primitives, whatever their operands. */
function isOperatorResult(ts: TypeScript, node: ts.Expression): boolean {
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  return ts.isBinaryExpression(node) && !passesOperandOn(ts, node.operatorToken.kind);
}

function passesOperandOn(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  const { EqualsToken, CommaToken } = ts.SyntaxKind;
  return operator === EqualsToken || operator === CommaToken || isShortCircuit(ts, operator);
}

function isPlainObject(ts: TypeScript, node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node) || ts.isRegularExpressionLiteral(node)) return true;
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return true;
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((member) => isNotThen(ts, member));
  if (ts.isCallExpression(node)) return isParsedText(ts, node);
  return ts.isNewExpression(node) && isPlainBuiltIn(ts, node.expression);
}

/** `JSON.parse(line)`: a `then` in the text is none that can be called. With a reviver, the values are what that gives. */
function isParsedText(ts: TypeScript, { expression, arguments: given }: ts.CallExpression): boolean {
  return (
    given.length === 1 &&
    !given.some((one) => ts.isSpreadElement(one)) &&
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === "parse" &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === "JSON" &&
    !hasOtherMeaning(expression.expression)
  );
}

function isNotThen(ts: TypeScript, member: ts.ObjectLiteralElementLike): boolean {
  if (ts.isSpreadAssignment(member)) return false;
  const { name } = member;
  if (ts.isNumericLiteral(name)) return true;
  const hasText = ts.isIdentifier(name) || ts.isStringLiteralLike(name);
  return hasText && name.text !== "then" && name.text !== "__proto__";
}

function isPlainBuiltIn(ts: TypeScript, callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && plainBuiltIns.has(callee.text) && !hasOtherMeaning(callee);
}

/** Expressions that hand on the value of another one: sure only when each possible one is. */
function everyOutcomeNeverThenable(ts: TypeScript, node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isConditionalExpression(node)) {
    return neverThenable(ts, node.whenTrue) && neverThenable(ts, node.whenFalse);
  }
  if (!ts.isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.AmpersandAmpersandToken: // the left side comes out only when it is falsy: no object
      return neverThenable(ts, node.right);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return neverThenable(ts, node.left) && neverThenable(ts, node.right);
    default:
      return false;
  }
}
