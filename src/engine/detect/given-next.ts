import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { declaredInScope } from "../syntax/in-scope";
import { memberKey } from "../syntax/keys";
import { accessKind, isUndefined, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { importedTakers } from "./imported-takers";
import { classify, functionDeclaredBy, methodGiven, type Method } from "./member";
import { nextTakerOf, type NextTaker, type Place } from "./next-taker";

/*
 * `return makeIterator(() => …);` is as good as `return { next: () => …, [Symbol.iterator]() { return this; } };` where the function does
 * nothing but that.
 */

/** @returns what the function that is called makes of its arguments, where it is one that makes an iterator object of a `next` */
export function takerCalled(ts: TypeScript, call: ts.CallExpression): NextTaker | undefined {
  const callee = unwrap(ts, call.expression);
  if (call.questionDotToken) return undefined;
  if (!ts.isIdentifier(callee)) return importedTakers(call.getSourceFile()).get(callee.getText());
  return takerAround(ts, call, callee.text) ?? importedTakers(call.getSourceFile()).get(callee.text);
}

function takerAround(ts: TypeScript, from: ts.Node, name: string): NextTaker | undefined {
  return declaredInScope(ts, from, name, (statement) => {
    const fn = functionDeclaredBy(ts, statement, name);
    const isKept =
      fn && usesOfVariable(ts, from.getSourceFile(), name).every((use) => accessKind(ts, use) === "read");
    return isKept ? nextTakerOf(ts, fn) : undefined;
  });
}

/** @returns the name of the function that a statement declares, where that makes iterator objects of what it is given */
export function takerDeclaredBy(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  const [variable, ...more] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const name = ts.isFunctionDeclaration(statement)
    ? statement.name
    : more.length === 0
      ? variable?.name
      : undefined;
  if (!name || !ts.isIdentifier(name)) return undefined;
  const fn = functionDeclaredBy(ts, statement, name.text);
  return fn && nextTakerOf(ts, fn) && name;
}

/** @returns the type that the author says the elements have: `makeIterator<number>(…)` */
export function elementSaid(ts: TypeScript, call: ts.CallExpression): string | undefined {
  const index = takerCalled(ts, call)?.elementParameter;
  return index === undefined ? undefined : call.typeArguments?.[index]?.getText();
}

/** @returns the calls in a file that give a function a `next`, of which it makes an iterator object */
export function callsOfTakers(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.CallExpression[] {
  const names = namesOfTakers(ts, sourceFile);
  if (names.size === 0) return [];
  return nodesOfKind(ts, sourceFile, ts.isCallExpression).filter(
    (call) => names.has(unwrap(ts, call.expression).getText()) && takerCalled(ts, call) !== undefined,
  );
}

function namesOfTakers(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> {
  const names = new Set(importedTakers(sourceFile).keys());
  for (const fn of nodesOfKind(ts, sourceFile, ts.isFunctionDeclaration))
    if (fn.name && fn.body && nextTakerOf(ts, fn as FunctionWithBody)) names.add(fn.name.text);
  for (const { name, initializer } of nodesOfKind(ts, sourceFile, ts.isVariableDeclaration)) {
    const fn = initializer && unwrap(ts, initializer);
    const isFunction = fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn));
    if (isFunction && ts.isIdentifier(name) && nextTakerOf(ts, fn)) names.add(name.text);
  }
  return names;
}

/** What a call gives to the iterator object that it makes. */
export interface Given {
  readonly methods: ReadonlyMap<string, Method>;
  /** The object can be looped over. */
  readonly isIterable: boolean;
}

/** @returns the methods that the call gives; `undefined` where it gives something else besides, or nobody can see them */
export function givenBy(ts: TypeScript, call: ts.CallExpression, kind: IteratorKind): Given | undefined {
  const taker = takerCalled(ts, call);
  if (!taker || (taker.kind !== undefined && taker.kind !== kind) || !isAllTaken(ts, call, taker))
    return undefined;
  const [, ...furtherTypes] = call.typeArguments ?? [];
  if (furtherTypes.length > 0 || (call.typeArguments && elementSaid(ts, call) === undefined))
    return undefined;
  const methods = new Map<string, Method>();
  for (const [key, place] of taker.places) {
    const method = methodAt(ts, call, key, place);
    if (method === "unknown") return undefined;
    if (method) methods.set(key, method);
  }
  return { methods, isIterable: taker.kind === kind };
}

/** Nothing is given that the iterator object does not have. */
function isAllTaken(ts: TypeScript, { arguments: given }: ts.CallExpression, { places }: NextTaker): boolean {
  const taken = [...places.values()];
  return given.every((argument, index) => {
    const here = taken.filter((place) => place.argument === index);
    if (here.some(({ key }) => key === undefined)) return !ts.isSpreadElement(argument);
    const literal = unwrap(ts, argument);
    if (here.length === 0 || !ts.isObjectLiteralExpression(literal)) return false;
    return literal.properties.every(
      ({ name }) => name && here.some(({ key }) => key === memberKey(ts, name)),
    );
  });
}

/** @returns `undefined` where nothing is given for it */
function methodAt(
  ts: TypeScript,
  call: ts.CallExpression,
  as: string,
  { argument, key }: Place,
): Method | "unknown" | undefined {
  const given = call.arguments[argument];
  if (!given) return undefined;
  if (key === undefined)
    return isUndefined(ts, given) ? undefined : (methodGiven(ts, as, given) ?? "unknown");
  const literal = unwrap(ts, given);
  const member = ts.isObjectLiteralExpression(literal)
    ? literal.properties.find(({ name }) => name && memberKey(ts, name) === key)
    : undefined;
  const part = member && classify(ts, member);
  if (!member) return undefined;
  return part && "fn" in part ? { ...part, key: as } : "unknown";
}
