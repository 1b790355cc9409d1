import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { accessKind, find, isAssignmentOperator, someOwn, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { objectsOf, type Code, type Objects } from "./objects";
import { isAccess, placeOf, placesIn } from "./places";
import { reachedFrom } from "./reached";
import { filling } from "./settling";
import type { Waking } from "./woken";

/**
 * Finds what `return()` changes and a pending `next()` looks at once it goes on: `while (!this.closed) { …; await sleep(100); }`, and
 * `this.closed = true`. Both are followed through the object's own methods and the functions around.
 */
export function polledUse(ts: TypeScript, site: Site, next: Method, returns: Method): Waking | undefined {
  const objects = objectsOf(ts, site);
  const looked = new Set(
    reachedFrom(ts, objects, next.fn).flatMap(({ code }) => placesBehindWaits(ts, objects, code)),
  );
  if (looked.size === 0) return undefined;
  for (const { code, by } of reachedFrom(ts, objects, returns.fn)) {
    const node = find(ts, code.body, (inner) => isChangeOf(ts, objects, inner, looked));
    if (node) return { node, by };
  }
  return undefined;
}

/** What a function looks at behind a wait of its own: further down, or in the next round of a loop. */
function placesBehindWaits(ts: TypeScript, objects: Objects, { body }: Code): readonly string[] {
  const found: string[] = [];
  const add = (node: ts.Node): void => {
    found.push(...placesIn(ts, objects, node));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (!waits(ts, node)) return;
    // What stands inside the wait is looked at before it, but for what a callback does.
    if (ts.isAwaitExpression(node)) addCallbacks(ts, node, add);
    else if (ts.isIterationStatement(node, false)) add(node);
    else behindFirstWait(ts, node, visit, add);
  };
  visit(body);
  if (found.length === 0) addCallbacks(ts, body, add);
  return found;
}

function waits(ts: TypeScript, node: ts.Node): boolean {
  return someOwn(ts, node, (inner) => ts.isAwaitExpression(inner));
}

/** In the order of the text: the first part that waits is looked into, and all of the parts behind it count. */
function behindFirstWait(
  ts: TypeScript,
  node: ts.Node,
  visit: (node: ts.Node) => void,
  add: (node: ts.Node) => void,
): void {
  let isBehind = false;
  ts.forEachChild(node, (child) => {
    if (isBehind) add(child);
    else {
      isBehind = waits(ts, child);
      visit(child);
    }
  });
}

/** `read().then((chunk) => (this.closed ? … : …))` */
function addCallbacks(ts: TypeScript, within: ts.Node, add: (node: ts.Node) => void): void {
  walk(ts, within, (node) => {
    const isCallback =
      (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ts.isCallExpression(node.parent);
    if (isCallback) add(node.body);
  });
}

/** `this.closed = true`, `this.left--`, `this.queue.push(end)` */
function isChangeOf(ts: TypeScript, objects: Objects, node: ts.Node, looked: ReadonlySet<string>): boolean {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind))
    return looked.has(placeOf(ts, objects, node.left) ?? "");
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return accessKind(ts, node.operand) !== "read" && looked.has(placeOf(ts, objects, node.operand) ?? "");
  if (!ts.isCallExpression(node) || !isAccess(ts, node.expression)) return false;
  if (!ts.isPropertyAccessExpression(node.expression) || !filling.test(node.expression.name.text))
    return false;
  const place = placeOf(ts, objects, node.expression.expression);
  return place !== undefined && [...looked].some((one) => one.startsWith(`${place}.`));
}
