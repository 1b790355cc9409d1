import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { find, some, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isStored, storedFunction } from "./kept-resolver";
import { objectsOf, type Code, type Objects } from "./objects";
import { placeOf } from "./places";
import { executorsWaitedFor, expressionsWaitedFor } from "./promises-waited-for";
import { codeAt, reachedFrom } from "./reached";
import type { Waking } from "./woken";

/** Calls of which the language says that they end nobody's wait. */
const harmless =
  /^(?:Promise\.\w+|console\.\w+|Object\.\w+|Array\.\w+|Math\.\w+|JSON\.\w+|Number|String|Boolean|Symbol|performance\.now|Date\.now|clear(?:Timeout|Interval|Immediate))$/;

/** Methods of collections that only take out, or look. */
const takingOut =
  /^(?:clear|delete|pop|shift|splice|slice|has|get|includes|indexOf|join|keys|values|entries|toString)$/;

/** Functions by which a promise waits for time alone. */
const timing = /^(?:setTimeout|setImmediate|queueMicrotask|requestAnimationFrame|process\.nextTick)$/;

/**
 * Finds a call in `return()` whose code is out of sight, where `next()` waits for what is out of sight, too: `return() { onClose(); }`.
 * It may end the wait, and nothing here says whether it does.
 *
 * @returns `undefined` where what `return()` does can be seen, or `next()` waits for nothing but its own promises
 */
export function unseenUse(ts: TypeScript, site: Site, next: Method, returns: Method): Waking | undefined {
  const objects = objectsOf(ts, site);
  const waits = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  const mayBeEnded =
    waits.some((code) => waitsForUnseen(ts, objects, code)) || endsByOthers(ts, objects, waits);
  if (!mayBeEnded) return undefined;
  for (const { code, by } of reachedFrom(ts, objects, returns.fn)) {
    const node = find(ts, code.body, (inner) => isUnseenCall(ts, objects, inner));
    if (node) return { node, by };
  }
  return undefined;
}

/** @returns whether `next()` waits for a promise that other code settles, and may never: nothing comes into the queue any more */
export function waitsForOthers(ts: TypeScript, site: Site, next: Method): boolean {
  const objects = objectsOf(ts, site);
  const waits = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  return endsByOthers(ts, objects, waits);
}

function endsByOthers(ts: TypeScript, objects: Objects, waits: readonly Code[]): boolean {
  return executorsWaitedFor(ts, objects, waits).some((executor) => handsOutResolver(ts, executor));
}

function waitsForUnseen(ts: TypeScript, objects: Objects, code: Code): boolean {
  return expressionsWaitedFor(ts, code).some((expression) => {
    const isKept = isAwaited(ts, expression) && placeOf(ts, objects, expression) !== undefined;
    return isKept || some(ts, expression, (node) => isUnseenCall(ts, objects, node) && !isTimer(ts, node));
  });
}

/** `wake = resolve;`, `wake = () => resolve();`, `waiting.push(resolve);`: code elsewhere ends the wait, which a callback may come to. */
function handsOutResolver(ts: TypeScript, executor: Executor): boolean {
  const names = [executor.resolve?.text, executor.reject?.text];
  const isHandedOut = (name: ts.Identifier): boolean =>
    isStored(ts, name) || storedFunction(ts, name, executor) !== undefined;
  return some(
    ts,
    executor.fn.body,
    (node) => ts.isIdentifier(node) && names.includes(node.text) && isHandedOut(node),
  );
}

function isAwaited(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isAwaitExpression(parent) || ts.isForOfStatement(parent);
}

function isTimer(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && timing.test(node.expression.getText());
}

/** @returns whether it is a call like `onClose()`, `this.source.return?.()`; what is followed says by what it does what it is */
export function isUnseenCall(ts: TypeScript, objects: Objects, node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(ts, node.expression);
  if (codeAt(ts, objects, callee).length > 0 || harmless.test(callee.getText())) return false;
  if (isParameterOfExecutor(ts, callee)) return false;
  return !ts.isPropertyAccessExpression(callee) || !takingOut.test(callee.name.text);
}

/** `resolve` in `new Promise((resolve) => setTimeout(() => resolve(), 100))` */
function isParameterOfExecutor(ts: TypeScript, callee: ts.Expression): boolean {
  if (!ts.isIdentifier(callee)) return false;
  for (let around: ts.Node = callee; !ts.isSourceFile(around); around = around.parent) {
    const executor = ts.isNewExpression(around) ? promiseExecutor(ts, around) : undefined;
    if (executor) return [executor.resolve, executor.reject].some((name) => name?.text === callee.text);
  }
  return false;
}
