import type ts from "typescript";
import type { Members } from "../detect/members";
import { realParameters, some } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/**
 * `throw(error) { return this.inner.throw(error); }`: what is thrown into it is thrown into another iterator, and where that has no
 * `throw()`, it fails with it. Nothing else is done.
 *
 * @returns whether it has such a `throw()`
 */
export function handsThrowOn(ts: TypeScript, { methods }: Pick<Members, "methods">): boolean {
  const fn = methods.get("throw")?.fn;
  const [parameter, ...more] = fn ? realParameters(ts, fn) : [];
  if (!fn || !parameter || more.length > 0 || !ts.isIdentifier(parameter.name)) return false;
  const uses = usesOfVariable(ts, fn.body, parameter.name.text);
  return (
    uses.some((use) => isThrownOn(ts, use)) &&
    uses.every((use) => isThrownOn(ts, use) || isFailure(ts, use)) &&
    !some(ts, fn.body, (node) => ts.isCallExpression(node) && !isThrowing(ts, node) && !isRejection(node))
  );
}

/** @returns whether it has a `throw()` that hands nothing on */
export function hasOwnThrow(ts: TypeScript, members: Pick<Members, "methods">): boolean {
  return members.methods.has("throw") && !handsThrowOn(ts, members);
}

function isRejection({ expression }: ts.CallExpression): boolean {
  return expression.getText() === "Promise.reject";
}

function isThrowing(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "throw";
}

/** `inner.throw(error)`, `inner.throw?.(...args)` */
function isThrownOn(ts: TypeScript, use: ts.Identifier): boolean {
  const argument = ts.isSpreadElement(use.parent) ? use.parent : use;
  const call = argument.parent;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1 || call.arguments[0] !== argument)
    return false;
  return isThrowing(ts, call);
}

/** `throw error;`, `return Promise.reject(error);` */
function isFailure(ts: TypeScript, { parent }: ts.Identifier): boolean {
  if (ts.isThrowStatement(parent)) return true;
  return ts.isCallExpression(parent) && isRejection(parent);
}
