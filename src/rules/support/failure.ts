import type ts from "typescript";
import { promiseCall, promiseExecutor } from "../../engine/describe/exits";
import type { Site } from "../../engine/detect/site";
import {
  type FunctionWithBody,
  isFunctionBoundary,
  isGenerator,
  isUndefined,
  someOwn,
  unwrap,
  walk,
} from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { RuleContext } from "../rule";
import { functionCalled, isAsyncFunction } from "./called";
import { calledName } from "./generator-call";

/** `work().then(…).finally(…)`, taken apart. */
export interface Chain {
  /** What the chain begins with. */
  readonly source: ts.Expression;
  /** Somewhere in it, a failure is dealt with. */
  readonly isCaught: boolean;
  /** How many `then`, `catch` and `finally` there are. */
  readonly length: number;
}

/** @returns the parts of a chain of promises; any other expression is a chain of length 0 */
export function chainOf(ts: TypeScript, expression: ts.Expression): Chain {
  let source = unwrap(ts, expression);
  let isCaught = false;
  let length = 0;
  for (;;) {
    const link = ts.isCallExpression(source) ? promiseCall(ts, source) : undefined;
    if (!link) return { source, isCaught, length };
    isCaught ||= link.method === "catch" || (link.method === "then" && handlesFailure(ts, link.call));
    source = unwrap(ts, link.receiver);
    length += 1;
  }
}

function handlesFailure(ts: TypeScript, { arguments: [, handler] }: ts.CallExpression): boolean {
  return handler !== undefined && !isUndefined(ts, handler) && handler.kind !== ts.SyntaxKind.NullKeyword;
}

/** Functions that only let time go by. */
const pausing =
  /^(?:sleep|delay|pause|wait|timeout|set(?:Timeout|Immediate)|(?:next)?tick|yieldTo\w*)(?:For|Ms)?$/i;

/**
 * @param expression - a promise, as far as is known
 * @returns whether it can be rejected for certain: by a call that does something, and whose failure nothing in it catches
 */
export function canReject(
  context: RuleContext,
  site: Site | undefined,
  expression: ts.Expression,
  seen?: Set<ts.Node>,
): boolean {
  const { ts } = context;
  const { source, isCaught } = chainOf(ts, expression);
  if (isCaught) return false;
  if (promiseExecutor(ts, source)) return false;
  if (!ts.isCallExpression(source)) return false;
  const fn = functionCalled(context, site, source);
  if (fn)
    return isAsyncFunction(ts, fn)
      ? canFail(context, site, fn, seen)
      : handsOnFailure(context, site, fn, seen);
  const callee = unwrap(ts, source.expression);
  if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "Promise") {
    return /^(?:all|any|race|reject)$/.test(callee.name.text);
  }
  const name = calledName(ts, source)?.text;
  return name === undefined || !pausing.test(name);
}

/** @returns whether a function that is not async gives a promise that can be rejected: `fill() { return read().then(…); }` */
export function handsOnFailure(
  context: RuleContext,
  site: Site | undefined,
  fn: FunctionWithBody,
  seen = new Set<ts.Node>(),
): boolean {
  const { ts, facts } = context;
  if (seen.has(fn) || isGenerator(fn)) return false;
  seen.add(fn);
  const isRejectable = (expression: ts.Expression): boolean =>
    (chainOf(ts, expression).length > 0 || facts.isThenable(expression) === true) &&
    canReject(context, site, expression, seen);
  if (!ts.isBlock(fn.body)) return isRejectable(fn.body);
  return someOwn(
    ts,
    fn.body,
    (node) => ts.isReturnStatement(node) && node.expression !== undefined && isRejectable(node.expression),
  );
}

/** @returns whether a call of this async function can fail: it waits for something or throws, and no `catch` of its own stands around */
export function canFail(
  context: RuleContext,
  site: Site | undefined,
  fn: FunctionWithBody,
  seen = new Set<ts.Node>(),
): boolean {
  const { ts } = context;
  if (seen.has(fn)) return false;
  seen.add(fn);
  let fails = false;
  const look = (root: ts.Node): void => {
    walk(ts, root, (node) => {
      if (fails || (node !== root && isFunctionBoundary(ts, node))) return false;
      if (ts.isTryStatement(node) && node.catchClause) {
        look(node.catchClause.block);
        if (node.finallyBlock) look(node.finallyBlock);
        return false;
      }
      fails =
        ts.isThrowStatement(node) ||
        (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
        (ts.isAwaitExpression(node) && canReject(context, site, node.expression, seen));
      return !fails;
    });
  };
  look(fn.body);
  return fails;
}
