import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { some, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Method, Owner } from "./members";

const typeName = /^Async(?:Iterator|IterableIterator|Iterable|Generator|IteratorObject)$/;

/**
 * A `next` of the protocol is async or gives promises; observers, middleware and cursors have a `next` as well.
 *
 * @returns whether the method can be the `next()` of an async iterator
 */
export function looksLikeNext(ts: TypeScript, { fn }: Method): boolean {
  return some(ts, fn.body, (node) => mentionsResult(ts, node));
}

/** A result literal, a call of some `next`, or a promise: what a `next` of the protocol cannot do without. */
function mentionsResult(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.some((property) => property.name && memberKey(ts, property.name) === "done");
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return namesNextOrPromise(ts, node.expression);
  return false;
}

function namesNextOrPromise(ts: TypeScript, callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "Promise";
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return (
    callee.name.text === "next" || callee.name.text === "then" || namesNextOrPromise(ts, callee.expression)
  );
}

/**
 * An object with `next` alone is an iterator only if something says so: its type, or the method it is returned from.
 *
 * @returns whether the type written at the owner, or its `next`, or the function that returns it, names the protocol
 */
export function namesAsyncIterator(ts: TypeScript, owner: Owner, next: Method): boolean {
  if (ts.isClassLike(owner)) {
    const clauses = owner.heritageClauses ?? [];
    return clauses.some((clause) => clause.types.some(({ expression }) => isProtocolName(ts, expression)));
  }
  return (
    namesPromiseOfResult(ts, next.fn.type) ||
    typesAround(ts, owner).some((type) => namesProtocol(ts, type)) ||
    isNothingElse(ts, owner, next)
  );
}

/** `{ async next() { … return { value, done }; } }`: nothing but the protocol, and results as the protocol has them. */
function isNothingElse(ts: TypeScript, owner: ts.ObjectLiteralExpression, next: Method): boolean {
  const isProtocol = owner.properties.every(
    ({ name }) => name && /^(?:next|return|throw)$/.test(memberKey(ts, name) ?? ""),
  );
  const isAsync = next.fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const givesPromises =
    isAsync || some(ts, next.fn.body, (node) => ts.isIdentifier(node) && node.text === "Promise");
  return isProtocol && givesPromises && some(ts, next.fn.body, (node) => isWholeResult(ts, node));
}

function isWholeResult(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isObjectLiteralExpression(node)) return false;
  const keys = node.properties.map(({ name }) => name && memberKey(ts, name));
  return keys.includes("value") && keys.includes("done");
}

/** A plain `IteratorResult` is what a sync iterator gives. */
function namesPromiseOfResult(ts: TypeScript, type: ts.TypeNode | undefined): boolean {
  if (!type) return false;
  const names = (pattern: RegExp): boolean =>
    some(ts, type, (node) => ts.isIdentifier(node) && pattern.test(node.text));
  return names(/^IteratorResult$/) && names(/^Promise(?:Like)?$/);
}

function isProtocolName(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) && typeName.test(node.text);
}

function namesProtocol(ts: TypeScript, type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && isProtocolName(ts, type.typeName);
}

/** Types asserted of the literal, declared for its variable, or for the function that returns it. */
function typesAround(ts: TypeScript, literal: ts.ObjectLiteralExpression): ts.TypeNode[] {
  const types: ts.TypeNode[] = [];
  const outer = wrapped(ts, literal);
  for (let node: ts.Node = literal.parent; node !== outer.parent; node = node.parent) {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) {
      types.push(node.type);
    }
  }
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && parent.type) types.push(parent.type);
  const fn = ts.isReturnStatement(parent) ? parent.parent.parent : parent;
  if (ts.isFunctionLike(fn) && fn.type) types.push(fn.type);
  return types;
}
