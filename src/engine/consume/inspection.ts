import type ts from "typescript";
import type { TraceContext } from "./context";
import { isGlobal } from "./whole-draws";

/** Functions of the language and of its hosts that look at an object, or make it another one, without drawing from it. */
const inspecting =
  /^(?:console\.\w+|JSON\.stringify|String|structuredClone|(?:util\.)?inspect|Object\.prototype\.\w+\.call|Object\.(?:keys|values|entries|is\w+|has\w+|get\w+)|Reflect\.(?:ownKeys|has|get\w*))$/;

/** Those of them that give it back. */
const givingBack =
  /^Object\.(?:freeze|seal|preventExtensions|setPrototypeOf|defineProperty|defineProperties)$/;

/** @returns whether a call of the language or its host looks at the object that it is given, and gives it back */
export function inspection(
  context: TraceContext,
  position: ts.Expression,
  { expression: callee, arguments: given }: ts.CallExpression,
): "given back" | "seen" | undefined {
  const text = callee.getText();
  const isFirst = given[0] === position;
  const isEach = text.startsWith("console.");
  if (isFirst && givingBack.test(text) && isGlobal(context, callee)) return "given back";
  const isSeen = (isFirst || isEach) && inspecting.test(text) && isGlobal(context, callee);
  return isSeen ? "seen" : undefined;
}
