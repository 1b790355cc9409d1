import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import type { FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * `{ pages: (url) => ({ … }) }`, in whose place `{ async *pages(url) { … } }` can stand. A method is no more and no less than a generator function
 * there, whatever calls it.
 *
 * @returns the property that holds the function and nothing else; `undefined` where a comment stands between the two
 */
export function propertyMethod(ts: TypeScript, fn: FunctionWithBody): ts.PropertyAssignment | undefined {
  const { parent } = fn;
  if (!ts.isPropertyAssignment(parent) || parent.initializer !== fn) return undefined;
  if (ts.isFunctionExpression(fn) && fn.name) return undefined;
  // It would be an ordinary member, and no prototype.
  if (memberKey(ts, parent.name) === "__proto__") return undefined;
  const between = parent.getSourceFile().text.slice(parent.name.end, fn.getStart());
  return /\/[/*]/.test(between) ? undefined : parent;
}

/** @returns another method of the same object, which shows how its author lays them out */
export function methodBeside(
  ts: TypeScript,
  { parent }: ts.PropertyAssignment,
): ts.MethodDeclaration | undefined {
  return parent.properties.find(ts.isMethodDeclaration.bind(ts));
}
