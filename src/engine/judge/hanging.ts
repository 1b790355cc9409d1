import type ts from "typescript";
import { neverSettles, promiseExecutor } from "../describe/exits";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { say } from "../say";
import { declaredInScope } from "../syntax/in-scope";
import { accessKind, hasModifier, unwrap, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
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

/** `promise` or `deferred.promise`, where nobody takes along or uses what could settle it */
function isOfNoResolver(ts: TypeScript, expression: ts.Expression): boolean {
  const waited = unwrap(ts, expression);
  if (ts.isIdentifier(waited))
    return isDeclaredIn(ts, waited, (declaration) => takesPromiseAlone(ts, declaration, waited));
  if (!ts.isPropertyAccessExpression(waited) || waited.name.text !== "promise") return false;
  const deferred = unwrap(ts, waited.expression);
  return (
    ts.isIdentifier(deferred) &&
    isDeclaredIn(ts, deferred, (declaration) => givesPromiseAlone(ts, declaration, deferred))
  );
}

function isDeclaredIn(
  ts: TypeScript,
  name: ts.Identifier,
  test: (declaration: ts.VariableDeclaration) => boolean,
): boolean {
  const found = declaredInScope(ts, name, name.text, (statement) => {
    if (!ts.isVariableStatement(statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword))
      return undefined;
    return statement.declarationList.declarations.find(test);
  });
  return found !== undefined;
}

/** `const { promise } = Promise.withResolvers();`, and what else is in the pattern is not used */
function takesPromiseAlone(
  ts: TypeScript,
  { name: pattern, initializer }: ts.VariableDeclaration,
  promise: ts.Identifier,
): boolean {
  if (!ts.isObjectBindingPattern(pattern) || !initializer || !isDeferredMade(ts, initializer)) return false;
  return (
    pattern.elements.some(({ name }) => name.getText() === promise.text) &&
    pattern.elements.every(({ name, propertyName = name, dotDotDotToken }) => {
      if (!ts.isIdentifier(name) || dotDotDotToken) return false;
      if (name.text === promise.text) return propertyName.getText() === "promise";
      return sameVariable(ts, name).every((use) => use === name);
    })
  );
}

/** `const deferred = Promise.withResolvers();`, of which nothing but `deferred.promise` is ever asked for */
function givesPromiseAlone(
  ts: TypeScript,
  { name, initializer }: ts.VariableDeclaration,
  deferred: ts.Identifier,
): boolean {
  if (name.getText() !== deferred.text || !initializer || !isDeferredMade(ts, initializer)) return false;
  return sameVariable(ts, deferred).every((use) => use === name || isAskedForPromise(ts, use));
}

function isAskedForPromise(ts: TypeScript, use: ts.Identifier): boolean {
  const { parent } = wrapped(ts, use);
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.name.text === "promise" &&
    accessKind(ts, parent) === "read"
  );
}

const makingDeferred = /^(?:Promise\.|promise)?withResolvers$|^(?:create|make|new|p)?Defer(?:red)?$/i;

/** @returns whether it is `Promise.withResolvers()`, `defer()`, `new Deferred()`, given nothing by which it could settle itself */
export function isDeferredMade(ts: TypeScript, expression: ts.Expression): boolean {
  const made = unwrap(ts, expression);
  return (
    (ts.isCallExpression(made) || ts.isNewExpression(made)) &&
    !made.arguments?.length &&
    makingDeferred.test(made.expression.getText())
  );
}
