import type ts from "typescript";
import { isFunctionBoundary, unwrap, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { escapes, type Flow, merge, nowhere } from "./draw";
import { enter, follow, type FollowContext, kept, type Position } from "./follow";
import { calledFunction } from "./functions";
import { crossing, join } from "./repetition";

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
  const declaration = facts.declarationOf(callee.name);
  const owner = declaration?.parent;
  return (
    owner !== undefined &&
    owner.getSourceFile().isDeclarationFile &&
    ts.isInterfaceDeclaration(owner) &&
    /^Weak(?:Map|Set)$/.test(owner.name.text)
  );
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
  const inner = enter(context, call, kept(position));
  if (inner === "known") return nowhere;
  if (!inner) return ts.isArrowFunction(fn) ? nowhere : escapes(call);
  const between = crossing(context, position.anchor, call);
  // Who calls it, and how often, is another question; nor is it known that its caller waits.
  const toAnchor = join(join(position.toAnchor, between), { loops: true, calls: true, elsewhere: true });
  const at = { ...position, isImmediate: false, isPromised: false, anchor: fn, toAnchor };
  return merge(ownThis(ts, fn).map((self) => follow(inner, { ...at, expression: self })));
}

/** `this.load.bind(this)`: what a class does with itself is followed anyway. */
function isOwnMethod(
  { ts, facts }: FollowContext,
  { expression: self }: Position,
  named: ts.Expression,
): boolean {
  const access = unwrap(ts, named);
  const { ThisKeyword } = ts.SyntaxKind;
  if (!ts.isPropertyAccessExpression(access) || access.expression.kind !== ThisKeyword) return false;
  const declaration = facts.declarationOf(access.name);
  return self.kind === ThisKeyword && declaration !== undefined && ts.isMethodDeclaration(declaration);
}

function functionNamed({ ts, facts }: FollowContext, named: ts.Expression): ts.Node | undefined {
  const value = unwrap(ts, named);
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) return value;
  const name = ts.isPropertyAccessExpression(value) ? value.name : value;
  const declaration = facts.declarationOf(name);
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
