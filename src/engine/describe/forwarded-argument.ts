import type ts from "typescript";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * `next(value) { … source.next(value) … }`, `next: (...args) => source.next(...args)`: what `next()` is given is handed on to the
 * `next()` of another iterator, and used for nothing else.
 *
 * @param root - the code to look in
 * @param name - the parameter's name
 * @param isNextCall - tells further calls that stand for one of `next()`
 * @returns the arguments that hand it on; `undefined` where it is used in another way, or not at all
 */
export function forwardedArguments(
  ts: TypeScript,
  root: ts.Node,
  name: string,
  isNextCall: (call: ts.CallExpression) => boolean = () => false,
): ts.Expression[] | undefined {
  const uses = usesOfVariable(ts, root, name);
  const found = uses.flatMap((use) => forwardedArgument(ts, use, isNextCall) ?? []);
  return found.length > 0 && found.length === uses.length ? found : undefined;
}

function forwardedArgument(
  ts: TypeScript,
  use: ts.Identifier,
  isNextCall: (call: ts.CallExpression) => boolean,
): ts.Expression | undefined {
  const argument = ts.isSpreadElement(use.parent) ? use.parent : use;
  const call = argument.parent;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || call.arguments[0] !== argument)
    return undefined;
  const callee = call.expression;
  const isNext = ts.isPropertyAccessExpression(callee) && callee.name.text === "next";
  return isNext || isNextCall(call) ? argument : undefined;
}
