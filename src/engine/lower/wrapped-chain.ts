import type ts from "typescript";
import { promiseCall, promiseExecutor } from "../describe/exits";
import { hasModifier, isWithin, some, someOwn, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { declaredIn, textOf, type Draft } from "./draft";
import { settledBothWays } from "./settled-both-ways";
import { isName, mentions, returningBlock, type Names } from "./settling-calls";

/**
 * Takes a promise chain out of a `new Promise(…)` that only hands its outcome on:
 * `new Promise((resolve, reject) => { p.then((page) => { …; resolve(result); }).catch(reject); })` → `p.then((page) => { …; return result; })`
 *
 * A chain whose last `then` settles the promise by both of its handlers hands its outcome on just so. What the executor does before the chain comes before it then as well.
 *
 * @returns the statements in place of the `return`; `undefined` where the executor does anything else, or some path neither resolves nor
 * rejects
 */
export function unwrappedChain(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  const executor = promiseExecutor(ts, expression);
  if (!executor?.resolve || !executor.reject || executor.fn.parameters.length !== 2) return undefined;
  const { fn, resolve, reject } = executor;
  // What fails behind an `await` of the executor's own reaches nobody.
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return undefined;
  const done = lastCall(ts, fn);
  const names = { resolve: resolve.text, reject: reject.text };
  const lead = leadText(ts, draft, fn, done?.before ?? [], names);
  const both = done && settledBothWays(ts, draft, done.call, names);
  if (both !== undefined) return lead === undefined ? undefined : `${lead}return ${both};`;
  const caught = done && promiseCall(ts, done.call);
  if (caught?.method !== "catch" || !isName(ts, caught.call.arguments[0], reject.text)) return undefined;
  const receiver = unwrap(ts, caught.receiver);
  const then = ts.isCallExpression(receiver) ? promiseCall(ts, receiver) : undefined;
  if (then?.method !== "then") return undefined;
  const [callback, ...others] = then.call.arguments;
  const inner = callback && unwrap(ts, callback);
  if (!inner || others.length > 0 || !ts.isArrowFunction(inner)) return undefined;
  if (mentions(ts, then.receiver, names) || inner.parameters.some((one) => mentions(ts, one, names)))
    return undefined;
  const body = returningBody(ts, draft, inner.body, names);
  if (body === undefined || lead === undefined) return undefined;
  const start = receiver.getStart(draft.sourceFile);
  const chain =
    draft.text.slice(start, inner.body.getStart(draft.sourceFile)) +
    body +
    draft.text.slice(inner.body.end, receiver.end);
  return `${lead}return ${chain};`;
}

interface LastCall {
  readonly call: ts.CallExpression;
  readonly before: readonly ts.Statement[];
}

/** `(resolve, reject) => chain` or `(resolve, reject) => { …; chain; }` */
function lastCall(ts: TypeScript, { body }: ts.ArrowFunction | ts.FunctionExpression): LastCall | undefined {
  if (!ts.isBlock(body)) {
    const call = unwrap(ts, body);
    return ts.isCallExpression(call) ? { call, before: [] } : undefined;
  }
  const last = body.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || !ts.isCallExpression(last.expression)) return undefined;
  return { call: last.expression, before: body.statements.slice(0, -1) };
}

/** What comes before the chain, where it settles nothing, leaves nothing, and declares no name that the code around has. */
function leadText(
  ts: TypeScript,
  draft: Draft,
  fn: ts.ArrowFunction | ts.FunctionExpression,
  before: readonly ts.Statement[],
  names: Names,
): string | undefined {
  const [first] = before;
  const last = before.at(-1);
  if (!first || !last) return "";
  if (!ts.isArrowFunction(fn) || before.some((one) => mentions(ts, one, names) || leaves(ts, one)))
    return undefined;
  const declared = new Set(before.flatMap((one) => [...declaredIn(ts, one)]));
  const isTaken = some(
    ts,
    draft.body,
    (node) => ts.isIdentifier(node) && declared.has(node.text) && !isWithin(node, fn),
  );
  return isTaken ? undefined : `${draft.text.slice(first.getStart(draft.sourceFile), last.end)}\n`;
}

function leaves(ts: TypeScript, statement: ts.Statement): boolean {
  return someOwn(ts, statement, (node) => ts.isReturnStatement(node));
}

/** The callback's body with `return` and `throw` in place of the calls that settle the promise. */
function returningBody(ts: TypeScript, draft: Draft, body: ts.ConciseBody, names: Names): string | undefined {
  if (!ts.isBlock(body)) {
    const call = unwrap(ts, body);
    const given =
      ts.isCallExpression(call) && isName(ts, call.expression, names.resolve) ? call.arguments[0] : undefined;
    if (!given || mentions(ts, given, names)) return undefined;
    return `(${textOf(draft, given)})`;
  }
  return returningBlock(ts, draft, body, names);
}
