import type ts from "typescript";
import { consumersOf } from "../consumer";
import { traceSymbol } from "../consume";
import { nameOf } from "../detect";
import type { Facts } from "../facts";
import { say } from "../say";
import { functionAround, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "../targets/common";
import type { Reason } from "../verdict";
import type { ConsumerQuestion } from "./consumer-question";
import { judgeThrowByHand } from "./thrown-into";

/**
 * `yield* source` hands what is given to `throw()` and `return()` of the generator around on to the source. One without `throw()` is
 * closed, and a `TypeError` thrown; a generator has one. One whose `throw()` only fails does not clean up then; a generator does. A
 * `return()` may give something else than it is given; a generator's does not.
 *
 * @param loop - the `yield*`, or what it draws from
 * @see https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation
 */
export function judgeGivenThrough(
  ts: TypeScript,
  facts: Facts,
  { kind, hasThrow, hasCleanup }: Pick<ConsumerQuestion, "kind" | "hasThrow" | "hasCleanup">,
  loop: ts.Node,
): Reason[] {
  const drawing = ts.isYieldExpression(loop) ? loop : loop.parent;
  const generator = ts.isYieldExpression(drawing) ? functionAround(ts, drawing) : undefined;
  const name = generator && nameOf(ts, generator as FunctionWithBody);
  if (!name) return [];
  const { instances } = traceSymbol(ts, facts, name, "call", kind);
  const members = consumersOf({ instances }).filter(({ kind }) => kind === "member");
  const thrown = members.find(({ member }) => member === "throw");
  const returned = members.find(({ member, node }) => member === "return" && isGivenValue(ts, node));
  return [
    ...(thrown && (!hasThrow || hasCleanup) ? [judgeThrowByHand(ts, thrown.node)] : []),
    ...(returned ? [givenBack(returned.node)] : []),
  ];
}

/** `outer.return(5)` */
function isGivenValue(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.expression === node && parent.arguments.length > 0;
}

function givenBack(node: ts.Node): Reason {
  return {
    code: "closes-on-break",
    message: say("return() is given a value, which a generator gives back"),
    verdict: "review",
    at: spanOf(node),
  };
}
