import type ts from "typescript";
import type { Members } from "../../engine/detect/members";
import type { Factory, Site } from "../../engine/detect/site";
import { protocols } from "../../engine/kind";
import { elementKey, memberKey, openedKind } from "../../engine/syntax/keys";
import { bodyStatements, extendsOf, unwrap, walkOwn } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import { ownMethod } from "./called";
import type { Holders } from "./release";

/** Code that runs when the object is made. */
export interface EagerPart {
  readonly body: ts.Node;
  /** What is called, where the code stands in a function of its own: `this.start`. */
  readonly call?: ts.Expression;
}

/** What makes an iterator: a class, or a function that returns an object. */
export interface Maker extends Holders {
  readonly parts: readonly EagerPart[];
}

/** @returns `undefined` for objects that nothing makes, and for what a loop itself makes when it begins */
export function makerOf(ts: TypeScript, { construct, iterator, iterable, factory }: Site): Maker | undefined {
  if (!iterator) return undefined;
  if (construct) return isHeir(ts, construct) ? undefined : classMaker(ts, construct, iterator);
  if (!factory || isInOpening(ts, factory.fn)) return undefined;
  return factoryMaker(ts, factory, [iterator, ...(iterable ? [iterable] : [])]);
}

/** What is inherited may do anything. */
function isHeir(ts: TypeScript, { owner }: Members): boolean {
  return extendsOf(ts, owner) !== undefined;
}

/** @returns whether the node is, or stands in, a function that is put in as `[Symbol.asyncIterator]` */
export function isInOpening(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return false;
  return isOpening(ts, node) || isInOpening(ts, node.parent);
}

/** A member of that name, `X.prototype[Symbol.asyncIterator] = …`, `Object.defineProperty(X, Symbol.asyncIterator, …)` */
function isOpening(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isClassElement(node) || ts.isObjectLiteralElement(node)) {
    return node.name !== undefined && memberKey(ts, node.name) === protocols.async.openKey;
  }
  if (ts.isBinaryExpression(node)) return elementKey(ts, node.left) === protocols.async.openKey;
  return ts.isCallExpression(node) && node.arguments.some((argument) => openedKind(ts, argument) === "async");
}

function classMaker(ts: TypeScript, construct: Members, iterator: Members): Maker {
  const initial = [...construct.fields.values()].flatMap(({ initializer, member }) =>
    initializer && !ts.isParameter(member) ? [{ body: initializer }] : [],
  );
  const first = construct.construct ? [...initial, { body: construct.construct.body }] : initial;
  const parts = withCalled(ts, first, (call) => ownMethod(ts, construct, call)?.body);
  return { members: [construct, iterator], parts, eager: parts.map(({ body }) => body) };
}

function factoryMaker(ts: TypeScript, { fn }: Factory, members: readonly Members[]): Maker {
  const local = localFunctions(ts, bodyStatements(ts, fn));
  const parts = withCalled(ts, [{ body: fn.body }], ({ expression }) =>
    ts.isIdentifier(expression) ? local.get(expression.text) : undefined,
  );
  return { members, parts, eager: [fn.body] };
}

/** The bodies of `function close() {…}` and `const close = () => …`, by name. */
function localFunctions(ts: TypeScript, statements: readonly ts.Statement[]): ReadonlyMap<string, ts.Node> {
  const bodies = new Map<string, ts.Node>();
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      bodies.set(statement.name.text, statement.body);
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const fn = initializer && unwrap(ts, initializer);
      const isFunction = fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn));
      if (isFunction && ts.isIdentifier(name)) bodies.set(name.text, fn.body);
    }
  }
  return bodies;
}

/** The parts, and the functions that they call. */
function withCalled(
  ts: TypeScript,
  first: readonly EagerPart[],
  bodyOf: (call: ts.CallExpression) => ts.Node | undefined,
): EagerPart[] {
  const parts = [...first];
  // Grows while it is gone through: each body may call the next function.
  for (const { body, call } of parts) {
    walkOwn(ts, body, (node) => {
      const called = ts.isCallExpression(node) ? bodyOf(node) : undefined;
      if (!called || !ts.isCallExpression(node) || parts.some((part) => part.body === called)) return;
      parts.push({ body: called, call: call ?? node.expression });
    });
  }
  return parts;
}
