import type ts from "typescript";
import type { Executor } from "../describe/exits";
import { type FunctionWithBody, isAssignmentOperator, unwrap, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isStored, storedFunction } from "./kept-resolver";
import type { Code, Objects } from "./objects";
import { placeOf, placesIn } from "./places";
import { executorsWaitedFor } from "./promises-waited-for";
import { codeAt, reachedFrom } from "./reached";

/** Methods that are given a function to call when something happens. */
const listening = /^(?:on|once|addListener|prependListener|addEventListener|subscribe)$/;

/**
 * Finds the objects whose events end a wait: the socket, for `socket.onclose = () => this.wake()`, where `wake` is what `next()` has kept
 * to be woken up by.
 *
 * @param waits - what waits
 * @param within - the code around, where handlers are put in place
 */
export function heardFrom(
  ts: TypeScript,
  objects: Objects,
  waits: readonly Code[],
  within: Iterable<ts.Node>,
): readonly string[] {
  const kept = keptResolvers(ts, objects, waits);
  if (kept.length === 0) return [];
  const isEnding = (code: Code): boolean =>
    placesIn(ts, objects, code.body).some((place) => kept.some((one) => `${place}.`.startsWith(`${one}.`)));
  const found: string[] = [];
  for (const part of within)
    walk(ts, part, (node) => {
      for (const { target, handler } of handlersPut(ts, node)) {
        const place = placeOf(ts, objects, target);
        if (place !== undefined && codesOf(ts, objects, handler).some(isEnding)) found.push(place);
      }
    });
  return found;
}

/** The variables, fields and lists that keep what settles a promise: `this.wake = resolve`, `waiting.push(() => resolve())` */
function keptResolvers(ts: TypeScript, objects: Objects, waits: readonly Code[]): readonly string[] {
  const kept: string[] = [];
  for (const executor of executorsWaitedFor(ts, objects, waits))
    walk(ts, executor.fn.body, (node) => {
      const target = keptIn(ts, node, executor);
      const place = target && placeOf(ts, objects, target);
      if (place !== undefined) kept.push(place);
    });
  return kept;
}

function keptIn(ts: TypeScript, node: ts.Node, executor: Executor): ts.Expression | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  if (node.text !== executor.resolve?.text && node.text !== executor.reject?.text) return undefined;
  const stored = isStored(ts, node) ? node : storedFunction(ts, node, executor);
  const holder = stored?.parent;
  if (!holder) return undefined;
  if (ts.isBinaryExpression(holder) && isAssignmentOperator(ts, holder.operatorToken.kind))
    return holder.left;
  if (!ts.isCallExpression(holder)) return undefined;
  const { expression: callee } = holder;
  return ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
}

interface HandlerPut {
  /** What tells of it that something happens. */
  readonly target: ts.Expression;
  readonly handler: ts.Expression;
}

/** `socket.onclose = …`, `socket.on("close", …)` */
function handlersPut(ts: TypeScript, node: ts.Node): readonly HandlerPut[] {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const left = unwrap(ts, node.left);
    const isEvent = ts.isPropertyAccessExpression(left) && /^on\w/.test(left.name.text);
    return isEvent ? [{ target: left.expression, handler: node.right }] : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const callee = unwrap(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee) || !listening.test(callee.name.text)) return [];
  return node.arguments.map((handler) => ({ target: callee.expression, handler }));
}

/** What a handler runs: `() => {…}`, `this.#onClose`, `this.onClose.bind(this)` */
function codesOf(ts: TypeScript, objects: Objects, handler: ts.Expression): readonly Code[] {
  const given = unwrap(ts, handler);
  if (ts.isArrowFunction(given) || ts.isFunctionExpression(given)) return codesFrom(ts, objects, given);
  const callee = ts.isCallExpression(given) ? unwrap(ts, given.expression) : given;
  const isBound = callee !== given && ts.isPropertyAccessExpression(callee) && callee.name.text === "bind";
  return codeAt(ts, objects, isBound ? callee.expression : given).flatMap((code) =>
    ts.isAccessor(code) ? [] : codesFrom(ts, objects, code),
  );
}

function codesFrom(ts: TypeScript, objects: Objects, fn: FunctionWithBody): readonly Code[] {
  return reachedFrom(ts, objects, fn).map(({ code }) => code);
}
