import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { say } from "../say";
import { accessKind, find, functionAround, isWithin, some, unwrap, wrapped } from "../syntax/nodes";
import { isPlainValue } from "../syntax/plain-value";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";
import { objectsOf, type Code, type Objects } from "./objects";
import { isAccess, placeOf } from "./places";
import { expressionsWaitedFor, surroundings } from "./promises-waited-for";
import { reachedFrom } from "./reached";

/**
 * Finds where `next()` gives what a promise comes to that other code puts anew: `next: () => this.pending.promise`, beside
 * `send(row) { this.pending.resolve(row); this.pending = new Deferred(); }`. A generator goes on some ticks later than `next()`, and
 * what was sent between is lost.
 *
 * @returns what is waited for; `undefined` where nobody else puts it anew, or nothing is taken from it
 */
export function replacedWait(ts: TypeScript, site: Site, next: Method): ts.Expression | undefined {
  const objects = objectsOf(ts, site);
  const codes = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  const isOwn = (node: ts.Node) => codes.some(({ body }) => isWithin(node, body));
  return codes
    .flatMap((code) => expressionsWaitedFor(ts, code))
    .filter((expression) => !isWaitAlone(ts, expression) && !isResult(ts, objects, expression, codes))
    .find((expression) => isReplaced(ts, objects, behindChain(ts, expression), isOwn));
}

/** @returns the reason to refuse it */
export function replacedReason(wait: ts.Expression): Reason {
  const message = say(
    "what next() waits for is put anew by other code; a generator asks for it some ticks later, and may miss a value",
  );
  return reason("not-understood", message, wait, "refused");
}

/** `await this.changed;` is woken up, and looks for itself what there is. */
function isWaitAlone(ts: TypeScript, expression: ts.Expression): boolean {
  const { parent } = wrapped(ts, expression);
  return ts.isAwaitExpression(parent) && ts.isExpressionStatement(wrapped(ts, parent).parent);
}

/** `if (latest.done) return latest;`: what is kept there is no promise. */
function isResult(
  ts: TypeScript,
  objects: Objects,
  expression: ts.Expression,
  codes: readonly Code[],
): boolean {
  const place = placeOf(ts, objects, expression);
  return codes.some(({ body }) =>
    some(ts, body, (node) => {
      const isPart = ts.isPropertyAccessExpression(node) && /^(?:done|value)$/.test(node.name.text);
      return isPart && place !== undefined && placeOf(ts, objects, node.expression) === place;
    }),
  );
}

/** `this.pending` in `this.pending.then((row) => …)` */
function behindChain(ts: TypeScript, expression: ts.Expression): ts.Expression {
  const node = unwrap(ts, expression);
  if (ts.isAwaitExpression(node)) return behindChain(ts, node.expression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return node;
  const isChain = /^(?:then|catch|finally)$/.test(node.expression.name.text);
  return isChain ? behindChain(ts, node.expression.expression) : node;
}

/** Does code that `next()` does not come to assign the variable or field, or the object that it is a part of? */
function isReplaced(
  ts: TypeScript,
  objects: Objects,
  expression: ts.Expression,
  isOwn: (node: ts.Node) => boolean,
): boolean {
  const place = placeOf(ts, objects, expression);
  if (place === undefined || place === "this") return false;
  const replaces = (node: ts.Node): boolean => {
    if (!(ts.isIdentifier(node) || isAccess(ts, node)) || accessKind(ts, node) === "read") return false;
    const written = placeOf(ts, objects, node);
    const isPart = written !== undefined && `${place}.`.startsWith(`${written}.`);
    return isPart && !isOwn(node) && runsLater(ts, node) && mayBePromise(ts, node);
  };
  if (!place.startsWith("this.")) return usesOfRoot(ts, expression).some(replaces);
  return objects.owners.some((owner) => find(ts, surroundings(ts, owner), replaces) !== undefined);
}

/** Every `pending`, and every `pending.promise`, for `pending.promise`. */
function usesOfRoot(ts: TypeScript, expression: ts.Expression): readonly ts.Node[] {
  let root = unwrap(ts, expression);
  while (isAccess(ts, root)) root = unwrap(ts, root.expression);
  const uses = ts.isIdentifier(root) ? sameVariable(ts, root) : [];
  return uses.flatMap((use) => [use, ...accessesOf(ts, use)]);
}

function accessesOf(ts: TypeScript, use: ts.Node): readonly ts.Node[] {
  const { parent } = use;
  return isAccess(ts, parent) && parent.expression === use ? [parent, ...accessesOf(ts, parent)] : [];
}

/** `this.page = undefined` empties it, and `this.page = await load()` puts no promise there, nor something that has one. */
function mayBePromise(ts: TypeScript, target: ts.Node): boolean {
  const { parent } = target;
  if (!ts.isBinaryExpression(parent) || parent.left !== target) return true;
  const value = unwrap(ts, parent.right);
  return !(ts.isAwaitExpression(value) || isPlainValue(ts, value));
}

/** The constructor, and a function that makes an iterator, have run before anything is drawn. */
function runsLater(ts: TypeScript, node: ts.Node): boolean {
  const fn = functionAround(ts, node);
  return fn !== undefined && !ts.isConstructorDeclaration(fn);
}
