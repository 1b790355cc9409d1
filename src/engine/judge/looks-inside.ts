import type ts from "typescript";
import type { Facts } from "../facts";
import { accessKind, isJavaScript, some, unwrap } from "../syntax/nodes";
import { isNothing } from "../syntax/plain-value";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";

/**
 * `a < b` of two dates, `"end" in options`, the text of a list: what comes of it changes with what is inside of an object, which is no
 * state of the iterator's.
 *
 * @returns whether the value of a part of a condition may hang on more than on which values its own parts are
 */
export function looksInside(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  const isPlain = (one: ts.Expression): boolean => facts.isPrimitive(one) === true;
  if (ts.isBinaryExpression(node)) {
    if (comparesOnly(ts, node) || comparesNumbers(ts, node, facts)) return false;
    return isOfObject(ts, node.operatorToken.kind) || !isPlain(node.left) || !isPlain(node.right);
  }
  if (ts.isPrefixUnaryExpression(node))
    return node.operator !== ts.SyntaxKind.ExclamationToken && !isPlain(node.operand);
  if (ts.isTemplateExpression(node)) return node.templateSpans.some(({ expression }) => !isPlain(expression));
  if (!ts.isExpression(node)) return false;
  return !isName(ts, node) && !isOfParts(ts, node);
}

/** Which value it is, and nothing of what that consists of. */
function comparesOnly(ts: TypeScript, { left, right, operatorToken }: ts.BinaryExpression): boolean {
  const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind;
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken, CommaToken } = ts.SyntaxKind;
  const { EqualsEqualsToken, ExclamationEqualsToken } = ts.SyntaxKind;
  const { kind } = operatorToken;
  if (kind === EqualsEqualsToken || kind === ExclamationEqualsToken)
    return isNothing(ts, left) || isNothing(ts, right);
  return (
    kind === EqualsEqualsEqualsToken ||
    kind === ExclamationEqualsEqualsToken ||
    kind === AmpersandAmpersandToken ||
    kind === BarBarToken ||
    kind === QuestionQuestionToken ||
    kind === CommaToken
  );
}

/** `at < end`: JavaScript writes down no type of `end`, and what a count is measured by is taken for a number where nothing speaks against it. */
function comparesNumbers(ts: TypeScript, node: ts.BinaryExpression, facts: Facts): boolean {
  const { left, right, operatorToken } = node;
  const { LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken } = ts.SyntaxKind;
  const isMeasured = [LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken].some(
    (kind) => kind === operatorToken.kind,
  );
  if (!isMeasured || !isJavaScript(node)) return false;
  const isMaybe = (one: ts.Expression): boolean => facts.isPrimitive(one) !== false;
  const isCount = (one: ts.Expression): boolean => facts.isNumber?.(one) === true || isCounted(ts, one);
  return [left, right].some(isCount) && isMaybe(left) && isMaybe(right);
}

/** `at++`, `this.at += 2`: what is counted up or down is no object from then on. */
function isCounted(ts: TypeScript, given: ts.Expression): boolean {
  const name = unwrap(ts, given);
  if (ts.isIdentifier(name)) return sameVariable(ts, name).some((use) => accessKind(ts, use) === "update");
  if (!ts.isPropertyAccessExpression(name)) return false;
  const text = name.getText();
  return some(ts, name.getSourceFile(), (node) => {
    const isSame = ts.isPropertyAccessExpression(node) && node.getText() === text;
    return isSame && accessKind(ts, node) === "update";
  });
}

function isOfObject(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword;
}

function isName(ts: TypeScript, node: ts.Expression): boolean {
  const { ThisKeyword, SuperKeyword, NullKeyword, TrueKeyword, FalseKeyword } = ts.SyntaxKind;
  return (
    ts.isIdentifier(node) ||
    ts.isPrivateIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isLiteralExpression(node) ||
    [ThisKeyword, SuperKeyword, NullKeyword, TrueKeyword, FalseKeyword].some((kind) => kind === node.kind)
  );
}

/** What it says is said by its parts, which are looked at by themselves. */
function isOfParts(ts: TypeScript, node: ts.Expression): boolean {
  return (
    unwrap(ts, node) !== node ||
    ts.isConditionalExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isVoidExpression(node)
  );
}
