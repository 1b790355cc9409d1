import type ts from "typescript";
import { some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * @returns what a function that is handed a result takes it by: `result` in `(result) => …`; "nothing" where it takes none; `undefined` where
 * that is out of sight, as with `console.log`
 */
export function takenBy(ts: TypeScript, handler: ts.Expression): ts.BindingName | "nothing" | undefined {
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return undefined;
  const looksAtAll = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === "arguments";
  if (ts.isFunctionExpression(handler) && some(ts, handler.body, looksAtAll)) return undefined;
  const [parameter] = handler.parameters;
  if (!parameter) return "nothing";
  return parameter.dotDotDotToken || parameter.initializer ? undefined : parameter.name;
}
