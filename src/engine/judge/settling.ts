import type ts from "typescript";
import { promiseExecutor } from "../describe/exits";
import type { Method } from "../detect/members";
import { isAssignmentOperator, unwrap, walk, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** Calls that put something where other code finds it. */
export const filling = /^(?:push|unshift|add|set|enqueue)$/;

/**
 * Finds what `return()` does to the very promise that a pending `next()` waits for: it calls a kept resolver, empties a list of
 * waiting consumers, clears the timer, settles a deferred; itself or through the functions it calls.
 *
 * @param methods - the methods that `this` may lead to
 * @returns the place in `return()` or in a function it calls; `undefined` when it leaves a pending `next()` alone
 */
export function settlingUse(
  ts: TypeScript,
  next: Method,
  returns: Method,
  methods: readonly Method[],
): ts.Node | undefined {
  const kept = keptByNext(ts, next);
  const handles = handlesOf(ts, next);
  if (kept.size + handles.size === 0) return undefined;
  const settles = (node: ts.Node): boolean =>
    isReference(ts, node) &&
    (kept.has(node.getText()) || (handles.has(node.getText()) && isCleared(ts, node)));
  let found: ts.Node | undefined;
  const visited = new Set<ts.Node>();
  const look = (fn: FunctionWithBody): void => {
    visited.add(fn);
    walk(ts, fn.body, (node) => {
      if (found) return;
      if (settles(node)) found = node;
      const called = calledFunction(ts, node, methods);
      if (called && !visited.has(called)) look(called);
    });
  };
  look(returns.fn);
  return found;
}

function isReference(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

/** Variables and fields by which a promise that `next` waits for can be settled. */
function keptByNext(ts: TypeScript, { fn }: Method): Set<string> {
  const kept = new Set<string>();
  walk(ts, fn.body, (node) => {
    const executor = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
    if (executor) addFilled(ts, executor.fn.body, kept);
    if (ts.isAwaitExpression(node)) addAwaited(ts, node, fn, kept);
  });
  return kept;
}

/** What callbacks of `next` assign or fill, such as `(timer) => timers.add(timer)`: handles of what it waits for, maybe. */
function handlesOf(ts: TypeScript, { fn }: Method): Set<string> {
  const handles = new Set<string>();
  walk(ts, fn.body, (node) => {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) addFilled(ts, node.body, handles);
  });
  return handles;
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
function addFilled(ts: TypeScript, body: ts.Node, kept: Set<string>): void {
  walk(ts, body, (node) => {
    if (ts.isCallExpression(node)) addReceiver(ts, node, kept);
    if (!ts.isBinaryExpression(node) || !isAssignmentOperator(ts, node.operatorToken.kind)) return;
    const target = unwrap(ts, node.left);
    if (isReference(ts, target)) kept.add(target.getText());
  });
}

function addReceiver(ts: TypeScript, { expression }: ts.CallExpression, kept: Set<string>): void {
  if (!ts.isPropertyAccessExpression(expression) || !filling.test(expression.name.text)) return;
  if (isReference(ts, expression.expression)) kept.add(expression.expression.getText());
}

/** `await this.waiting.promise`, `await deferred.promise` of a deferred that is kept somewhere, and a promise declared with its resolver */
function addAwaited(
  ts: TypeScript,
  { expression }: ts.AwaitExpression,
  fn: FunctionWithBody,
  kept: Set<string>,
): void {
  let holder = unwrap(ts, expression);
  if (ts.isIdentifier(holder)) addDeclaredWith(ts, holder, kept);
  if (!ts.isPropertyAccessExpression(holder)) return;
  while (ts.isPropertyAccessExpression(holder)) {
    holder = unwrap(ts, holder.expression);
    if (holder.kind === ts.SyntaxKind.ThisKeyword) return;
    kept.add(holder.getText());
  }
  const name = holder.getText();
  walk(ts, fn.body, (node) => {
    if (!ts.isCallExpression(node) || !node.arguments.some((argument) => argument.getText() === name)) return;
    addReceiver(ts, node, kept);
  });
}

/** `await filled;` where `let { promise: filled, resolve: fill } = Promise.withResolvers();` stands around: `fill` settles it. */
function addDeclaredWith(ts: TypeScript, promise: ts.Identifier, kept: Set<string>): void {
  for (let node: ts.Node = promise; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isBlock(node)) continue;
    for (const statement of node.statements) {
      const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
      for (const { name } of declarations) {
        const names = ts.isObjectBindingPattern(name)
          ? name.elements.map((element) => element.name.getText())
          : [];
        if (!names.includes(promise.text)) continue;
        for (const other of names) if (other !== promise.text) kept.add(other);
      }
    }
  }
}

/** The method or local function that a call leads to. */
function calledFunction(
  ts: TypeScript,
  node: ts.Node,
  methods: readonly Method[],
): FunctionWithBody | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee } = node;
  if (ts.isPropertyAccessExpression(callee)) {
    const isOwn = callee.expression.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(callee.expression);
    return isOwn ? methods.find(({ key }) => key === callee.name.text)?.fn : undefined;
  }
  return ts.isIdentifier(callee) ? localFunction(ts, node, callee.text) : undefined;
}

/** A function that is declared in one of the blocks around. */
function localFunction(ts: TypeScript, from: ts.Node, name: string): FunctionWithBody | undefined {
  for (let node = from; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isBlock(node)) continue;
    for (const statement of node.statements) {
      const fn = functionIn(ts, statement, name);
      if (fn) return fn;
    }
  }
  return undefined;
}

function functionIn(ts: TypeScript, statement: ts.Statement, name: string): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name?.text === name && statement.body ? (statement as FunctionWithBody) : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  for (const declaration of statement.declarationList.declarations) {
    if (!ts.isIdentifier(declaration.name) || declaration.name.text !== name || !declaration.initializer)
      continue;
    const fn = unwrap(ts, declaration.initializer);
    if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) return fn;
  }
  return undefined;
}
