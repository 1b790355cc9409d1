import type ts from "typescript";
import { iteratorKinds, protocols, type IteratorKind } from "../kind";
import { memberKey } from "../syntax/keys";
import { bodyStatements, hasModifier, unwrap, walk, wrapped, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { returnedBy } from "../syntax/returned";

/**
 * A function that makes an iterator object of what it is given and does nothing else:
 * `function makeIterator(next) { return { next, [Symbol.iterator]() { return this; } }; }`
 */
export interface NextTaker {
  /** The protocol by which the object is iterable, if it is. */
  readonly kind: IteratorKind | undefined;
  /** Where the methods of the protocol come from, by their keys. */
  readonly places: ReadonlyMap<string, Place>;
  /** Which of its type parameters is that of an element, where its types say so. */
  readonly elementParameter: number | undefined;
  /** The class whose instances the objects are; absent for a function. */
  readonly made?: ts.ClassLikeDeclaration;
}

/** An argument, or what a member of the argument holds. */
export interface Place {
  readonly argument: number;
  readonly key: string | undefined;
}

/** The names of an iterator's methods. */
export const protocolKeys: ReadonlySet<string> = new Set(["next", "return", "throw"]);

/** @returns what the function makes of its arguments; `undefined` for all functions that do more than that, or less */
export function nextTakerOf(ts: TypeScript, fn: FunctionWithBody): NextTaker | undefined {
  const given = isPlainFunction(ts, fn) ? namesGiven(ts, fn) : undefined;
  const literal = given && literalMade(ts, fn);
  if (!literal) return undefined;
  if (!typesAround(ts, fn, literal).every((type) => isPlainType(ts, type))) return undefined;
  const opener = openerOf(ts, literal);
  const others = literal.properties.filter((property) => property !== opener?.member);
  const inner = opener?.inner;
  // The iterator has what the iterable would have twice.
  if (inner && others.length > 0) return undefined;
  const places = placesOf(ts, inner ? [...inner.properties] : others, given);
  if (!places?.has("next")) return undefined;
  const types = [...fn.parameters.map((parameter) => parameter.type), fn.type];
  return { kind: opener?.kind, places, elementParameter: elementParameterOf(ts, fn.typeParameters, types) };
}

/**
 * The `T` of `makeIterator<T>(next: () => IteratorResult<T>): IterableIterator<T>`, where all that is named of the protocol says the same.
 *
 * @returns its place among the type parameters
 */
export function elementParameterOf(
  ts: TypeScript,
  typeParameters: ts.NodeArray<ts.TypeParameterDeclaration> | undefined,
  types: readonly (ts.TypeNode | undefined)[],
): number | undefined {
  const elements = new Set<string>();
  for (const type of types)
    if (type)
      walk(ts, type, (node) => {
        if (isOfProtocol(ts, node)) elements.add(node.typeArguments?.[0]?.getText() ?? "");
      });
  const index = typeParameters?.findIndex(({ name }) => elements.has(name.text)) ?? -1;
  return elements.size === 1 && index >= 0 ? index : undefined;
}

/** `IteratorResult<T>`, and what a class implements */
function isOfProtocol(
  ts: TypeScript,
  node: ts.Node,
): node is ts.TypeReferenceNode | ts.ExpressionWithTypeArguments {
  const named = ts.isTypeReferenceNode(node)
    ? node.typeName
    : ts.isExpressionWithTypeArguments(node)
      ? node.expression
      : undefined;
  if (!named) return false;
  const name = named.getText();
  return name === "IteratorResult" || iteratorKinds.some((kind) => protocols[kind].typeNames.has(name));
}

function isPlainFunction(ts: TypeScript, fn: FunctionWithBody): boolean {
  return (
    (ts.isFunctionDeclaration(fn) || ts.isFunctionExpression(fn) || ts.isArrowFunction(fn)) &&
    !fn.asteriskToken &&
    !hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)
  );
}

/** @returns what the parameters are called, where each is nothing but what is given for it: `next`, or `{ next }` */
export function namesGiven(
  ts: TypeScript,
  { parameters }: Pick<FunctionWithBody, "parameters">,
): ReadonlyMap<string, Place> | undefined {
  const names = new Map<string, Place>();
  for (const [argument, { name, initializer, dotDotDotToken }] of parameters.entries()) {
    if (initializer || dotDotDotToken || ts.isArrayBindingPattern(name)) return undefined;
    if (ts.isIdentifier(name)) names.set(name.text, { argument, key: undefined });
    else
      for (const element of name.elements) {
        const key = element.propertyName ?? element.name;
        const isPlain = !element.initializer && !element.dotDotDotToken && ts.isIdentifier(element.name);
        if (!isPlain || !ts.isIdentifier(key)) return undefined;
        names.set(element.name.getText(), { argument, key: key.text });
      }
  }
  return names;
}

/** `return {…};`, or the same with a constant between, and nothing else. */
function literalMade(ts: TypeScript, fn: FunctionWithBody): ts.ObjectLiteralExpression | undefined {
  const made = returnedBy(ts, fn);
  const literal = made && unwrap(ts, made);
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const isHeld = ts.isVariableDeclaration(wrapped(ts, literal).parent);
  const isAll = !ts.isBlock(fn.body) || bodyStatements(ts, fn).length === (isHeld ? 2 : 1);
  return isAll ? literal : undefined;
}

/** What the author says that the object is: what the function returns, what its constant holds, and what is asserted. */
function typesAround(
  ts: TypeScript,
  { type }: FunctionWithBody,
  literal: ts.ObjectLiteralExpression,
): readonly ts.TypeNode[] {
  const types = type ? [type] : [];
  const outer = wrapped(ts, literal);
  for (let node: ts.Node = literal.parent; node !== outer.parent; node = node.parent)
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node))
      types.push(node.type);
  if (ts.isVariableDeclaration(outer.parent) && outer.parent.type) types.push(outer.parent.type);
  return types;
}

/** A type that says no more than a generator is. */
function isPlainType(ts: TypeScript, type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.AnyKeyword) return true;
  return (
    ts.isTypeReferenceNode(type) &&
    iteratorKinds.some((kind) => protocols[kind].typeNames.has(type.typeName.getText()))
  );
}

interface Opener {
  readonly kind: IteratorKind;
  readonly member: ts.ObjectLiteralElementLike;
  /** The iterator that it makes, where it does not give the object itself. */
  readonly inner: ts.ObjectLiteralExpression | undefined;
}

/** `[Symbol.iterator]() { return this; }`, or `[Symbol.iterator]: () => ({ next })` */
function openerOf(ts: TypeScript, literal: ts.ObjectLiteralExpression): Opener | undefined {
  for (const member of literal.properties) {
    const key = member.name && memberKey(ts, member.name);
    const kind = iteratorKinds.find((one) => protocols[one].openKey === key);
    const fn = kind && functionOf(ts, member);
    const given = fn && !fn.asteriskToken && !isAsync(ts, fn) ? returnedAlone(ts, fn) : undefined;
    if (!kind || !fn || !given || fn.parameters.length > 0) continue;
    if (ts.isObjectLiteralExpression(given)) return { kind, member, inner: given };
    const isThis = given.kind === ts.SyntaxKind.ThisKeyword && !ts.isArrowFunction(fn);
    if (isThis || isNameOf(ts, given, literal)) return { kind, member, inner: undefined };
  }
  return undefined;
}

function functionOf(ts: TypeScript, member: ts.ObjectLiteralElementLike): FunctionWithBody | undefined {
  if (ts.isMethodDeclaration(member)) return member.body && (member as FunctionWithBody);
  const value = ts.isPropertyAssignment(member) ? unwrap(ts, member.initializer) : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

function isAsync(ts: TypeScript, fn: FunctionWithBody): boolean {
  return hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
}

function returnedAlone(ts: TypeScript, fn: FunctionWithBody): ts.Expression | undefined {
  if (!ts.isBlock(fn.body)) return unwrap(ts, fn.body);
  const [only, ...more] = bodyStatements(ts, fn);
  const given = only && more.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
  return given && unwrap(ts, given);
}

/** `const iterator = { …, [Symbol.iterator]: () => iterator };` */
function isNameOf(ts: TypeScript, given: ts.Expression, literal: ts.ObjectLiteralExpression): boolean {
  const holder = wrapped(ts, literal).parent;
  return ts.isIdentifier(given) && ts.isVariableDeclaration(holder) && holder.name.getText() === given.text;
}

/** `{ next }`, `{ next: step, return: close }` of names that are given, each of them once, and no others. */
function placesOf(
  ts: TypeScript,
  properties: readonly ts.ObjectLiteralElementLike[],
  given: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> | undefined {
  const places = new Map<string, Place>();
  const used = new Set<string>();
  for (const property of properties) {
    const key = property.name && memberKey(ts, property.name);
    const name = nameHeld(ts, property);
    const place = name === undefined ? undefined : given.get(name);
    if (key === undefined || name === undefined || !place || !protocolKeys.has(key)) return undefined;
    if (places.has(key) || used.has(name)) return undefined;
    places.set(key, place);
    used.add(name);
  }
  return used.size === given.size ? places : undefined;
}

function nameHeld(ts: TypeScript, property: ts.ObjectLiteralElementLike): string | undefined {
  if (ts.isShorthandPropertyAssignment(property)) return property.name.text;
  if (!ts.isPropertyAssignment(property)) return undefined;
  const value = unwrap(ts, property.initializer);
  return ts.isIdentifier(value) ? value.text : undefined;
}
