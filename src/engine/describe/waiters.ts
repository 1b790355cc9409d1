import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { some, unwrap, walkOwn, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { promiseExecutor, type Executor } from "./exits";

/** A promise of `next()` that somebody else settles: its `resolve` is kept where they find it. */
export interface Waiter {
  /** `new Promise(…)` */
  readonly promise: ts.Expression;
  readonly executor: Executor;
  /** What `resolve` is kept in, as it is written: `this.resolve`, `waiting`, `this.#queue`. */
  readonly place: string;
  /** The last part of it, by which other code names it: `resolve`, `waiting`, `#queue`. */
  readonly name: string;
  /** In a variable or field of its own, or in a list with others. */
  readonly kept: "alone" | "in-list";
  /** Where it is put there. */
  readonly node: ts.Expression;
}

/** @returns the promises in this function whose `resolve` is kept outside of it */
export function waitersOf(ts: TypeScript, fn: FunctionWithBody): Waiter[] {
  const waiters: Waiter[] = [];
  walkOwn(ts, fn.body, (node) => {
    if (!ts.isNewExpression(node)) return;
    const executor = promiseExecutor(ts, node);
    if (!executor?.resolve) return;
    waiters.push(...keptIn(ts, node, executor, fn));
  });
  return waiters;
}

function keptIn(ts: TypeScript, promise: ts.Expression, executor: Executor, fn: FunctionWithBody): Waiter[] {
  const found: Waiter[] = [];
  const resolve = executor.resolve?.text;
  walkOwn(ts, executor.fn.body, (node) => {
    if (isPlainAssignment(ts, node) && holds(ts, node.right, resolve)) {
      add("alone", node.left, node);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const isAdded = /^(?:push|unshift|add|enqueue)$/.test(node.expression.name.text);
      if (isAdded && node.arguments.some((argument) => holds(ts, argument, resolve))) {
        add("in-list", node.expression.expression, node);
      }
    }
  });
  return found;

  function add(kept: Waiter["kept"], target: ts.Expression, node: ts.Expression): void {
    const place = unwrap(ts, target);
    const name = nameOf(ts, place);
    if (name !== undefined && !isOwnVariable(ts, place, fn)) {
      found.push({ promise, executor, place: place.getText(), name, kept, node });
    }
  }
}

function isPlainAssignment(ts: TypeScript, node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** `resolve` itself, a function that calls it, or an object with one of them. */
function holds(ts: TypeScript, expression: ts.Expression, resolve: string | undefined): boolean {
  const inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner)) return inner.text === resolve;
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return some(ts, inner.body, (node) => ts.isIdentifier(node) && node.text === resolve);
  }
  return (
    ts.isObjectLiteralExpression(inner) &&
    inner.properties.some(
      (property) =>
        (ts.isShorthandPropertyAssignment(property) && property.name.text === resolve) ||
        (ts.isPropertyAssignment(property) && holds(ts, property.initializer, resolve)),
    )
  );
}

function nameOf(ts: TypeScript, place: ts.Expression): string | undefined {
  if (ts.isIdentifier(place)) return place.text;
  return ts.isPropertyAccessExpression(place) ? memberKey(ts, place.name) : undefined;
}

/** A variable of `next()` itself: each call has one of its own. */
function isOwnVariable(ts: TypeScript, place: ts.Expression, fn: FunctionWithBody): boolean {
  return (
    ts.isIdentifier(place) &&
    some(
      ts,
      fn,
      (node) =>
        (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
        ts.isIdentifier(node.name) &&
        node.name.text === place.text,
    )
  );
}
