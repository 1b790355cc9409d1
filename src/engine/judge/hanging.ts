import type ts from "typescript";
import { neverSettles, promiseExecutor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { say } from "../say";
import { declaredInScope } from "../syntax/in-scope";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";
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
      if (isOfNoResolver(ts, expression)) return true;
      const place = placeOf(ts, objects, expression);
      const made =
        place === undefined
          ? [promiseExecutor(ts, expression)]
          : promisesKept(ts, objects, (other) => other === place);
      return made.some((executor) => executor && neverSettles(ts, executor));
    });
}

/** @returns the reason to refuse what a generator's own `return()` would wait for */
export function hangingReason(wait: ts.Node): Reason {
  const message = say(
    "next() may wait for what never settles; a generator's return() would wait for it, too",
  );
  return reason("queued-return", message, wait, "refused");
}

/** `promise`, where `const { promise } = Promise.withResolvers();` takes nothing along that could settle it */
function isOfNoResolver(ts: TypeScript, expression: ts.Expression): boolean {
  const name = unwrap(ts, expression);
  if (!ts.isIdentifier(name)) return false;
  const found = declaredInScope(ts, name, name.text, (statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    return declarations.find((declaration) => takesPromiseAlone(ts, declaration, name.text));
  });
  return found !== undefined;
}

function takesPromiseAlone(
  ts: TypeScript,
  { name: pattern, initializer }: ts.VariableDeclaration,
  name: string,
): boolean {
  if (!ts.isObjectBindingPattern(pattern) || !initializer) return false;
  const made = unwrap(ts, initializer);
  const [only, ...more] = pattern.elements;
  return (
    ts.isCallExpression(made) &&
    made.expression.getText() === "Promise.withResolvers" &&
    more.length === 0 &&
    only?.name.getText() === name &&
    (only.propertyName ?? only.name).getText() === "promise"
  );
}
