import type ts from "typescript";
import { libraryOwner } from "../syntax/library-owner";
import { isFunctionBoundary, unwrap, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { type Flow, merge, nowhere } from "./draw";
import { follow } from "./follow";
import { type FollowContext, kept, type Position, enterKept } from "./follow-context";
import { calledFunction, functionOf } from "./functions";

const calling = /^(?:call|apply|bind)$/;

/** Methods of arrays that call their first argument with the second as its `this`, and have no other use for that. */
const callingBack = /^(?:forEach|map|filter|some|every|find|findIndex|findLast|findLastIndex|flatMap)$/;

/** Methods of `WeakMap` and `WeakSet`, which know an object again, and can do no more with it. */
const knowing = /^(?:set|get|has|delete|add)$/;

/**
 * `helper.call(rows)`, `helper.bind(rows)`, `list.forEach(function () {…}, rows)`: the value becomes the `this` of a function.
 *
 * @returns what the function does with it; `undefined` where the call is another one, or the function is out of sight
 */
export function intoThis(
  context: FollowContext,
  position: Position,
  call: ts.CallExpression,
): Flow | undefined {
  const { ts } = context;
  const { expression: callee, arguments: given } = call;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [first, second] = given;
  if (first === position.expression && calling.test(callee.name.text))
    return ofFunction(context, position, callee.expression, call);
  if (
    first &&
    second === position.expression &&
    callingBack.test(callee.name.text) &&
    isOfLibrary(context, callee)
  )
    return ofFunction(context, position, first, call);
  return undefined;
}

/** @returns whether it is only a key: `secrets.set(rows, …)` of a `WeakMap` */
export function isWeakKey(context: FollowContext, value: ts.Expression, call: ts.CallExpression): boolean {
  const { ts, facts } = context;
  const { expression: callee } = call;
  if (call.arguments[0] !== value || !ts.isPropertyAccessExpression(callee)) return false;
  if (!knowing.test(callee.name.text)) return false;
  return /^Weak(?:Map|Set)$/.test(libraryOwner(ts, callee.name, facts) ?? "");
}

function isOfLibrary({ facts }: FollowContext, callee: ts.PropertyAccessExpression): boolean {
  return facts.declarationOf(callee.name)?.getSourceFile().isDeclarationFile === true;
}

function ofFunction(
  context: FollowContext,
  position: Position,
  named: ts.Expression,
  call: ts.CallExpression,
): Flow | undefined {
  const { ts } = context;
  if (isOwnMethod(context, position, named)) return nowhere;
  const fn = functionNamed(context, named);
  if (!fn) return undefined;
  const inner = enterKept(context, call, position);
  if (!inner) return nowhere;
  // Who calls it, and how often, is another question; nor is it known that its caller waits.
  const at = { ...kept(position), anchor: fn };
  return merge(ownThis(ts, fn).map((self) => follow(inner, { ...at, expression: self })));
}

/** `this.load.call(this)`, `list.forEach(this.load, this)`: what a class does with itself is followed anyway. */
function isOwnMethod(
  { ts, facts }: FollowContext,
  { expression: self }: Position,
  named: ts.Expression,
): boolean {
  return self.kind === ts.SyntaxKind.ThisKeyword && isMethodOf({ ts, facts }, named, self);
}

/** @returns whether it is `object.read`, a method of that very object */
export function isMethodOf(
  { ts, facts }: Pick<FollowContext, "ts" | "facts">,
  named: ts.Expression,
  object: ts.Expression,
): boolean {
  const method = unwrap(ts, named);
  if (!ts.isPropertyAccessExpression(method) || method.expression.getText() !== object.getText())
    return false;
  const declaration = facts.declarationOf(method.name);
  return declaration !== undefined && ts.isMethodDeclaration(declaration);
}

function functionNamed(context: FollowContext, named: ts.Expression): ts.Node | undefined {
  const { ts, facts } = context;
  const value = unwrap(ts, named);
  if (!ts.isPropertyAccessExpression(value)) return functionOf(context, value);
  const declaration = facts.declarationOf(value.name);
  return declaration && calledFunction(ts, declaration);
}

/** @returns each `this` of a function, or of another part of a class, that means the same as at the root of it */
export function ownThis(ts: TypeScript, root: ts.Node): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  walk(ts, root, (node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && ts.isExpression(node)) found.push(node);
    return node === root || ts.isArrowFunction(node) || !isFunctionBoundary(ts, node);
  });
  return found;
}
