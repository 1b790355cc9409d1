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
  { iterator, iterable, construct }: Site,
  call: ts.CallExpression,
): FunctionWithBody | undefined {
  const callee = unwrap(ts, call.expression);
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return callee;
  for (const members of [iterator, iterable, construct]) {
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
  const { construct, iterator, iterable, open, factory } = site;
  const frames = new Set<FunctionWithBody>();
  for (const fn of [
    factory?.fn,
    construct?.construct,
    iterable?.construct,
    iterator?.construct,
    open?.fn,
    iterator?.methods.get("next")?.fn,
  ]) {
    if (fn) frames.add(fn);
  }
  // Grows while it is gone through: what is called calls others.
  for (const frame of frames) {
    walkOwn(ts, frame.body, (node) => {
      const fn = ts.isCallExpression(node) ? functionCalled(context, site, node) : undefined;
      if (fn && isPart(site, fn) && !isAsyncFunction(ts, fn) && !isGenerator(fn)) frames.add(fn);
    });
  }
  return [...frames];
}

/** It stands in the class, literal or function that makes the iterator. */
function isPart({ node, factory, iterator }: Site, fn: ts.Node): boolean {
  return [factory?.fn, node, iterator?.owner].some((whole) => whole !== undefined && isWithin(fn, whole));
}
