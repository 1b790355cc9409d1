import type ts from "typescript";
import { hasBody } from "../consume/functions";
import type { Usage } from "../consumer";
import { promiseWithoutResult, type Exit } from "../describe/exits";
import type { Facts } from "../facts";
import { say } from "../say";
import { givesPromises, isPromiseBySyntax } from "../syntax/gives-promise";
import { holdsAwaited } from "../syntax/holds-awaited";
import { neverThenable } from "../syntax/never-thenable";
import { type FunctionWithBody, isGenerator, unwrap } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { givesPlainValue } from "./plain-results";

/**
 * `awaits-values`: `yield` awaits what it is given, an iterator result does not.
 *
 * @param exits - of `next`
 * @param usage - where type arguments of a generic class or function can be seen
 * @see https://tc39.es/ecma262/#sec-asyncgeneratoryield
 */
export function judgeValues(
  ts: TypeScript,
  exits: readonly Exit[],
  usage: Usage,
  facts: Facts,
  finalValueUnused: boolean,
): Reason[] {
  const suspects: ts.Node[] = [];
  for (const exit of exits) {
    for (const value of valuesOf(ts, exit, finalValueUnused)) {
      const isThenable = thenable(ts, exit, value, facts);
      if (isThenable) return [promiseValue(value)];
      if (isThenable === undefined) suspects.push(value);
    }
  }
  const [first] = suspects;
  const promised = first && usage.instances.find(({ origin }) => facts.yieldsThenables(origin) === true);
  if (promised) return [promiseValue(promised.origin)];
  if (!first || instancesYieldPlainValues(usage, facts)) return [];
  return [
    {
      code: "awaits-values",
      message: say("if a value is a promise, it will arrive unwrapped"),
      verdict: "review",
      at: spanOf(first),
    },
  ];
}

function promiseValue(value: ts.Node): Reason {
  return {
    code: "awaits-values",
    message: say("a value is a promise, or may be one; 'yield' would await and unwrap it"),
    verdict: "refused",
    at: spanOf(value),
  };
}

/** Without a type, it may still be seen: `Promise.all(…)`, or the call of a function that is async. */
function isMadePromise(ts: TypeScript, value: ts.Expression, facts: Facts): boolean {
  const inner = unwrap(ts, value);
  if (isPromiseBySyntax(ts, inner)) return true;
  const called = ts.isCallExpression(inner) ? seenFunction(ts, inner.expression, facts) : undefined;
  return called !== undefined && !isGenerator(called) && givesPromises(ts, called);
}

function seenFunction(ts: TypeScript, callee: ts.Expression, facts: Facts): FunctionWithBody | undefined {
  const named = unwrap(ts, callee);
  const name = ts.isPropertyAccessExpression(named) ? named.name : named;
  const declaration = facts.declarationOf(name);
  if (!declaration) return undefined;
  const isHolder = ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration);
  const held = isHolder && declaration.initializer ? unwrap(ts, declaration.initializer) : declaration;
  return hasBody(ts, held) ? held : undefined;
}

function valuesOf(ts: TypeScript, exit: Exit, finalValueUnused: boolean): ts.Expression[] {
  switch (exit.kind) {
    case "yield":
    case "computed":
      return exit.value ? [exit.value] : [];
    case "finish":
      return exit.value && !finalValueUnused ? [exit.value] : [];
    case "delegate":
      return ts.isExpression(exit.node) ? [exit.result] : [];
    default:
      return [];
  }
}

function thenable(ts: TypeScript, exit: Exit, value: ts.Expression, facts: Facts): boolean | undefined {
  if (exit.kind !== "delegate") {
    if (neverThenable(ts, value) || holdsAwaited(ts, value)) return false;
    return facts.isThenable(value) ?? (isMadePromise(ts, value, facts) ? true : undefined);
  }
  if (promiseWithoutResult(ts, value) || givesPlainValue(ts, value)) return false;
  const source = drawnFrom(ts, value);
  if (source) return facts.yieldsThenables(source);
  return facts.resultIsThenable?.(value);
}

/** The iterator whose result is handed on: `source` in `await source.next()`. */
function drawnFrom(ts: TypeScript, result: ts.Expression): ts.Expression | undefined {
  const outer = unwrap(ts, result);
  const call = ts.isAwaitExpression(outer) ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  return call.expression.name.text === "next" ? call.expression.expression : undefined;
}

function instancesYieldPlainValues(usage: Usage, facts: Facts): boolean {
  return (
    usage.complete &&
    usage.instances.length > 0 &&
    usage.instances.every(({ origin }) => facts.yieldsThenables(origin) === false)
  );
}
