import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import type { TypeScript } from "../typescript";
import { elementKey, keyOf, memberKey } from "./keys";
import { wrapped } from "./nodes";

/**
 * @param fn - a function that stands nowhere but where it is put in place
 * @returns the object that gets it as what opens an iterator: of `object[Symbol.iterator] = function () {…};`, or of
 * `Object.defineProperty(object, Symbol.iterator, { value: function () {…} })`
 */
export function holderOfOpener(ts: TypeScript, fn: ts.Node, kind: IteratorKind): ts.Expression | undefined {
  const { openKey } = protocols[kind];
  const assigned = assignedTo(ts, fn);
  if (assigned) return elementKey(ts, assigned) === openKey ? assigned.expression : undefined;
  const described = descriptionAround(ts, fn);
  return described?.key === openKey ? described.object : undefined;
}

/** @returns whether the function is the `value` in the description of a property, whose name says nothing about it */
export function isDescribedValue(ts: TypeScript, fn: ts.Node): boolean {
  return descriptionAround(ts, fn) !== undefined;
}

/** `object.key = function () {…};`, which gives the function to nothing else. */
function assignedTo(
  ts: TypeScript,
  fn: ts.Node,
): ts.PropertyAccessExpression | ts.ElementAccessExpression | undefined {
  if (!ts.isFunctionExpression(fn) && !ts.isArrowFunction(fn)) return undefined;
  const value = wrapped(ts, fn);
  const { parent } = value;
  if (!ts.isBinaryExpression(parent) || parent.right !== value || !ts.isExpressionStatement(parent.parent))
    return undefined;
  const { left, operatorToken } = parent;
  const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
  return isMember && operatorToken.kind === ts.SyntaxKind.EqualsToken ? left : undefined;
}

/** The property of an object that a description is of. */
interface Described {
  readonly object: ts.Expression;
  readonly key: string | undefined;
}

function descriptionAround(ts: TypeScript, fn: ts.Node): Described | undefined {
  const member = memberHolding(ts, fn);
  if (!member || memberKey(ts, member.name) !== "value" || !ts.isObjectLiteralExpression(member.parent))
    return undefined;
  const descriptor = wrapped(ts, member.parent);
  const { parent } = descriptor;
  if (ts.isCallExpression(parent)) {
    const [object, name, third] = parent.arguments;
    const isOne = /^(?:Object|Reflect)\.defineProperty$/.test(parent.expression.getText());
    return isOne && object && name && third === descriptor ? { object, key: keyOf(ts, name) } : undefined;
  }
  if (!ts.isPropertyAssignment(parent) || !ts.isObjectLiteralExpression(parent.parent)) return undefined;
  const all = wrapped(ts, parent.parent);
  const call = all.parent;
  if (!ts.isCallExpression(call) || call.expression.getText() !== "Object.defineProperties") return undefined;
  const [object, second] = call.arguments;
  return object && second === all ? { object, key: memberKey(ts, parent.name) } : undefined;
}

function memberHolding(
  ts: TypeScript,
  fn: ts.Node,
): ts.MethodDeclaration | ts.PropertyAssignment | undefined {
  if (ts.isMethodDeclaration(fn)) return fn;
  if (!ts.isFunctionExpression(fn) && !ts.isArrowFunction(fn)) return undefined;
  const value = wrapped(ts, fn);
  const { parent } = value;
  return ts.isPropertyAssignment(parent) && parent.initializer === value ? parent : undefined;
}
