import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** `function Queue() {…}`, whose methods are put on its prototype. */
export type ConstructorFunction = (ts.FunctionDeclaration | ts.FunctionExpression) & {
  readonly body: ts.Block;
};

/** What `new` makes instances of. */
export type Class = ts.ClassDeclaration | ts.ClassExpression | ConstructorFunction;

/** A call of a function, or a `new` of a class, that makes no more than an iterator object of what it is given: `makeIterator(() => …)`. */
export type Making = ts.CallExpression | ts.NewExpression;

/** An object literal, or what makes no more than that of what it is given. */
export type IteratorObject = ts.ObjectLiteralExpression | Making;

/** What can own a protocol method. */
export type Owner = Class | IteratorObject;

/** @returns whether the owner is an object that is made where it stands, and no class */
export function isIteratorObject(ts: TypeScript, owner: ts.Node): owner is IteratorObject {
  return ts.isObjectLiteralExpression(owner) || isMaking(ts, owner);
}

/** @returns whether the owner is an object that a function or a class makes of what it is given */
export function isMaking(ts: TypeScript, owner: ts.Node): owner is Making {
  return ts.isCallExpression(owner) || ts.isNewExpression(owner);
}

/** @returns whether the function is one that `new` can call */
export function isConstructorFunction(ts: TypeScript, node: ts.Node): node is ConstructorFunction {
  if (!ts.isFunctionDeclaration(node) && !ts.isFunctionExpression(node)) return false;
  const isAsync = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  return node.body !== undefined && !node.asteriskToken && !isAsync;
}

/** @returns the class or constructor function that a statement declares under this name: `const Queue = class {…}`, too */
export function classDeclaredBy(ts: TypeScript, statement: ts.Statement, name: string): Class | undefined {
  if (ts.isClassDeclaration(statement) || isConstructorFunction(ts, statement)) return statement;
  if (!ts.isVariableStatement(statement)) return undefined;
  const declaration = statement.declarationList.declarations.find((one) => one.name.getText() === name);
  const value = declaration?.initializer;
  return value && (ts.isClassExpression(value) || isConstructorFunction(ts, value)) ? value : undefined;
}
