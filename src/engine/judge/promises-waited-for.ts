import type ts from "typescript";
import { promiseExecutor, type Executor } from "../describe/exits";
import { functionAround, unwrap, walk, wrapped } from "../syntax/nodes";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";
import type { Code, Objects } from "./objects";
import { placeOf, placesIn } from "./places";

/**
 * Finds how the promises are made that a function waits for, or gives to who waits: by itself, or beforehand, in the code around.
 *
 * @param codes - the function, and what it comes to
 * @returns their executors, where those can be seen
 */
export function executorsWaitedFor(
  ts: TypeScript,
  objects: Objects,
  codes: readonly Code[],
): readonly Executor[] {
  const awaited = new Set(
    codes.flatMap((code) => expressionsWaitedFor(ts, code)).flatMap((one) => placesIn(ts, objects, one)),
  );
  const own = codes.flatMap(({ body }) => promisesMade(ts, body)).map(({ executor }) => executor);
  return [...new Set([...own, ...promisesKept(ts, objects, (place) => awaited.has(place))])];
}

/** @returns how the promises are made that the code around keeps in such variables or fields from the start */
export function promisesKept(
  ts: TypeScript,
  objects: Objects,
  isMeant: (place: string) => boolean,
): readonly Executor[] {
  return objects.owners
    .flatMap((owner) => promisesMade(ts, surroundings(ts, owner)))
    .filter(({ made }) => isMeant(placeKeeping(ts, objects, made) ?? ""))
    .map(({ executor }) => executor);
}

interface Made {
  readonly made: ts.NewExpression;
  readonly executor: Executor;
}

function promisesMade(ts: TypeScript, within: ts.Node): readonly Made[] {
  const found: Made[] = [];
  walk(ts, within, (made) => {
    const executor = ts.isNewExpression(made) ? promiseExecutor(ts, made) : undefined;
    if (executor && ts.isNewExpression(made)) found.push({ made, executor });
  });
  return found;
}

/** @returns what the function awaits, and what it returns, which its caller may await */
export function expressionsWaitedFor(ts: TypeScript, { body }: Code): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const add = (expression: ts.Expression): void => {
    if (!ts.isObjectLiteralExpression(unwrap(ts, expression))) found.push(expression);
  };
  if (!ts.isBlock(body)) add(body);
  walk(ts, body, (node) => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) add(node.expression);
    if (ts.isReturnStatement(node) && node.expression) add(node.expression);
  });
  return found;
}

/** @returns the class, or the function that the object literal stands in */
export function surroundings(ts: TypeScript, owner: ts.Node): ts.Node {
  return (isIteratorObject(ts, owner) ? functionAround(ts, owner) : undefined) ?? owner;
}

/** The variable or field that a new promise is kept in from the start: `const ready = new Promise(…);` */
function placeKeeping(ts: TypeScript, objects: Objects, made: ts.NewExpression): string | undefined {
  const whole = wrapped(ts, made);
  const { parent } = whole;
  if (ts.isVariableDeclaration(parent)) return parent.name.getText();
  if (ts.isPropertyDeclaration(parent)) return `this.${parent.name.getText()}`;
  const isAssigned = ts.isBinaryExpression(parent) && parent.right === whole;
  return isAssigned ? placeOf(ts, objects, parent.left) : undefined;
}
