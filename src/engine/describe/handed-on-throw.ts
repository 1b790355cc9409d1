import type ts from "typescript";
import type { Members } from "../detect/members";
import { realParameters } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * `throw(error) { return this.inner.throw(error); }`: what is thrown into it is thrown into another iterator, whatever it does
 * besides.
 *
 * @returns whether it has such a `throw()`
 */
export function handsThrowOn(ts: TypeScript, { methods }: Pick<Members, "methods">): boolean {
  const fn = methods.get("throw")?.fn;
  const [parameter, ...more] = fn ? realParameters(ts, fn) : [];
  if (!fn || !parameter || more.length > 0 || !ts.isIdentifier(parameter.name)) return false;
  return usesOfVariable(ts, fn.body, parameter.name.text).some((use) => isThrownOn(ts, use));
}

/** @returns whether it has a `throw()` that hands nothing on */
export function hasOwnThrow(ts: TypeScript, members: Pick<Members, "methods">): boolean {
  return members.methods.has("throw") && !handsThrowOn(ts, members);
}

/** `inner.throw(error)`, `inner.throw?.(...args)` */
function isThrownOn(ts: TypeScript, use: ts.Identifier): boolean {
  const argument = ts.isSpreadElement(use.parent) ? use.parent : use;
  const call = argument.parent;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || call.arguments[0] !== argument)
    return false;
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "throw";
}
