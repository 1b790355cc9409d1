import type ts from "typescript";
import { calledAtOnce } from "../syntax/called-at-once";
import { memberKey } from "../syntax/keys";
import { isUndefined, some, unwrap, walkOwn, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** A way out of `next()`, read off the expression that it returns. */
export type Exit =
  | {
      readonly kind: "yield";
      readonly node: ts.Node;
      readonly value: ts.Expression | undefined;
      readonly extras: readonly ts.Node[];
    }
  | {
      readonly kind: "finish";
      readonly node: ts.Node;
      readonly value: ts.Expression | undefined;
      readonly extras: readonly ts.Node[];
    }
  | {
      readonly kind: "computed";
      readonly node: ts.Node;
      readonly done: ts.Expression;
      readonly value: ts.Expression | undefined;
      /** `done` stands before `value`, so it is evaluated first. */
      readonly doneFirst: boolean;
      readonly extras: readonly ts.Node[];
    }
  | {
      readonly kind: "choice";
      readonly node: ts.ConditionalExpression;
      readonly condition: ts.Expression;
      readonly whenTrue: Exit;
      readonly whenFalse: Exit;
    }
  | { readonly kind: "throw"; readonly node: ts.Node; readonly error: ts.Expression | undefined }
  /** Calls `next()` of itself. */
  | { readonly kind: "again"; readonly node: ts.Node; readonly awaited: boolean }
  /** A promise chain; its callbacks give the exits. */
  | { readonly kind: "chain"; readonly node: ts.Node; readonly call: PromiseCall }
  /** Hands on a result that something else made. */
  | { readonly kind: "delegate"; readonly node: ts.Node; readonly result: ts.Expression }
  /** Gives no result object. */
  | { readonly kind: "invalid"; readonly node: ts.Node };

/** `receiver.then(…)`, `.catch(…)` or `.finally(…)`. */
export interface PromiseCall {
  readonly call: ts.CallExpression;
  readonly method: "then" | "catch" | "finally";
  readonly receiver: ts.Expression;
}

/** Tells whether a call is the iterator's own `next()`. */
export type IsAgain = (ts: TypeScript, call: ts.CallExpression) => boolean;

/**
 * Reads what a returned expression means.
 *
 * @param expression - what `next` returns, or gives to a promise
 * @param isAgain - knows the iterator's own `next()`
 */
export function classifyExit(
  ts: TypeScript,
  expression: ts.Expression | undefined,
  isAgain: IsAgain,
): Exit | undefined {
  if (!expression) return undefined;
  const outer = unwrap(ts, expression);
  const awaited = ts.isAwaitExpression(outer);
  const inner = awaited ? unwrap(ts, outer.expression) : outer;
  if (ts.isObjectLiteralExpression(inner)) return literalExit(ts, inner);
  if (ts.isConditionalExpression(inner) && !awaited) return choiceExit(ts, inner, isAgain);
  if (ts.isCallExpression(inner)) {
    if (isAgain(ts, inner)) return { kind: "again", node: inner, awaited };
    const settled = settledExit(ts, inner, isAgain);
    if (settled) return settled;
    const chain = promiseCall(ts, inner);
    if (chain) return { kind: "chain", node: inner, call: chain };
  }
  if (isUndefined(ts, inner) || inner.kind === ts.SyntaxKind.NullKeyword) {
    return noResult(inner);
  }
  return { kind: "delegate", node: expression, result: expression };
}

function choiceExit(ts: TypeScript, node: ts.ConditionalExpression, isAgain: IsAgain): Exit | undefined {
  const whenTrue = classifyExit(ts, node.whenTrue, isAgain);
  const whenFalse = classifyExit(ts, node.whenFalse, isAgain);
  if (!whenTrue || !whenFalse) return undefined;
  if (whenTrue.kind === "delegate" && whenFalse.kind === "delegate") {
    return { kind: "delegate", node, result: node };
  }
  return { kind: "choice", node, condition: node.condition, whenTrue, whenFalse };
}

/** `Promise.resolve(result)` and `Promise.reject(error)` */
function settledExit(ts: TypeScript, call: ts.CallExpression, isAgain: IsAgain): Exit | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return undefined;
  if (callee.expression.text !== "Promise") return undefined;
  const [argument] = call.arguments;
  if (callee.name.text === "reject") return { kind: "throw", node: call, error: argument };
  if (callee.name.text !== "resolve") return undefined;
  return classifyExit(ts, argument, isAgain) ?? noResult(call);
}

/** @returns the parts of a `then`, `catch` or `finally` call */
export function promiseCall(ts: TypeScript, call: ts.CallExpression): PromiseCall | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken) return undefined;
  const method = callee.name.text;
  if (method !== "then" && method !== "catch" && method !== "finally") return undefined;
  return { call, method, receiver: callee.expression };
}

interface ResultParts {
  done: ts.Expression | undefined;
  value: ts.Expression | undefined;
  doneFirst: boolean;
  extras: ts.Node[];
}

function literalExit(ts: TypeScript, literal: ts.ObjectLiteralExpression): Exit {
  if (literal.properties.some((property) => isSpreadThatCounts(ts, property))) {
    return { kind: "delegate", node: literal, result: literal };
  }
  const { done, value, doneFirst, extras } = resultParts(ts, literal);
  const shownValue = value && isUndefined(ts, value) ? undefined : value;
  const flag = done === undefined ? false : booleanOf(ts, done);
  if (flag === undefined && done) {
    return { kind: "computed", node: literal, done, value: shownValue, doneFirst, extras };
  }
  return { kind: flag ? "finish" : "yield", node: literal, value: shownValue, extras };
}

/** In `{ ...base, value, done: true }` what is said behind the spread counts. */
function isSpreadThatCounts(ts: TypeScript, property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isSpreadAssignment(property)) return false;
  const { properties } = property.parent;
  const behind = properties.slice(properties.indexOf(property) + 1);
  const keys = behind.map(({ name }) => name && memberKey(ts, name));
  return !ts.isIdentifier(property.expression) || !keys.includes("value") || !keys.includes("done");
}

/** @returns what is written as `done` of a result; `undefined` where nothing is, or the result is no object literal */
export function doneOf(ts: TypeScript, result: ts.Node): ts.Expression | undefined {
  return ts.isObjectLiteralExpression(result) ? resultParts(ts, result).done : undefined;
}

function resultParts(ts: TypeScript, literal: ts.ObjectLiteralExpression): ResultParts {
  const parts: ResultParts = { done: undefined, value: undefined, doneFirst: false, extras: [] };
  for (const property of literal.properties) {
    const key = property.name && memberKey(ts, property.name);
    const expression = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (key === "done" && expression && !parts.done) {
      parts.done = expression;
      parts.doneFirst = parts.value === undefined;
    } else if (key === "value" && expression && !parts.value) {
      parts.value = expression;
    } else if (!ts.isSpreadAssignment(property)) {
      parts.extras.push(property);
    }
  }
  return parts;
}

/** `true`, `false`, `!0`, `!1`, through assertions */
function booleanOf(ts: TypeScript, expression: ts.Expression): boolean | undefined {
  const inner = unwrap(ts, expression);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (isUndefined(ts, inner) || inner.kind === ts.SyntaxKind.NullKeyword) return false;
  if (ts.isStringLiteralLike(inner)) return inner.text !== "";
  if (ts.isNumericLiteral(inner)) return Number(inner.text) !== 0;
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const operand = unwrap(ts, inner.operand);
    if (ts.isNumericLiteral(operand)) return Number(operand.text) === 0;
  }
  return undefined;
}

/**
 * Collects the ways out of a function, those inside the callbacks of a returned promise chain, and inside a function that is called at
 * once, included.
 *
 * @returns exits in the order of the text; a choice is given as its two branches
 */
export function exitsOf(ts: TypeScript, fn: FunctionWithBody, isAgain: IsAgain): Exit[] {
  if (!ts.isBlock(fn.body)) return flatten(ts, classifyExit(ts, fn.body, isAgain), isAgain);
  const exits: Exit[] = [];
  walkOwn(ts, fn.body, (node) => {
    if (ts.isReturnStatement(node)) {
      const exit = classifyExit(ts, node.expression, isAgain);
      exits.push(...(exit ? flatten(ts, exit, isAgain) : [noResult(node)]));
    }
    if (ts.isThrowStatement(node)) exits.push({ kind: "throw", node, error: node.expression });
  });
  return exits;
}

function noResult(node: ts.Node): Exit {
  return { kind: "invalid", node };
}

function flatten(ts: TypeScript, exit: Exit | undefined, isAgain: IsAgain): Exit[] {
  if (!exit) return [];
  if (exit.kind === "choice") {
    return [...flatten(ts, exit.whenTrue, isAgain), ...flatten(ts, exit.whenFalse, isAgain)];
  }
  const called = exit.kind === "delegate" ? calledAtOnce(ts, exit.result) : undefined;
  if (called) return exitsOf(ts, called.fn, isAgain);
  return exit.kind === "chain" ? chainExits(ts, exit.call, isAgain) : [exit];
}

function chainExits(ts: TypeScript, chain: PromiseCall, isAgain: IsAgain): Exit[] {
  const callbacks = chain.method === "finally" ? [] : chain.call.arguments;
  const exits = callbacks.flatMap((callback) => callbackExits(ts, callback, isAgain));
  if (chain.method === "then") return exits;
  return [...flatten(ts, classifyExit(ts, chain.receiver, isAgain), isAgain), ...exits];
}

function callbackExits(ts: TypeScript, callback: ts.Expression, isAgain: IsAgain): Exit[] {
  const fn = unwrap(ts, callback);
  if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) return exitsOf(ts, fn, isAgain);
  if (isUndefined(ts, fn) || fn.kind === ts.SyntaxKind.NullKeyword) return [];
  return [{ kind: "delegate", node: callback, result: callback }];
}

/** The executor of `new Promise(…)`, taken apart. */
export interface Executor {
  readonly fn: ts.ArrowFunction | ts.FunctionExpression;
  readonly resolve: ts.Identifier | undefined;
  readonly reject: ts.Identifier | undefined;
}

/** @returns the executor when the expression is `new Promise(function literal)` */
export function promiseExecutor(ts: TypeScript, expression: ts.Expression): Executor | undefined {
  const inner = unwrap(ts, expression);
  if (
    !ts.isNewExpression(inner) ||
    !ts.isIdentifier(inner.expression) ||
    inner.expression.text !== "Promise"
  ) {
    return undefined;
  }
  const fn = inner.arguments?.[0] && unwrap(ts, inner.arguments[0]);
  if (!fn || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return undefined;
  const [resolve, reject] = fn.parameters.map(({ name }) => (ts.isIdentifier(name) ? name : undefined));
  return { fn, resolve, reject };
}

/** @returns whether nothing can ever settle the promise: `new Promise(() => {})` */
export function neverSettles(ts: TypeScript, { fn }: Executor): boolean {
  const names = fn.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
  if (names.includes(undefined)) return false;
  return !some(
    ts,
    fn.body,
    (node) => ts.isIdentifier(node) && (names.includes(node.text) || node.text === "arguments"),
  );
}

/**
 * `new Promise(() => {})`, `new Promise<never>(…)`
 *
 * @returns the promise, where an exit hands on one that never gives a result
 */
export function promiseWithoutResult(ts: TypeScript, exit: ts.Node): ts.NewExpression | undefined {
  const outer = ts.isExpression(exit) ? unwrap(ts, exit) : exit;
  const made = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  const executor = ts.isExpression(made) ? promiseExecutor(ts, made) : undefined;
  if (!executor || !ts.isNewExpression(made)) return undefined;
  const isNever = made.typeArguments?.[0]?.kind === ts.SyntaxKind.NeverKeyword;
  return isNever || neverSettles(ts, executor) ? made : undefined;
}
