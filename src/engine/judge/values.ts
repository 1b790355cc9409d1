import type ts from "typescript";
import type { Usage } from "../consumer";
import { promiseWithoutResult, type Exit } from "../describe/exits";
import type { Facts } from "../facts";
import { say } from "../say";
import { holdsAwaited } from "../syntax/holds-awaited";
import { neverThenable } from "../syntax/never-thenable";
import { isJavaScript, unwrap } from "../syntax/nodes";
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
      if (isThenable || (isThenable === undefined && exit.kind !== "delegate" && isUnawaitedCall(ts, value)))
        return [promiseValue(value)];
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

/** Calls that give an element of a collection, or the result of another iterator: no more likely a promise than `items[i]`. */
const givesElement = /^(?:next$|at$|shift|pop|dequeue)/;

/** What a function gives in untyped JavaScript is as likely as not a promise; nobody awaits it here. */
function isUnawaitedCall(ts: TypeScript, value: ts.Expression): boolean {
  const inner = unwrap(ts, value);
  return (
    isJavaScript(inner) &&
    ts.isCallExpression(inner) &&
    !(ts.isPropertyAccessExpression(inner.expression) && givesElement.test(inner.expression.name.text))
  );
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
  if (exit.kind !== "delegate")
    return neverThenable(ts, value) || holdsAwaited(ts, value) ? false : facts.isThenable(value);
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
