import type ts from "typescript";
import type { Method } from "../detect/members";
import { declaredInScope } from "../syntax/in-scope";
import { memberKey } from "../syntax/keys";
import { unwrap, walk, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { remembered, type Code, type Objects, type Reached } from "./objects";
import { isAccess, placeOf } from "./places";

/** @returns the functions and accessors that run, or may run, where this name or member is called, read, or handed on */
export function codeAt(ts: TypeScript, objects: Objects, node: ts.Node): readonly Code[] {
  if (!ts.isIdentifier(node) && !isAccess(ts, node)) return [];
  return remembered(objects.known.codes, node, () => findCode(ts, objects, node));
}

function findCode(ts: TypeScript, objects: Objects, node: ts.Node): readonly Code[] {
  const place = placeOf(ts, objects, node);
  if (place === undefined) return [];
  const key = place.slice(place.lastIndexOf(".") + 1);
  const ofKey = (methods: readonly Method[]) => methods.filter((method) => method.key === key);
  if (place === `this.${key}`) {
    const accessors = objects.accessors.filter(({ name }) => memberKey(ts, name) === key);
    return [...ofKey(objects.methods).map(({ fn }) => fn), ...accessors];
  }
  if (place !== key) return ofKey(objects.handedOut).map(({ fn }) => fn);
  const declared = declaredInScope(ts, node, key, (statement) => functionIn(ts, statement, key));
  return declared ? [declared] : [];
}

function functionIn(ts: TypeScript, statement: ts.Statement, name: string): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.body && (statement as FunctionWithBody);
  if (!ts.isVariableStatement(statement)) return undefined;
  const declared = statement.declarationList.declarations.find((one) => one.name.getText() === name);
  const fn = declared?.initializer && unwrap(ts, declared.initializer);
  return fn && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) ? fn : undefined;
}

/**
 * @returns the function itself, and what it comes to in up to four steps through the site's methods and accessors, and the functions
 * around
 */
export function reachedFrom(ts: TypeScript, objects: Objects, first: FunctionWithBody): readonly Reached[] {
  return remembered(objects.known.reached, first, () => followCalls(ts, objects, first));
}

function followCalls(ts: TypeScript, objects: Objects, first: FunctionWithBody): readonly Reached[] {
  const reached = new Map<ts.Node, Reached>([[first, { code: first, by: undefined }]]);
  let latest: readonly Reached[] = [...reached.values()];
  for (let step = 1; step <= 4; step++) {
    latest = latest.flatMap(({ code: from, by }) =>
      calledIn(ts, objects, from)
        .filter(({ code }) => !reached.has(code))
        .map(({ code, by: own }) => ({ code, by: by ?? own })),
    );
    for (const one of latest) if (!reached.has(one.code)) reached.set(one.code, one);
  }
  return [...reached.values()];
}

function calledIn(ts: TypeScript, objects: Objects, { body }: Code): readonly Reached[] {
  const found = new Map<Code, Reached>();
  walk(ts, body, (node) => {
    if (isTakenOff(ts, node)) return;
    for (const code of codeAt(ts, objects, node))
      if (!found.has(code)) found.set(code, { code, by: callOf(ts, node) });
  });
  return [...found.values()];
}

const takingOff = /^(?:off|removeListener|removeEventListener)$/;

/** `target.removeEventListener("message", onMessage)`: a function that will not be called any more. */
function isTakenOff(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.expression === node) return false;
  const { expression: callee } = parent;
  return ts.isPropertyAccessExpression(callee) && takingOff.test(callee.name.text);
}

function callOf(ts: TypeScript, node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.expression === node ? parent : node;
}
