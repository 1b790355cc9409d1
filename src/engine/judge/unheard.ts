import type ts from "typescript";
import { promiseExecutor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { say } from "../say";
import { accessKind, find, functionAround, isWithin, some, unwrap, walk, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";
import { isDeferredMade } from "./hanging";
import { objectsOf, type Code, type Objects } from "./objects";
import { isAccess, placeOf } from "./places";
import { expressionsWaitedFor, surroundings } from "./promises-waited-for";
import { codeAt, reachedFrom } from "./reached";
import { isUnseenCall } from "./unseen-waking";

/**
 * Finds where `next()` takes what a promise of its own comes to, the latest resolver of which is kept, and other code calls that whenever
 * it likes: `send(row) { this.give(row); }`. What is sent while nobody waits is lost, and a generator waits some ticks later.
 *
 * @returns what is waited for; `undefined` where who sends knows that somebody waits, or `next()` asks for what is sent
 */
export function unheardWait(ts: TypeScript, site: Site, next: Method): ts.Expression | undefined {
  const objects = objectsOf(ts, site);
  const codes = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  if (codes.some((code) => mayAsk(ts, objects, code))) return undefined;
  const isOwn = (node: ts.Node): boolean => codes.some(({ body }) => isWithin(node, body));
  return codes
    .flatMap((code) => expressionsWaitedFor(ts, code).map((wait) => ({ code, wait })))
    .filter(({ code, wait }) => isValueTaken(ts, wait) || code === next.fn)
    .find(({ code, wait }) =>
      makersOf(ts, objects, code, wait)
        .flatMap((maker) => resolversKept(ts, maker))
        .some((kept) => isCalledUnasked(ts, objects, kept, isOwn)),
    )?.wait;
}

/** @returns the reason to refuse it */
export function unheardReason(wait: ts.Expression): Reason {
  const message = say(
    "other code resolves what next() waits for, whether somebody waits or not; a generator waits some ticks later, and may miss a value",
  );
  return reason("not-understood", message, wait, "refused");
}

/** `pending = resolve; zip.read();`: what comes is the answer. */
function mayAsk(ts: TypeScript, objects: Objects, { body }: Code): boolean {
  return some(
    ts,
    body,
    (node) => isUnseenCall(ts, objects, node) && !(ts.isExpression(node) && isDeferredMade(ts, node)),
  );
}

function isValueTaken(ts: TypeScript, wait: ts.Expression): boolean {
  const { parent } = wrapped(ts, wait);
  return ts.isAwaitExpression(parent) && !ts.isExpressionStatement(wrapped(ts, parent).parent);
}

/** The functions that make the promise: `this.nextRow()`, or the one that it stands in. */
function makersOf(ts: TypeScript, objects: Objects, code: Code, wait: ts.Expression): readonly Code[] {
  const waited = unwrap(ts, wait);
  return ts.isCallExpression(waited) ? codeAt(ts, objects, unwrap(ts, waited.expression)) : [code];
}

/** `this.give` in `this.give = resolve;` */
function resolversKept(ts: TypeScript, { body }: Code): readonly ts.Expression[] {
  const names = new Set<string>();
  const kept: ts.Expression[] = [];
  walk(ts, body, (node) => {
    const executor = ts.isNewExpression(node) ? promiseExecutor(ts, node) : undefined;
    if (executor?.resolve) names.add(executor.resolve.text);
    const isTaken = ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === "resolve";
    if (isTaken) names.add(node.name.getText());
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const value = unwrap(ts, node.right);
    const isResolver = ts.isIdentifier(value)
      ? names.has(value.text)
      : ts.isPropertyAccessExpression(value) && value.name.text === "resolve";
    if (isResolver) kept.push(node.left);
  });
  return kept;
}

/** Does code that `next()` does not come to call it with a value, without ever emptying it? */
function isCalledUnasked(
  ts: TypeScript,
  objects: Objects,
  kept: ts.Expression,
  isOwn: (node: ts.Node) => boolean,
): boolean {
  const place = placeOf(ts, objects, kept);
  if (place === undefined) return false;
  const isPlace = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) || isAccess(ts, node)) && placeOf(ts, objects, node) === place;
  const isCalled = (node: ts.Node): boolean => {
    const { parent } = node;
    const isCall = ts.isCallExpression(parent) && parent.expression === node && parent.arguments.length > 0;
    if (!isCall || !isPlace(node) || isOwn(node)) return false;
    const sender = functionAround(ts, node);
    return !sender || !some(ts, sender, (inner) => isPlace(inner) && isWritten(ts, inner));
  };
  const name = unwrap(ts, kept);
  if (ts.isIdentifier(name)) return sameVariable(ts, name).some(isCalled);
  return objects.owners.some((owner) => find(ts, surroundings(ts, owner), isCalled) !== undefined);
}

function isWritten(ts: TypeScript, node: ts.Node): boolean {
  return (ts.isIdentifier(node) || isAccess(ts, node)) && accessKind(ts, node) !== "read";
}
