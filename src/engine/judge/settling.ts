import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { declaredInScope } from "../syntax/in-scope";
import { find, isAssignmentOperator, unwrap, walk } from "../syntax/nodes";
import { isWrittenOut } from "../syntax/plain-value";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { objectsOf, type Code, type Objects } from "./objects";
import { placeOf } from "./places";
import { executorsWaitedFor } from "./promises-waited-for";
import { reachedFrom } from "./reached";
import type { Waking } from "./woken";

/** Calls that put something where other code finds it. */
export const filling = /^(?:push|unshift|add|set|enqueue)$/;

/**
 * Finds what `return()` does to the very promise that a pending `next()` waits for: it calls a kept resolver, empties a list of
 * waiting consumers, clears the timer, settles a deferred. Both are followed through the functions they come to.
 *
 * @returns `undefined` when it leaves a pending `next()` alone
 */
export function settlingUse(ts: TypeScript, site: Site, next: Method, returns: Method): Waking | undefined {
  const objects = objectsOf(ts, site);
  const waits = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  const executors = executorsWaitedFor(ts, objects, waits);
  const resolvers = placesFilled(ts, objects, executors, resolversOf);
  const kept = placesFilled(ts, objects, waits, keptBy);
  for (const place of placesFilled(ts, objects, executors, filledIn)) kept.add(place);
  const handles = placesFilled(ts, objects, waits, handlesOf);
  const at = (node: ts.Node): string =>
    (isReference(ts, node) ? placeOf(ts, objects, node) : undefined) ?? "";
  // What is sure to end the wait is shown before what may.
  return (
    findReached(ts, objects, returns, (node) => resolvers.has(at(node)) && isCalled(ts, node)) ??
    findReached(
      ts,
      objects,
      returns,
      (node) => kept.has(at(node)) || (handles.has(at(node)) && isCleared(ts, node)),
    )
  );
}

function findReached(
  ts: TypeScript,
  objects: Objects,
  { fn }: Method,
  test: (node: ts.Node) => boolean,
): Waking | undefined {
  for (const { code, by } of reachedFrom(ts, objects, fn)) {
    const node = find(ts, code.body, test);
    if (node) return { node, by };
  }
  return undefined;
}

/** `wake()`, `this.wake?.()` */
function isCalled(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

type Add = (expression: ts.Expression) => void;

function placesFilled<From>(
  ts: TypeScript,
  objects: Objects,
  sources: readonly From[],
  collect: (ts: TypeScript, source: From, add: Add) => void,
): Set<string> {
  const places = new Set<string>();
  for (const source of sources)
    collect(ts, source, (expression) => {
      const place = placeOf(ts, objects, expression);
      if (place !== undefined) places.add(place);
    });
  return places;
}

function isReference(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

/** Variables and fields by which a promise that is waited for can be settled. */
function keptBy(ts: TypeScript, code: Code, add: Add): void {
  walk(ts, code.body, (node) => {
    const executor = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
    if (executor) addFilled(ts, executor.fn.body, add);
    if (ts.isAwaitExpression(node)) addAwaited(ts, node.expression, code, add);
    if (ts.isReturnStatement(node) && node.expression && isPromiseOfDeferred(ts, node.expression))
      addAwaited(ts, node.expression, code, add);
  });
}

function filledIn(ts: TypeScript, { fn }: Executor, add: Add): void {
  addFilled(ts, fn.body, add);
}

/** `this.wake = resolve`, which settles the promise and nothing else */
function resolversOf(ts: TypeScript, { fn, resolve, reject }: Executor, add: Add): void {
  const names = [resolve?.text, reject?.text];
  walk(ts, fn.body, (node) => {
    if (!ts.isBinaryExpression(node) || !isAssignmentOperator(ts, node.operatorToken.kind)) return;
    const value = unwrap(ts, node.right);
    if (ts.isIdentifier(value) && names.includes(value.text)) add(node.left);
  });
}

/** What callbacks assign or fill, such as `(timer) => timers.add(timer)`: handles of what is waited for, maybe. */
function handlesOf(ts: TypeScript, { body }: Code, add: Add): void {
  walk(ts, body, (node) => {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) addFilled(ts, node.body, add);
  });
}

const clearing = /^clear(?:Timeout|Interval|Immediate)$/;

/** `clearTimeout(timer)`, `timers.forEach(clearTimeout)` */
function isCleared(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent))
    return parent.expression !== node && clearing.test(parent.expression.getText());
  if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
  return parent.parent.arguments.some((argument) => clearing.test(argument.getText()));
}

/** What the executor assigns or fills: `this.resolve = resolve`, `waiting.push(resolve)`, `timer = setTimeout(…)` */
function addFilled(ts: TypeScript, body: ts.Node, add: Add): void {
  walk(ts, body, (node) => {
    if (ts.isCallExpression(node)) addReceiver(ts, node, add);
    if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind))
      if (!isWrittenOut(ts, node.right)) add(node.left);
  });
}

function addReceiver(ts: TypeScript, { expression }: ts.CallExpression, add: Add): void {
  if (ts.isPropertyAccessExpression(expression) && filling.test(expression.name.text))
    add(expression.expression);
}

/** `await this.waiting.promise`, `await deferred.promise` of a deferred that is kept somewhere, and a promise declared with its resolver */
function addAwaited(ts: TypeScript, expression: ts.Expression, { body }: Code, add: Add): void {
  let holder = unwrap(ts, expression);
  if (ts.isIdentifier(holder)) addDeclaredWith(ts, holder, add);
  if (!ts.isPropertyAccessExpression(holder)) return;
  while (ts.isPropertyAccessExpression(holder)) {
    holder = unwrap(ts, holder.expression);
    if (isThis(ts, holder)) return;
    add(holder);
  }
  const name = holder.getText();
  const isKept = (kept: ts.Expression): boolean =>
    [name, `${name}.resolve`, `${name}.reject`].includes(unwrap(ts, kept).getText());
  walk(ts, body, (node) => {
    if (ts.isCallExpression(node) && node.arguments.some(isKept)) addReceiver(ts, node, add);
    const isAssigned = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (isAssigned && isKept(node.right)) add(node.left);
  });
}

/** `return deferred.promise;` */
function isPromiseOfDeferred(ts: TypeScript, expression: ts.Expression): boolean {
  const given = unwrap(ts, expression);
  return ts.isPropertyAccessExpression(given) && given.name.text === "promise";
}

/** `await filled;` where `let { promise: filled, resolve: fill } = Promise.withResolvers();` stands around: `fill` settles it. */
function addDeclaredWith(ts: TypeScript, promise: ts.Identifier, add: Add): void {
  declaredInScope(ts, promise, promise.text, (statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    for (const { name } of declarations) {
      const names = ts.isObjectBindingPattern(name) ? name.elements.map((element) => element.name) : [];
      if (!names.some((one) => one.getText() === promise.text)) continue;
      for (const one of names) if (ts.isIdentifier(one) && one.text !== promise.text) add(one);
    }
  });
}
