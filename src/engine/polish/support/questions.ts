import type ts from "typescript";
import { isAssignmentOperator, isUndefined, unwrap } from "../../syntax/nodes";
import { isComparison } from "../../syntax/operators";
import { isLogical } from "./conditions";
import { isStrictEquality } from "./nodes";
import { declarationKind, isNeverWritten, type Variable } from "./scopes";
import { isConstantLiteral, isNothing, isNumber } from "./values";
import { isText } from "./texts";
import { variableAt, type View } from "./view";

/** A value that is written out, in a box of its own, as `undefined` may be one. */
export interface Constant {
  readonly value: string | number | boolean | null | undefined;
}

/** Methods of strings that only look at the text, and give the same for the same. */
const textQuestions =
  /^(?:indexOf|lastIndexOf|includes|startsWith|endsWith|slice|substring|charAt|charCodeAt|trim|trimEnd|trimStart|toLowerCase|toUpperCase|search)$/;

/**
 * Does the expression ask for nothing but own variables that no closure knows, so that it gives the same for as long as none of them is
 * written, and does nothing but to keep the answer in such a variable, as in `(i = text.indexOf("\\n")) < 0`?
 */
export function isPlainQuestion(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (isConstantLiteral(view, node)) return true;
  if (ts.isIdentifier(node)) return isOwnVariable(view, variableAt(view, node));
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.ExclamationToken && isPlainQuestion(view, node.operand);
  if (ts.isPropertyAccessExpression(node))
    return node.name.text === "length" && isOwnText(view, node.expression);
  if (ts.isCallExpression(node)) return isTextQuestion(view, node);
  if (!ts.isBinaryExpression(node)) return false;
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return isOwnVariable(view, variableAt(view, node.left)) && isPlainQuestion(view, node.right);
  if (!isPlainQuestion(view, node.left) || !isPlainQuestion(view, node.right)) return false;
  const { kind } = node.operatorToken;
  if (isLogical(ts, node) || kind === ts.SyntaxKind.QuestionQuestionToken || isStrictEquality(ts, node))
    return true;
  if (!isComparison(ts, kind)) return false;
  // An object might work out a value of its own, but not for nothing.
  if (isNothing(view, node.right) && !isRelational(ts, kind)) return true;
  return isPrimitive(view, node.left) && isPrimitive(view, node.right);
}

function isRelational(ts: View["ts"], kind: ts.SyntaxKind): boolean {
  return kind !== ts.SyntaxKind.EqualsEqualsToken && kind !== ts.SyntaxKind.ExclamationEqualsToken;
}

function isOwnVariable(view: View, variable: Variable | undefined): boolean {
  return variable !== undefined && !variable.captured && declarationKind(view.ts, variable) !== "other";
}

function isOwnText(view: View, expression: ts.Expression): boolean {
  const node = unwrap(view.ts, expression);
  if (view.ts.isCallExpression(node)) return isText(view, node) && isTextQuestion(view, node);
  return isText(view, node) && isPlainQuestion(view, node);
}

/** `text.indexOf("\n")`, `/\r?\n/.test(text)`, `/\r?\n/.exec(text)` */
function isTextQuestion(view: View, { expression, arguments: values, questionDotToken }: ts.CallExpression) {
  const { ts } = view;
  if (!ts.isPropertyAccessExpression(expression) || questionDotToken || expression.questionDotToken)
    return false;
  const { expression: receiver, name } = expression;
  if (ts.isRegularExpressionLiteral(receiver)) {
    const [text, ...more] = values;
    return (
      text !== undefined && more.length === 0 && /^(?:test|exec)$/.test(name.text) && isOwnText(view, text)
    );
  }
  const isPlain = (value: ts.Expression): boolean =>
    ts.isRegularExpressionLiteral(value)
      ? name.text === "search"
      : isPlainQuestion(view, value) && isPrimitive(view, value);
  return textQuestions.test(name.text) && isOwnText(view, receiver) && values.every(isPlain);
}

function isPrimitive(view: View, expression: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return isPrimitive(view, node.right);
  if (isConstantLiteral(view, node) || isNumber(view, node) || isText(view, node)) return true;
  if (ts.isPropertyAccessExpression(node)) return isPlainQuestion(view, node);
  if (ts.isCallExpression(node)) return givesNumber(view, node);
  const variable = variableAt(view, node);
  const { parent } = variable?.declaration ?? {};
  const isConstant = variable && parent && ts.isVariableDeclaration(parent) && isNeverWritten(variable);
  return isConstant === true && parent.initializer !== undefined && isPrimitive(view, parent.initializer);
}

/** `text.indexOf("\n")` */
function givesNumber(view: View, node: ts.CallExpression): boolean {
  const { expression: callee } = node;
  const isOfText = view.ts.isPropertyAccessExpression(callee) && isTextQuestion(view, node);
  return isOfText && /^(?:indexOf|lastIndexOf|search|charCodeAt)$/.test(callee.name.text);
}

/**
 * @param constants - what variables are known to hold
 * @returns what a question comes to; `undefined` where that is not known
 */
export function constantOf(
  view: View,
  expression: ts.Expression,
  constants: ReadonlyMap<Variable, Constant>,
): Constant | undefined {
  const { ts } = view;
  const node = unwrap(ts, expression);
  const inner = (part: ts.Expression): Constant | undefined => constantOf(view, part, constants);
  if (isConstantLiteral(view, node)) return literalOf(view, node);
  const variable = variableAt(view, node);
  if (variable) return constants.get(variable);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const operand = inner(node.operand);
    return operand && { value: !operand.value };
  }
  if (ts.isPropertyAccessExpression(node)) {
    const text = inner(node.expression)?.value;
    return typeof text === "string" && node.name.text === "length" ? { value: text.length } : undefined;
  }
  if (ts.isCallExpression(node)) return callOf(view, node, inner);
  if (!ts.isBinaryExpression(node)) return undefined;
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return inner(node.right);
  return isAssignmentOperator(ts, node.operatorToken.kind) ? undefined : binaryOf(view, node, inner);
}

type Evaluate = (part: ts.Expression) => Constant | undefined;

function literalOf({ ts }: View, node: ts.Expression): Constant | undefined {
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
  if (isUndefined(ts, node)) return { value: undefined };
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) {
    const value = Number(node.operand.text);
    return node.operator === ts.SyntaxKind.MinusToken ? { value: -value } : undefined;
  }
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { value: false };
    case ts.SyntaxKind.NullKeyword:
      return { value: null };
    default:
      return undefined;
  }
}

/** What a method of a text comes to where the text is empty: that is what is known of a buffer that has been given out. */
function callOf(view: View, { expression, arguments: values }: ts.CallExpression, inner: Evaluate) {
  const { ts } = view;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const { expression: receiver, name } = expression;
  if (ts.isRegularExpressionLiteral(receiver)) {
    const [text] = values;
    const isEmpty = text !== undefined && inner(text)?.value === "";
    return isEmpty && mustHoldSome(receiver.text)
      ? { value: name.text === "test" ? false : null }
      : undefined;
  }
  if (inner(receiver)?.value !== "") return undefined;
  const [first] = values;
  const sought = first && inner(first)?.value;
  const isSought = typeof sought === "string" && sought !== "";
  switch (name.text) {
    case "trim":
    case "trimEnd":
    case "trimStart":
    case "toLowerCase":
    case "toUpperCase":
    case "slice":
    case "substring":
    case "charAt":
      return { value: "" };
    case "indexOf":
    case "lastIndexOf":
      return isSought ? { value: -1 } : undefined;
    case "includes":
    case "startsWith":
    case "endsWith":
      return isSought ? { value: false } : undefined;
    case "search":
      return first && ts.isRegularExpressionLiteral(first) && mustHoldSome(first.text)
        ? { value: -1 }
        : undefined;
    default:
      return undefined;
  }
}

/** A pattern that is no match for an empty text: one line feed at least, as in `/\r?\n/`. */
function mustHoldSome(pattern: string): boolean {
  return /^\/(?:(?:\\r|\\s)[?*])?(?:\\n|\\r)\+?\/[gmsu]*$/.test(pattern);
}

function binaryOf(view: View, node: ts.BinaryExpression, inner: Evaluate): Constant | undefined {
  const { ts } = view;
  const left = inner(node.left);
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken && left && !left.value) return left;
  if (kind === ts.SyntaxKind.BarBarToken && left?.value) return left;
  const right = inner(node.right);
  if (!left || !right) return undefined;
  const [a, b] = [left.value, right.value];
  switch (kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return right;
    case ts.SyntaxKind.QuestionQuestionToken:
      return a === undefined || a === null ? right : left;
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return { value: a === b };
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { value: a !== b };
    default:
      return typeof a === "number" && typeof b === "number" ? comparison(ts, kind, a, b) : undefined;
  }
}

function comparison(ts: View["ts"], kind: ts.SyntaxKind, a: number, b: number): Constant | undefined {
  switch (kind) {
    case ts.SyntaxKind.LessThanToken:
      return { value: a < b };
    case ts.SyntaxKind.LessThanEqualsToken:
      return { value: a <= b };
    case ts.SyntaxKind.GreaterThanToken:
      return { value: a > b };
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return { value: a >= b };
    case ts.SyntaxKind.EqualsEqualsToken:
      return { value: a === b };
    case ts.SyntaxKind.ExclamationEqualsToken:
      return { value: a !== b };
    default:
      return undefined;
  }
}
