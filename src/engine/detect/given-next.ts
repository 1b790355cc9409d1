import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { declaredInScope } from "../syntax/in-scope";
import { accessKind, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { importedTakers } from "./imported-takers";
import { nextTakerOfClass } from "./class-taker";
import { givenTo, type Given } from "./given-to";
import { functionDeclaredBy } from "./member";
import { nextTakerOf, type NextTaker } from "./next-taker";
import { classDeclaredBy, type Making } from "./owner";
import { takenClasses } from "./taken-classes";

/*
 * `return makeIterator(() => …);` is as good as `return { next: () => …, [Symbol.iterator]() { return this; } };` where the function does
 * nothing but that.
 */

/** @returns what the function that is called makes of its arguments, where it is one that makes an iterator object of a `next` */
export function takerCalled(ts: TypeScript, call: Making): NextTaker | undefined {
  const callee = unwrap(ts, call.expression);
  if (ts.isNewExpression(call)) return takenClasses(call.getSourceFile()).get(callee.getText());
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

/** @returns the name of the function or class that a statement declares, where that makes iterator objects of what it is given */
export function takerDeclaredBy(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  if (ts.isClassDeclaration(statement)) return nextTakerOfClass(ts, statement) && statement.name;
  const [variable, ...more] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const name = ts.isFunctionDeclaration(statement)
    ? statement.name
    : more.length === 0
      ? variable?.name
      : undefined;
  if (!name || !ts.isIdentifier(name)) return undefined;
  const fn = functionDeclaredBy(ts, statement, name.text);
  const owner = fn ? undefined : classDeclaredBy(ts, statement, name.text);
  const taker = fn ? nextTakerOf(ts, fn) : owner && ts.isClassLike(owner) && nextTakerOfClass(ts, owner);
  return taker ? name : undefined;
}

/** @returns the type that the author says the elements have: `makeIterator<number>(…)` */
export function elementSaid(ts: TypeScript, call: Making): string | undefined {
  const index = takerCalled(ts, call)?.elementParameter;
  return index === undefined ? undefined : call.typeArguments?.[index]?.getText();
}

/** @returns the calls in a file that give a function, or a class, a `next`, of which it makes an iterator object */
export function callsOfTakers(ts: TypeScript, sourceFile: ts.SourceFile): readonly Making[] {
  const names = namesOfTakers(ts, sourceFile);
  const calls = names.size === 0 ? [] : nodesOfKind(ts, sourceFile, ts.isCallExpression);
  const classes = takenClasses(sourceFile);
  const creations = classes.size === 0 ? [] : nodesOfKind(ts, sourceFile, ts.isNewExpression);
  return [
    ...calls.filter(
      (call) => names.has(unwrap(ts, call.expression).getText()) && takerCalled(ts, call) !== undefined,
    ),
    ...creations.filter((creation) => takerCalled(ts, creation) !== undefined),
  ];
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

/** @returns the methods that the call gives; `undefined` where it gives something else besides, or nobody can see them */
export function givenBy(ts: TypeScript, call: Making, kind: IteratorKind): Given | undefined {
  const taker = takerCalled(ts, call);
  return taker && givenTo(ts, taker, call, kind);
}
