import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { objectsOf } from "./objects";
import { expressionsWaitedFor, promisesKept } from "./promises-waited-for";
import { placeOf } from "./places";
import { reachedFrom } from "./reached";

/**
 * Finds where `next()` waits for a promise that nothing can settle: only a `return()` that does not wait for it comes to an end.
 *
 * @returns the promise; `undefined` where there is no such wait
 */
export function hangingWait(ts: TypeScript, site: Site, next: Method): ts.Node | undefined {
  const objects = objectsOf(ts, site);
  return reachedFrom(ts, objects, next.fn)
    .flatMap(({ code }) => expressionsWaitedFor(ts, code))
    .find((expression) => {
      const place = placeOf(ts, objects, expression);
      const made =
        place === undefined
          ? [promiseExecutor(ts, expression)]
          : promisesKept(ts, objects, (other) => other === place);
      return made.some((executor) => executor && neverSettles(ts, executor));
    });
}

/** `new Promise(() => {})` */
function neverSettles(ts: TypeScript, { fn }: Executor): boolean {
  const names = fn.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
  if (names.includes(undefined)) return false;
  return !some(
    ts,
    fn.body,
    (node) => ts.isIdentifier(node) && (names.includes(node.text) || node.text === "arguments"),
  );
}
