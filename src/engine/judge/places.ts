import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { declaredInScope } from "../syntax/in-scope";
import { elementKey, memberKey } from "../syntax/keys";
import { hasModifier, unwrap, walk, type FunctionWithBody } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/** Functions, and accessors. */
export type Code = FunctionWithBody | Accessor;

type Accessor = ts.AccessorDeclaration & { readonly body: ts.Block };

/** The objects that a site's methods belong to. */
export interface Objects {
  readonly owners: readonly ts.Node[];
  readonly methods: readonly Method[];
  readonly accessors: readonly Accessor[];
  /** Those of an iterable that is not the iterator itself; the iterator may hold it under any name. */
  readonly handedOut: readonly Method[];
}

/** @returns the objects of a site */
export function objectsOf(ts: TypeScript, { iterator, iterable }: Site): Objects {
  const both = [...new Set([iterator, iterable])].flatMap((members) => members ?? []);
  return {
    owners: both.map(({ owner }) => owner),
    methods: both.flatMap((members) => [...members.methods.values()]),
    accessors: both.flatMap(({ others }) => others.filter((other) => isOwnAccessor(ts, other))),
    handedOut: iterable === iterator ? [] : [...(iterable?.methods.values() ?? [])],
  };
}

function isOwnAccessor(ts: TypeScript, node: ts.Node): node is Accessor {
  return (
    ts.isAccessor(node) && node.body !== undefined && !hasModifier(ts, node, ts.SyntaxKind.StaticKeyword)
  );
}

/**
 * Names what an expression stands for, so that two can be compared: `this.reader`, or `reader`. Constants and accessors that only
 * stand for something else are looked through, and all the objects are called `this`.
 *
 * @returns `undefined` where the expression is no variable and no member of one
 */
export function placeOf(ts: TypeScript, objects: Objects, expression: ts.Node): string | undefined {
  return placeWithin(ts, objects, expression, 10);
}

/** @param steps - how many more names may be looked through, for they may lead in a circle */
function placeWithin(
  ts: TypeScript,
  objects: Objects,
  expression: ts.Node,
  steps: number,
): string | undefined {
  const through = (other: ts.Expression) =>
    steps > 0 ? placeWithin(ts, objects, other, steps - 1) : undefined;
  const node = unwrap(ts, expression as ts.Expression);
  if (node.kind === ts.SyntaxKind.ThisKeyword || objects.owners.includes(node)) return "this";
  if (ts.isIdentifier(node))
    return isVariableName(ts, node) ? (placeOfConstant(ts, node, through) ?? node.text) : undefined;
  const key = elementKey(ts, node);
  if (key === undefined || !isAccess(ts, node)) return undefined;
  const object = placeWithin(ts, objects, node.expression, steps);
  if (object === undefined) return undefined;
  return (object === "this" ? placeGiven(ts, objects, key, through) : undefined) ?? `${object}.${key}`;
}

type Through = (expression: ts.Expression) => string | undefined;

function isAccess(
  ts: TypeScript,
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** `const self = this;`, `const { reader } = this;` */
function placeOfConstant(ts: TypeScript, name: ts.Identifier, through: Through): string | undefined {
  return declaredInScope(ts, name, name.text, (statement) => {
    if (!ts.isVariableStatement(statement)) return undefined;
    const list = statement.declarationList;
    const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
    for (const { name: bound, initializer } of isConstant ? list.declarations : []) {
      if (!initializer) continue;
      if (ts.isIdentifier(bound) && bound.text === name.text) return through(initializer);
      const key = keyBound(ts, bound, name.text);
      const whole = key === undefined ? undefined : through(initializer);
      if (whole !== undefined) return `${whole}.${key}`;
    }
    return undefined;
  });
}

/** The member that a pattern gives this name to: `reader` in `{ reader: source }` */
function keyBound(ts: TypeScript, pattern: ts.BindingName, name: string): string | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find((one) => one.name.getText() === name);
  const key = element?.propertyName ?? element?.name;
  return key && ts.isIdentifier(key) ? key.text : undefined;
}

/** `get reader() { return this.#reader; }` */
function placeGiven(ts: TypeScript, objects: Objects, key: string, through: Through): string | undefined {
  const getter = objects.accessors.find((one) => ts.isGetAccessor(one) && memberKey(ts, one.name) === key);
  const [only] = getter?.body.statements ?? [];
  if (!only || !ts.isReturnStatement(only) || !only.expression) return undefined;
  return through(only.expression);
}

/** @returns all places that code mentions: `this.reader.read` and not `this.reader` for `this.reader.read()` */
export function placesIn(ts: TypeScript, objects: Objects, code: ts.Node): readonly string[] {
  const found: string[] = [];
  walk(ts, code, (node) => {
    const place = placeOf(ts, objects, node);
    if (place !== undefined) found.push(place);
    return place === undefined;
  });
  return found;
}

/** @returns the functions and accessors that run, or may run, where this name or member is called, read, or handed on */
export function codeAt(ts: TypeScript, objects: Objects, node: ts.Node): readonly Code[] {
  const place = ts.isIdentifier(node) || isAccess(ts, node) ? placeOf(ts, objects, node) : undefined;
  if (place === undefined) return [];
  const key = place.slice(place.lastIndexOf(".") + 1);
  const ofKey = (methods: readonly Method[]) => methods.filter((method) => method.key === key);
  if (place === `this.${key}`) {
    const accessors = objects.accessors.filter(({ name }) => memberKey(ts, name) === key);
    return [...ofKey(objects.methods).map(({ fn }) => fn), ...accessors];
  }
  if (place !== key) return ofKey(objects.handedOut).map(({ fn }) => fn);
  const declared = declaredInScope(ts, node, key, (statement) => functionIn(ts, statement, key));
  return declared ? [declared] : [];
}

function functionIn(ts: TypeScript, statement: ts.Statement, name: string): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.body && (statement as FunctionWithBody);
  if (!ts.isVariableStatement(statement)) return undefined;
  const declared = statement.declarationList.declarations.find((one) => one.name.getText() === name);
  const fn = declared?.initializer && unwrap(ts, declared.initializer);
  return fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) ? fn : undefined;
}

/** A function that runs, or may run, when another one does. */
export interface Reached {
  readonly code: Code;
  /** Where the first function comes to it: a call, or a name that is read; `undefined` for the first function itself. */
  readonly by: ts.Node | undefined;
}

/**
 * @returns the function itself, and what it comes to in up to four steps through the site's methods and accessors, and the functions
 * around
 */
export function reachedFrom(ts: TypeScript, objects: Objects, first: FunctionWithBody): readonly Reached[] {
  const reached = new Map<ts.Node, Reached>([[first, { code: first, by: undefined }]]);
  let latest: readonly Reached[] = [...reached.values()];
  for (let step = 1; step <= 4; step++) {
    latest = latest.flatMap(({ code: from, by }) =>
      calledIn(ts, objects, from)
        .filter(({ code }) => !reached.has(code))
        .map(({ code, by: own }) => ({ code, by: by ?? own })),
    );
    for (const one of latest) if (!reached.has(one.code)) reached.set(one.code, one);
  }
  return [...reached.values()];
}

function calledIn(ts: TypeScript, objects: Objects, { body }: Code): readonly Reached[] {
  const found = new Map<Code, Reached>();
  walk(ts, body, (node) => {
    for (const code of codeAt(ts, objects, node))
      if (!found.has(code)) found.set(code, { code, by: callOf(ts, node) });
  });
  return [...found.values()];
}

function callOf(ts: TypeScript, node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.expression === node ? parent : node;
}
