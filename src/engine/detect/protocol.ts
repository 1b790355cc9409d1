import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import { givesPromises, namesPromise } from "../syntax/gives-promise";
import { declaredInScope } from "../syntax/in-scope";
import { memberKey } from "../syntax/keys";
import {
  extendsOf,
  functionAround,
  type FunctionWithBody,
  hasModifier,
  isGenerator,
  some,
  someOwn,
  unwrap,
  wrapped,
} from "../syntax/nodes";
import { holderOfOpener } from "../syntax/put-in-place";
import { mayGive, resultMakerNamed } from "../syntax/result-makers";
import { returnedBy } from "../syntax/returned";
import type { TypeScript } from "../typescript";
import type { Members, Method } from "./members";
import { isIteratorObject, isMaking, type IteratorObject } from "./owner";

/**
 * A `next` of the protocol gives results, or promises of them; observers, middleware and cursors have a `next` as well.
 *
 * @returns whether the method can be the `next()` of an iterator of this kind
 */
export function looksLikeNext(ts: TypeScript, { fn }: Method, kind: IteratorKind): boolean {
  return some(ts, fn.body, (node) => mentionsResult(ts, node, kind));
}

/** @returns whether the method can be the `next()` of something that is known to be iterable in this way */
export function mayBeNext(ts: TypeScript, { fn }: Method, kind: IteratorKind): boolean {
  return !isGenerator(fn) && !(kind === "sync" && givesPromises(ts, fn));
}

/** A result literal, what makes one, a call of some `next`, or a promise: what a `next` of the protocol cannot do without. */
function mentionsResult(ts: TypeScript, node: ts.Node, kind: IteratorKind): boolean {
  if (ts.isObjectLiteralExpression(node)) return saysDone(ts, node);
  if (ts.isIdentifier(node)) return namesResultMaker(ts, node);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  return namesNext(ts, node.expression) || (kind === "async" && namesPromise(ts, node.expression));
}

/** It has a `done` that is no function: `{ done: () => i > 2 }` is another protocol's, whose consumers call it. */
function saysDone(ts: TypeScript, { properties }: ts.ObjectLiteralExpression): boolean {
  return properties.some(
    (property) => property.name && memberKey(ts, property.name) === "done" && !isFunctionMember(ts, property),
  );
}

function isFunctionMember(ts: TypeScript, member: ts.ObjectLiteralElementLike): boolean {
  if (ts.isMethodDeclaration(member)) return true;
  const value = ts.isPropertyAssignment(member) ? unwrap(ts, member.initializer) : undefined;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
}

/** `return value === undefined ? END : item(value)`, with functions and constants around that make results. */
function namesResultMaker(ts: TypeScript, name: ts.Identifier): boolean {
  return mayGive(ts, name) && resultMakerNamed(ts, name, name.text) !== undefined;
}

function namesNext(ts: TypeScript, callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "next";
}

/**
 * An object with `next` alone is an iterator only if something says so: its type, or the method it is returned from.
 *
 * @returns whether the type written at the owner, or its `next`, or the function that returns it, names the protocol
 */
export function namesProtocol(ts: TypeScript, { owner, kind }: Members, next: Method): boolean {
  if (!isIteratorObject(ts, owner)) {
    const clauses = ts.isClassLike(owner) ? (owner.heritageClauses ?? []) : [];
    return clauses.some((clause) =>
      clause.types.some(
        ({ expression }) => isProtocolName(ts, expression, kind) || isIterableClass(ts, expression, kind),
      ),
    );
  }
  if (isOpened(ts, owner, kind === "async" ? "sync" : "async")) return false;
  return (
    isPutInPlace(ts, owner, kind) ||
    namesResult(ts, next.fn.type, kind) ||
    typesAround(ts, owner).some((type) => isProtocolType(ts, type, kind)) ||
    isNothingElse(ts, owner, next, kind)
  );
}

/**
 * `extends Lines`, where that class of the file has a `[Symbol.asyncIterator]()`, itself or by the class that it extends, and leaves the `next()` to
 * others.
 */
function isIterableClass(
  ts: TypeScript,
  base: ts.Expression,
  kind: IteratorKind,
  passed: readonly ts.Node[] = [],
): boolean {
  if (!ts.isIdentifier(base)) return false;
  const owner = declaredInScope(ts, base, base.text, (statement) =>
    ts.isClassDeclaration(statement) ? statement : undefined,
  );
  if (!owner || passed.includes(owner)) return false;
  const { openKey } = protocols[kind];
  const memberOf = (key: string): ts.ClassElement | undefined =>
    owner.members.find(({ name }) => name && memberKey(ts, name) === key);
  const next = memberOf("next");
  if (next && !hasModifier(ts, next, ts.SyntaxKind.AbstractKeyword)) return false;
  const opener = memberOf(openKey);
  if (opener) return ts.isMethodDeclaration(opener) && !opener.asteriskToken;
  const [further] = extendsOf(ts, owner)?.types ?? [];
  return further !== undefined && isIterableClass(ts, further.expression, kind, [...passed, owner]);
}

/** `{ async next() { … return { value, done }; } }`: nothing but the protocol, and results as the protocol has them. */
function isNothingElse(ts: TypeScript, owner: IteratorObject, next: Method, kind: IteratorKind): boolean {
  const isProtocol =
    isMaking(ts, owner) ||
    owner.properties.every(({ name }) => name && /^(?:next|return|throw)$/.test(memberKey(ts, name) ?? ""));
  const isOfKind = kind === "sync" || mayGivePromises(ts, next);
  const isResult = (node: ts.Node) => isWholeResult(ts, node) && !isOfMember(ts, node, next.fn);
  return isProtocol && isOfKind && some(ts, next.fn.body, isResult);
}

/** It stands in a method of an object that the function makes: that one's `next()` gives it. */
function isOfMember(ts: TypeScript, node: ts.Node, within: ts.Node): boolean {
  for (let fn = functionAround(ts, node); fn && fn !== within; fn = functionAround(ts, fn)) {
    const isMember = ts.isMethodDeclaration(fn) || ts.isPropertyAssignment(fn.parent);
    if (isMember) return true;
  }
  return false;
}

/** It is async, or works with promises and does not give the result itself. */
function mayGivePromises(ts: TypeScript, { fn }: Method): boolean {
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return true;
  return (
    some(ts, fn.body, (node) => ts.isIdentifier(node) && node.text === "Promise") && !givesLiteral(ts, fn)
  );
}

function givesLiteral(ts: TypeScript, fn: FunctionWithBody): boolean {
  const isLiteral = (given: ts.Expression | undefined): boolean => {
    const node = given && unwrap(ts, given);
    if (!node) return false;
    if (ts.isConditionalExpression(node)) return isLiteral(node.whenTrue) || isLiteral(node.whenFalse);
    return ts.isObjectLiteralExpression(node);
  };
  if (!ts.isBlock(fn.body)) return isLiteral(fn.body);
  return someOwn(ts, fn.body, (node) => ts.isReturnStatement(node) && isLiteral(node.expression));
}

/** `object[Symbol.iterator] = function () { return {…}; };` */
function isPutInPlace(ts: TypeScript, owner: IteratorObject, kind: IteratorKind): boolean {
  const fn = functionAround(ts, owner);
  if (!fn || !holderOfOpener(ts, fn, kind)) return false;
  const returned = returnedBy(ts, fn as FunctionWithBody);
  return returned !== undefined && unwrap(ts, returned) === owner;
}

/** `[Symbol.iterator]() { return {…}; }` */
function isOpened(ts: TypeScript, owner: IteratorObject, kind: IteratorKind): boolean {
  const { parent } = wrapped(ts, owner);
  const fn = ts.isReturnStatement(parent) ? parent.parent.parent : parent;
  if (isPutInPlace(ts, owner, kind)) return true;
  const member = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  const name = "name" in member ? (member.name as ts.Node | undefined) : undefined;
  return name !== undefined && ts.isPropertyName(name) && memberKey(ts, name) === protocols[kind].openKey;
}

function isWholeResult(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isObjectLiteralExpression(node)) return false;
  const keys = node.properties.map(({ name }) => name && memberKey(ts, name));
  return keys.includes("value") && saysDone(ts, node);
}

/** @returns whether the class inherits from the language's own `Iterator`, whose methods every generator has as well */
export function inheritsIterator(ts: TypeScript, { owner, kind }: Pick<Members, "owner" | "kind">): boolean {
  if (kind === "async" || !ts.isClassLike(owner)) return false;
  const expression = extendsOf(ts, owner)?.types[0]?.expression;
  return expression?.getText() === "Iterator" && isProtocolName(ts, expression, kind);
}

/** `Promise<IteratorResult<T>>`, or `IteratorResult<T>` without a promise around it. */
function namesResult(ts: TypeScript, type: ts.TypeNode | undefined, kind: IteratorKind): boolean {
  const isNamed = (node: ts.Node, pattern: RegExp): boolean =>
    ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && pattern.test(node.typeName.text);
  const result = (node: ts.Node): boolean => isNamed(node, /^IteratorResult$/);
  const promised = (node: ts.Node): boolean => isNamed(node, /^Promise(?:Like)?$/) && some(ts, node, result);
  return type !== undefined && some(ts, type, result) && some(ts, type, promised) === (kind === "async");
}

/** The library's own type, not one of the author's by that name. */
function isProtocolName(ts: TypeScript, node: ts.Node, kind: IteratorKind): boolean {
  return (
    ts.isIdentifier(node) && protocols[kind].typeNames.has(node.text) && !isDeclaredInFile(ts, node, kind)
  );
}

/** Names such as `Iterator` are taken by many; those of the async protocol by nobody. */
function isDeclaredInFile(ts: TypeScript, { text, parent }: ts.Identifier, kind: IteratorKind): boolean {
  if (kind === "async") return false;
  return parent.getSourceFile().statements.some((statement) => declares(ts, statement, text));
}

function declares(ts: TypeScript, statement: ts.Statement, text: string): boolean {
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
    return name?.text === text || named.some((element) => element.name.text === text);
  }
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return (isType || ts.isClassDeclaration(statement)) && statement.name?.text === text;
}

function isProtocolType(ts: TypeScript, type: ts.TypeNode, kind: IteratorKind): boolean {
  return ts.isTypeReferenceNode(type) && isProtocolName(ts, type.typeName, kind);
}

/** Types asserted of the literal, declared for its variable, or for the function that returns it. */
function typesAround(ts: TypeScript, literal: IteratorObject): ts.TypeNode[] {
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
