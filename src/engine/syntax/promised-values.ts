import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { isConst, wrapped } from "./nodes";

/** How an expression has a value. */
export interface Spot {
  /** It has a promise of it. */
  readonly isPromised: boolean;
  /** Its place in the arrays around it, the outermost first: `Promise.all([import("./a"), import("./b")])` */
  readonly path: readonly number[];
}

/** The expression is the value. */
export const itself: Spot = { isPromised: false, path: [] };

/** A value on its way through promises. */
export interface Passing {
  readonly expression: ts.Expression;
  readonly spot: Spot;
}

/**
 * Where a value goes through a promise: by `await`, as what a handler of `then()` gives, as an element of `Promise.all()`
 *
 * @returns `undefined` where it goes another way
 */
export function throughPromise(ts: TypeScript, { expression, spot }: Passing): Passing | undefined {
  const outer = wrapped(ts, expression);
  const { parent } = outer;
  if (ts.isAwaitExpression(parent)) return { expression: parent, spot: { ...spot, isPromised: false } };
  if (ts.isArrayLiteralExpression(parent)) return intoAll(ts, parent, outer, spot);
  const fn = ts.isReturnStatement(parent) ? onlyReturnOf(ts, parent) : parent;
  if (!fn || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return undefined;
  if (fn === parent && fn.body !== outer) return undefined;
  const call = thenCallOf(ts, fn);
  return call && { expression: call, spot: { ...spot, isPromised: true } };
}

/** `[import("./a"), import("./b")]` in `Promise.all()` */
function intoAll(
  ts: TypeScript,
  list: ts.ArrayLiteralExpression,
  element: ts.Expression,
  { path }: Spot,
): Passing | undefined {
  const { parent: call } = list;
  if (!ts.isCallExpression(call) || call.arguments[0] !== list) return undefined;
  if (call.expression.getText() !== "Promise.all") return undefined;
  const index = list.elements.indexOf(element);
  if (list.elements.slice(0, index).some((one) => ts.isSpreadElement(one))) return undefined;
  return { expression: call, spot: { isPromised: true, path: [index, ...path] } };
}

/** The function that a `return` is the last statement of, and the only one that returns. */
function onlyReturnOf(ts: TypeScript, statement: ts.ReturnStatement): ts.Node | undefined {
  const block = statement.parent;
  const isOnly = ts.isBlock(block) && block.statements.length === 1;
  return isOnly ? block.parent : undefined;
}

/** `.then(handler)`; with a second handler, or none that is a function, it may give something else. */
function thenCallOf(ts: TypeScript, handler: ts.Expression): ts.CallExpression | undefined {
  const outer = wrapped(ts, handler);
  const { parent: call } = outer;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || call.arguments[0] !== outer)
    return undefined;
  const { expression: callee } = call;
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "then" ? call : undefined;
}

/** @returns the name, or the pattern, that stands for the value at this place of the arrays that a pattern takes apart */
export function boundAt(
  ts: TypeScript,
  name: ts.BindingName,
  [index, ...path]: readonly number[],
): ts.BindingName | undefined {
  if (index === undefined) return name;
  if (!ts.isArrayBindingPattern(name)) return undefined;
  const element = name.elements[index];
  if (!element || !ts.isBindingElement(element) || element.dotDotDotToken || element.initializer)
    return undefined;
  return boundAt(ts, element.name, path);
}

/**
 * `const Rows = await import("./rows").then((module) => module.Rows);`
 *
 * @param value - `module.Rows`
 * @returns the constant that has the value by way of a promise, and nothing else
 */
export function constantGiven(ts: TypeScript, value: ts.Expression): ts.Identifier | undefined {
  let passing: Passing = { expression: value, spot: itself };
  for (let next = throughPromise(ts, passing); next; next = throughPromise(ts, passing)) passing = next;
  const outer = wrapped(ts, passing.expression);
  const { parent } = outer;
  if (passing.expression === value || passing.spot.isPromised) return undefined;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== outer || parent.type) return undefined;
  const name = isConst(ts, parent) ? boundAt(ts, parent.name, passing.spot.path) : undefined;
  return name && ts.isIdentifier(name) ? name : undefined;
}
