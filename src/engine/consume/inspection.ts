import type ts from "typescript";
import { unwrap, wrapped } from "../syntax/nodes";
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

/** Those that look at what an object holds as well, and hand none of it on. */
const lookingInside = /^(?:console\.\w+|JSON\.stringify|structuredClone|(?:util\.)?inspect)$/;

/** @returns the call that looks at an object which is written there and holds the value: `JSON.stringify({ rows })` */
export function inspectionOfHolder(context: TraceContext, value: ts.Node): ts.CallExpression | undefined {
  const { ts } = context;
  const { parent } = value;
  const isHeld =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === value);
  if (!isHeld || !holdsValuesAlone(context, parent.parent)) return undefined;
  const holder = wrapped(ts, parent.parent);
  const call = holder.parent;
  if (!ts.isCallExpression(call)) return inspectionOfHolder(context, holder);
  const isDeep = lookingInside.test(call.expression.getText()) && !isGivenFunction(context, call);
  return isDeep && inspection(context, holder, call) === "seen" ? call : undefined;
}

/** A function in it, such as a `toJSON()`, could draw from the value. */
function holdsValuesAlone({ ts }: TraceContext, { properties }: ts.ObjectLiteralExpression): boolean {
  return properties.every((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return true;
    return ts.isPropertyAssignment(property) && !ts.isFunctionLike(unwrap(ts, property.initializer));
  });
}

/** `JSON.stringify(rows, replace)` */
function isGivenFunction({ ts }: TraceContext, call: ts.CallExpression): boolean {
  const [, replacer] = call.arguments;
  if (!replacer || call.expression.getText() !== "JSON.stringify") return false;
  return replacer.kind !== ts.SyntaxKind.NullKeyword && !ts.isArrayLiteralExpression(replacer);
}
