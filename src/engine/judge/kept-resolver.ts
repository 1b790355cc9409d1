import type ts from "typescript";
import { doneOf, promiseExecutor, type Executor } from "../describe/exits";
import {
  functionAround,
  isAssignmentOperator,
  some,
  unwrap,
  walk,
  walkOwn,
  type FunctionWithBody,
} from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { filling } from "./settling";

/**
 * Finds where a function keeps what settles the promise that it gives: its `resolve`, or the deferred that it is part of.
 *
 * @returns the name that is kept; `undefined` where each promise is settled by the function itself
 */
export function keptResolver(ts: TypeScript, fn: FunctionWithBody): ts.Node | undefined {
  return keptByExecutor(ts, fn) ?? keptDeferred(ts, fn);
}

function keptByExecutor(ts: TypeScript, fn: FunctionWithBody): ts.Node | undefined {
  let kept: ts.Node | undefined;
  walk(ts, fn.body, (node) => {
    if (kept || !ts.isNewExpression(node)) return !kept;
    const executor = promiseExecutor(ts, node);
    const names = [executor?.resolve?.text, executor?.reject?.text];
    if (!executor || isPlainWait(ts, node)) return true;
    const isOwn = isWaitedForHere(ts, node);
    walk(ts, executor.fn.body, (inner) => {
      if (!ts.isIdentifier(inner) || !names.includes(inner.text)) return;
      const stored = isStored(ts, inner) ? inner : storedCaller(ts, inner, executor);
      if (stored && !(isOwn && isAssigned(ts, stored))) kept ??= inner;
    });
    return true;
  });
  return kept;
}

/** `await new Promise((resolve) => { this.wakeUp = resolve; });` waits for a wake-up; nobody gets its value. */
function isPlainWait(ts: TypeScript, node: ts.NewExpression): boolean {
  const { parent } = node;
  return ts.isAwaitExpression(parent) && ts.isExpressionStatement(parent.parent);
}

/**
 * `const step = await new Promise((resolve) => { pending = resolve; zip.read(); });` is another promise than the one that the function
 * gives, and there is one place for one resolver: no queue of consumers.
 */
function isWaitedForHere(ts: TypeScript, node: ts.NewExpression): boolean {
  const { parent } = node;
  return ts.isAwaitExpression(parent) && !ts.isReturnStatement(parent.parent);
}

function isAssigned(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isBinaryExpression(parent);
}

/**
 * `session.give = (message) => { resolve({ value: message, done: false }); };` keeps the resolver in a function. What an event calls,
 * such as `socket.onmessage`, is no consumer's.
 */
function storedCaller(ts: TypeScript, resolver: ts.Identifier, executor: Executor): ts.Node | undefined {
  const call = resolver.parent;
  if (!ts.isCallExpression(call) || call.expression !== resolver) return undefined;
  const fn = storedFunction(ts, resolver, executor);
  return fn && isEnd(ts, call) && isSettledOtherwise(ts, executor) ? undefined : fn;
}

/** @returns the function within the executor that is kept for other code to call, and that the name stands in */
export function storedFunction(ts: TypeScript, name: ts.Node, executor: Executor): ts.Node | undefined {
  const fn = functionAround(ts, name);
  if (!fn || fn === executor.fn || !ts.isExpression(fn) || !isStored(ts, fn)) return undefined;
  const { parent } = fn;
  const isHandler = ts.isBinaryExpression(parent) && /\bon\w+$/i.test(parent.left.getText());
  return isHandler ? undefined : fn;
}

/** A timer, an event or the executor itself settles it where nobody calls what is kept. */
function isSettledOtherwise(ts: TypeScript, executor: Executor): boolean {
  const names = [executor.resolve?.text, executor.reject?.text];
  return some(
    ts,
    executor.fn.body,
    (node) => ts.isIdentifier(node) && names.includes(node.text) && !storedFunction(ts, node, executor),
  );
}

/** `resolve({ done: true, value: undefined })` stops the wait, which is what `return()` may do before the value comes. */
function isEnd(ts: TypeScript, { arguments: [given] }: ts.CallExpression): boolean {
  return given !== undefined && doneOf(ts, given)?.kind === ts.SyntaxKind.TrueKeyword;
}

/** @returns whether a value is assigned to something, pushed onto something, or put into an object or array */
export function isStored(ts: TypeScript, name: ts.Expression): boolean {
  const { parent } = name;
  if (ts.isBinaryExpression(parent)) {
    return parent.right === name && isAssignmentOperator(ts, parent.operatorToken.kind);
  }
  if (ts.isShorthandPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(name)) return false;
  const callee = parent.expression;
  return ts.isPropertyAccessExpression(callee) && filling.test(callee.name.text);
}

/** `const waiting = defer(); this.queue.push(waiting); return waiting.promise;` */
function keptDeferred(ts: TypeScript, fn: FunctionWithBody): ts.Node | undefined {
  for (const given of givenBy(ts, fn)) {
    if (ts.isIdentifier(given)) {
      const parts = siblings(ts, fn, given.text);
      const kept = parts.map((name) => storedUse(ts, fn, name)).find((use) => use !== undefined);
      if (kept) return kept;
    }
    const thenable = keptThenable(ts, fn, given);
    if (thenable) return thenable;
    if (ts.isPropertyAccessExpression(given)) {
      const kept = keptHolder(ts, fn, unwrap(ts, given.expression));
      if (kept) return kept;
    }
  }
  return undefined;
}

/** What the function returns, seen through `await`. */
function givenBy(ts: TypeScript, fn: FunctionWithBody): ts.Expression[] {
  const given: ts.Expression[] = [];
  const add = (expression: ts.Expression): void => {
    const inner = unwrap(ts, expression);
    given.push(ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner);
  };
  if (!ts.isBlock(fn.body)) add(fn.body);
  else
    walkOwn(ts, fn.body, (node) => {
      if (ts.isReturnStatement(node) && node.expression) add(node.expression);
    });
  return given;
}

/** `const { promise, resolve, reject } = Promise.withResolvers();`: what is declared together with the promise. */
function siblings(ts: TypeScript, fn: FunctionWithBody, promise: string): string[] {
  const names: string[] = [];
  walkOwn(ts, fn.body, (node) => {
    if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return;
    if (!node.initializer || !ts.isCallExpression(unwrap(ts, node.initializer))) return;
    const parts = node.name.elements.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    if (parts.includes(promise)) names.push(...parts.filter((name) => name !== promise));
  });
  return names;
}

/** A deferred made here that other code finds: put on a list, or in a variable or field from the start. */
function keptHolder(ts: TypeScript, fn: FunctionWithBody, holder: ts.Expression): ts.Node | undefined {
  const text = holder.getText();
  let own: ts.VariableDeclaration | undefined;
  let assigned: ts.Node | undefined;
  walkOwn(ts, fn.body, (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === text) own = node;
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    if (node.left.getText() === text && isMade(ts, node.right)) assigned ??= node.left;
  });
  if (!own) return assigned;
  return own.initializer && isMade(ts, own.initializer) ? storedUse(ts, fn, text) : undefined;
}

/** `defer()`, `new Deferred()` */
function isMade(ts: TypeScript, expression: ts.Expression): boolean {
  const made = unwrap(ts, expression);
  return ts.isCallExpression(made) || ts.isNewExpression(made);
}

function storedUse(ts: TypeScript, fn: FunctionWithBody, name: string): ts.Node | undefined {
  let use: ts.Node | undefined;
  some(ts, fn.body, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name) return false;
    use = [node, settlerOf(ts, node)].find((one) => one && isStored(ts, one));
    return use !== undefined;
  });
  return use;
}

/** `deferred.resolve` or `deferred.reject`, for the name of the deferred */
function settlerOf(ts: TypeScript, { parent }: ts.Identifier): ts.Expression | undefined {
  return ts.isPropertyAccessExpression(parent) && settling.test(parent.name.text) ? parent : undefined;
}

const settling = /^(?:resolve|reject)$/;

/** `this.task = new Deferred(); return this.task;`, which is a promise itself and settled elsewhere: `this.task.resolve(…)` */
function keptThenable(ts: TypeScript, fn: FunctionWithBody, given: ts.Expression): ts.Node | undefined {
  const text = given.getText();
  let assigned: ts.Node | undefined;
  walkOwn(ts, fn.body, (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const made = unwrap(ts, node.right);
    if (!ts.isNewExpression(made) || made.expression.getText() === "Promise") return;
    if (node.left.getText() === text) assigned ??= node.left;
  });
  const isSettled = (node: ts.Node): boolean =>
    ts.isPropertyAccessExpression(node) &&
    settling.test(node.name.text) &&
    node.expression.getText() === text;
  return assigned && some(ts, fn.getSourceFile(), isSettled) ? assigned : undefined;
}
