import type ts from "typescript";
import { promiseCall, promiseExecutor } from "../describe/exits";
import { canListComplete } from "../syntax/completion";
import { isFunctionBoundary, isWithin, some, someOwn, unwrap } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { declaredIn, parseDraft, textOf, type Draft } from "./draft";

/**
 * Takes a promise chain out of a `new Promise(…)` that only hands its outcome on:
 * `new Promise((resolve, reject) => { p.then((page) => { …; resolve(result); }).catch(reject); })` → `p.then((page) => { …; return result; })`
 *
 * What the executor does before the chain comes before it then as well.
 *
 * @returns the statements in place of the `return`; `undefined` where the executor does anything else, or some path neither resolves nor
 * rejects
 */
export function unwrappedChain(ts: TypeScript, draft: Draft, expression: ts.Expression): string | undefined {
  const executor = promiseExecutor(ts, expression);
  if (!executor?.resolve || !executor.reject || executor.fn.parameters.length !== 2) return undefined;
  const { fn, resolve, reject } = executor;
  const done = lastCall(ts, fn);
  const caught = done && promiseCall(ts, done.call);
  if (caught?.method !== "catch" || !isName(ts, caught.call.arguments[0], reject.text)) return undefined;
  const receiver = unwrap(ts, caught.receiver);
  const then = ts.isCallExpression(receiver) ? promiseCall(ts, receiver) : undefined;
  if (then?.method !== "then") return undefined;
  const [callback, ...others] = then.call.arguments;
  const inner = callback && unwrap(ts, callback);
  if (!inner || others.length > 0 || !ts.isArrowFunction(inner)) return undefined;
  const names = { resolve: resolve.text, reject: reject.text };
  if (mentions(ts, then.receiver, names) || inner.parameters.some((one) => mentions(ts, one, names)))
    return undefined;
  const body = returningBody(ts, draft, inner.body, names);
  const lead = leadText(ts, draft, fn, done?.before ?? [], names);
  if (body === undefined || lead === undefined) return undefined;
  const start = receiver.getStart(draft.sourceFile);
  const chain =
    draft.text.slice(start, inner.body.getStart(draft.sourceFile)) +
    body +
    draft.text.slice(inner.body.end, receiver.end);
  return `${lead}return ${chain};`;
}

interface Names {
  readonly resolve: string;
  readonly reject: string;
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

function isName(ts: TypeScript, expression: ts.Expression | undefined, name: string): boolean {
  return expression !== undefined && ts.isIdentifier(expression) && expression.text === name;
}

function mentions(ts: TypeScript, root: ts.Node, { resolve, reject }: Names): boolean {
  return some(ts, root, (node) => ts.isIdentifier(node) && (node.text === resolve || node.text === reject));
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
  const edits = settlingEdits(ts, draft, body, names);
  if (!edits) return undefined;
  const start = body.getStart(draft.sourceFile);
  const shifted = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const text = applyEdits(textOf(draft, body), shifted);
  return canListComplete(ts, parseDraft(ts, text).body.statements) ? undefined : text;
}

/** Each call of `resolve` and `reject` is the last thing on its path. */
function settlingEdits(ts: TypeScript, draft: Draft, body: ts.Block, names: Names): TextEdit[] | undefined {
  const edits: (TextEdit | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (node.text === names.resolve || node.text === names.reject)) {
      edits.push(settlingEdit(ts, draft, node, body, names));
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  const known = edits.flatMap((edit) => edit ?? []);
  return known.length === edits.length && known.length > 0 ? known : undefined;
}

function settlingEdit(
  ts: TypeScript,
  draft: Draft,
  name: ts.Identifier,
  body: ts.Block,
  names: Names,
): TextEdit | undefined {
  const call = name.parent;
  if (!ts.isCallExpression(call) || call.expression !== name) return undefined;
  const [given, ...others] = call.arguments;
  const statement = call.parent;
  if (!given || others.length > 0 || mentions(ts, given, names)) return undefined;
  const isReturned = ts.isReturnStatement(statement);
  if (!isReturned && !(ts.isExpressionStatement(statement) && isLastOnPath(ts, statement, body)))
    return undefined;
  if (isInNested(ts, statement, body)) return undefined;
  const word = name.text === names.resolve ? "return" : "throw";
  return {
    start: statement.getStart(draft.sourceFile),
    end: statement.end,
    newText: `${word} ${textOf(draft, given)};`,
  };
}

/** Nothing comes after it but the end of the callback. */
function isLastOnPath(ts: TypeScript, statement: ts.Statement, body: ts.Block): boolean {
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent)) {
      if (parent.statements.at(-1) !== node) return false;
    } else if (!ts.isIfStatement(parent)) return false;
  }
  return true;
}

/** In a function of its own, or in a `try` whose handlers would see what is thrown, or wait for what is returned. */
function isInNested(ts: TypeScript, statement: ts.Statement, body: ts.Block): boolean {
  for (let node: ts.Node = statement; node !== body; node = node.parent) {
    if (isFunctionBoundary(ts, node) || ts.isTryStatement(node)) return true;
  }
  return false;
}
