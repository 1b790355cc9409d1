import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { find, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { isTouched, originsIn, withOrigins } from "./origins";
import { objectsOf, type Objects } from "./objects";
import { heardFrom } from "./heard-from";
import { placeOf, placesIn } from "./places";
import { expressionsWaitedFor, surroundings } from "./promises-waited-for";
import { codeAt, reachedFrom } from "./reached";
import type { Waking } from "./woken";

const cancelling =
  /^(?:abort|cancel|destroy|close|end|kill|terminate|unsubscribe|disconnect|stop|dispose|shutdown|quit|interrupt|unmount|resolve|reject|emit|off|removeListener|removeEventListener)$/;

/**
 * Finds what `return()` does to something that a pending `next()` may wait for: `await this.reader.read()`, and
 * `this.reader.cancel()`; or to an object whose events end its wait. Both are followed through the object's own methods and the functions around.
 */
export function wakingUse(ts: TypeScript, site: Site, next: Method, returns: Method): Waking | undefined {
  const objects = objectsOf(ts, site);
  const waits = reachedFrom(ts, objects, next.fn).map(({ code }) => code);
  const wakes = reachedFrom(ts, objects, returns.fn);
  const around = objects.owners.map((owner) => surroundings(ts, owner));
  const origins = originsIn(ts, objects, new Set([...around, ...waits, ...wakes.map(({ code }) => code)]));
  const awaited = withOrigins(origins, [
    ...waits
      .flatMap((one) => expressionsWaitedFor(ts, one))
      .flatMap((expression) => placesIn(ts, objects, expression)),
    ...heardFrom(ts, objects, waits, around),
  ]);
  const isAwaited = (expression: ts.Node): boolean => {
    const place = placeOf(ts, objects, expression);
    return place !== undefined && isTouched(origins, awaited, place);
  };
  for (const { code: reached, by } of wakes) {
    const node = find(ts, reached.body, (inner) => mayWake(ts, objects, inner, isAwaited));
    if (node) return { node, by };
  }
  return undefined;
}

/** `this.reader.cancel()`, `destroy(this.stream)`; what is followed says by what it does what it is, not by its name. */
function mayWake(
  ts: TypeScript,
  objects: Objects,
  node: ts.Node,
  isAwaited: (expression: ts.Node) => boolean,
): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrap(ts, node.expression);
  if (codeAt(ts, objects, callee).length > 0) return false;
  // `Promise.resolve(…)` makes a promise, and settles none that is there.
  if (callee.getText().startsWith("Promise.")) return false;
  if (ts.isPropertyAccessExpression(callee))
    return cancelling.test(callee.name.text) && isAwaited(callee.expression);
  return ts.isIdentifier(callee) && cancelling.test(callee.text) && node.arguments.some(isAwaited);
}
