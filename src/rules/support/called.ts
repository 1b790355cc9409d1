import type ts from "typescript";
import { calledFunction } from "../../engine/consume/functions";
import type { Site } from "../../engine/detect/site";
import type { Members } from "../../engine/detect/members";
import {
  type FunctionWithBody,
  hasModifier,
  isGenerator,
  isWithin,
  unwrap,
  walk,
  walkOwn,
} from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { RuleContext } from "../rule";
import { calledName } from "./generator-call";

/** @returns the method of the object itself that `this.name(…)` calls */
export function ownMethod(
  ts: TypeScript,
  members: Members | undefined,
  { expression }: ts.CallExpression,
): FunctionWithBody | undefined {
  const callee = unwrap(ts, expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (unwrap(ts, callee.expression).kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  return members?.methods.get(callee.name.text)?.fn;
}

/** @returns the function whose body a call in the iterator's code runs; `undefined` where it is out of sight */
export function functionCalled(
  { ts, facts }: RuleContext,
  site: Site | undefined,
  call: ts.CallExpression,
): FunctionWithBody | undefined {
  const callee = unwrap(ts, call.expression);
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return callee;
  for (const members of [site?.iterator, site?.iterable, site?.construct]) {
    const own = ownMethod(ts, members, call);
    if (own) return own;
  }
  const name = calledName(ts, call);
  const declaration = name && facts.declarationOf(name);
  return declaration && calledFunction(ts, declaration);
}

/** @returns whether a call gives a promise of what the body does: an async function, but no generator */
export function isAsyncFunction(ts: TypeScript, fn: FunctionWithBody): boolean {
  return hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword) && !isGenerator(fn);
}

/**
 * @returns the functions that run before the first element and for each: the constructor (or the function that makes the
 * iterator), `[Symbol.asyncIterator]()`, `next()`, and the site's own functions that these call and that run at once
 */
export function framesOf(context: RuleContext, site: Site): readonly FunctionWithBody[] {
  const { ts } = context;
  return grown(entriesOf(site), (frame, add) => {
    walkOwn(ts, frame.body, (node) => {
      const fn = ts.isCallExpression(node) ? functionCalled(context, site, node) : undefined;
      if (fn && isPart(site, fn) && !isAsyncFunction(ts, fn) && !isGenerator(fn)) add(fn);
    });
  });
}

/**
 * @returns the bodies of all that the iterator runs by itself: what {@link framesOf} gives, and what is called later, by
 * callbacks in it; none that stands in another one
 */
export function reachedBy(context: RuleContext, site: Site): readonly ts.Node[] {
  const { ts } = context;
  const reached = grown(entriesOf(site), (frame, add) => {
    walk(ts, frame.body, (node) => {
      const fn = ts.isCallExpression(node) ? functionCalled(context, site, node) : undefined;
      if (fn && isPart(site, fn)) add(fn);
    });
  });
  return reached
    .filter((fn) => !reached.some((other) => other !== fn && isWithin(fn, other.body)))
    .map(({ body }) => body);
}

/** @returns the body of a function, and those of all functions that it leads to */
export function bodiesCalledFrom(context: RuleContext, site: Site, fn: FunctionWithBody): readonly ts.Node[] {
  const { ts } = context;
  return grown([fn], (caller, add) => {
    walk(ts, caller.body, (node) => {
      const called = ts.isCallExpression(node) ? functionCalled(context, site, node) : undefined;
      if (called) add(called);
    });
  }).map(({ body }) => body);
}

function entriesOf({ construct, iterator, iterable, open, factory }: Site): FunctionWithBody[] {
  return [
    factory?.fn,
    construct?.construct,
    iterable?.construct,
    iterator?.construct,
    open?.fn,
    iterator?.methods.get("next")?.fn,
  ].flatMap((fn) => fn ?? []);
}

/** Each function may add others, which are asked in their turn. */
function grown(
  entries: readonly FunctionWithBody[],
  ask: (fn: FunctionWithBody, add: (other: FunctionWithBody) => unknown) => void,
): readonly FunctionWithBody[] {
  const all = new Set(entries);
  for (const fn of all) ask(fn, (other) => all.add(other));
  return [...all];
}

/** It stands in the class, literal or function that makes the iterator. */
function isPart({ node, factory, iterator }: Site, fn: ts.Node): boolean {
  return [factory?.fn, node, iterator?.owner].some((whole) => whole !== undefined && isWithin(fn, whole));
}
