import { unwrap, walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { classifyExit, promiseExecutor, type Exit } from "./exits";

/** @returns the ways out that the promise is settled with, by calls of its `resolve`; none where the exit hands on anything else */
export function settledExits(ts: TypeScript, exit: Exit): Exit[] {
  if (exit.kind !== "delegate") return [];
  const given = unwrap(ts, exit.result);
  const promise = ts.isAwaitExpression(given) ? unwrap(ts, given.expression) : given;
  const executor = promiseExecutor(ts, promise);
  const name = executor?.resolve?.text;
  if (!executor || name === undefined) return [];
  const exits: Exit[] = [];
  walk(ts, executor.fn.body, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const settled = node.expression.text === name && classifyExit(ts, node.arguments[0], () => false);
    if (settled) exits.push(settled);
  });
  return exits;
}
