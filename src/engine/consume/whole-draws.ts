import type ts from "typescript";
import { libraryOwner } from "../syntax/library-owner";
import type { TraceContext } from "./context";

/** A place that draws by itself until the iterator is done, or until it has enough. */
export interface WholeDraw {
  readonly node: ts.Node;
  /** It may stop before the end, and closes the iterator then. */
  readonly mayLeave: boolean;
  /** It goes on while the code after it runs, unless that waits for it. */
  readonly isAsync: boolean;
}

/** Functions of the language that draw from their first argument; whether they may stop early. */
const drawingFunctions: Readonly<Record<string, boolean>> = {
  "Array.from": false,
  "Object.fromEntries": true,
  "Object.groupBy": true,
  "Map.groupBy": true,
  "Promise.all": true,
  "Promise.allSettled": true,
  "Promise.any": true,
  "Promise.race": true,
};

/** Functions of the language that give an iterator which draws from their first argument when it is drawn from. */
const wrappingFunctions: ReadonlySet<string> = new Set(["Iterator.from"]);

/** Constructors of the language that draw from their first argument; whether they may stop early. */
const drawingConstructors: Readonly<Record<string, boolean>> = {
  Set: false,
  Map: true,
  WeakMap: true,
  WeakSet: true,
  URLSearchParams: true,
};

const typedArray = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;

/** `Array.fromAsync(x)`; where sync iterators are drawn from, also `Array.from(x)`, `Promise.all(x)` and their like. */
export function drawByCall(
  context: TraceContext,
  position: ts.Expression,
  call: ts.CallExpression,
): WholeDraw | undefined {
  const [first, second] = call.arguments;
  const callee = call.expression.getText();
  if (first !== position) return undefined;
  if (callee === "Array.fromAsync") return { node: call, mayLeave: second !== undefined, isAsync: true };
  const stops = context.kind === "sync" ? drawingFunctions[callee] : undefined;
  if (stops === undefined || !isGlobal(context, call.expression)) return undefined;
  return { node: call, mayLeave: stops || second !== undefined, isAsync: false };
}

/** @returns whether the call gives a wrapper that draws when it is drawn from itself: `Iterator.from(x)` */
export function wrapsByCall(
  context: TraceContext,
  position: ts.Expression,
  call: ts.CallExpression,
): boolean {
  const isWrapping = context.kind === "sync" && wrappingFunctions.has(call.expression.getText());
  return isWrapping && call.arguments[0] === position && isGlobal(context, call.expression);
}

/** `new Set(x)`, `new Map(x)`, `new Uint8Array(x)` */
export function drawByNew(
  context: TraceContext,
  position: ts.Expression,
  node: ts.NewExpression,
): WholeDraw | undefined {
  const { ts, kind } = context;
  if (kind !== "sync" || node.arguments?.[0] !== position || !ts.isIdentifier(node.expression))
    return undefined;
  const { text } = node.expression;
  const stops = typedArray.test(text) ? true : drawingConstructors[text];
  if (stops === undefined || !isGlobal(context, node.expression)) return undefined;
  return { node, mayLeave: stops, isAsync: false };
}

/** @returns whether the language itself calls so, or a host of it, not a class or function of the project's by that name. */
export function isGlobal({ ts, facts }: TraceContext, callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  const declaration = facts.declarationOf(name);
  return declaration === undefined || declaration.getSourceFile().isDeclarationFile;
}

/** `const [first, second] = x;`: closes it unless the pattern takes everything; an empty pattern closes it unasked. */
export function drawByPattern(
  { ts, kind }: TraceContext,
  pattern: ts.ArrayBindingPattern | ts.ArrayLiteralExpression,
): WholeDraw | undefined {
  if (kind !== "sync" || pattern.elements.length === 0) return undefined;
  const last = pattern.elements.at(-1);
  const takesRest =
    last !== undefined &&
    ((ts.isBindingElement(last) && last.dotDotDotToken !== undefined) || ts.isSpreadElement(last));
  const isPlain = pattern.elements.every((element) => isPlainTarget(ts, element));
  return { node: pattern, mayLeave: !takesRest || !isPlain, isAsync: false };
}

/** A name without a default: binding it cannot fail. */
function isPlainTarget(ts: TraceContext["ts"], element: ts.Node): boolean {
  if (ts.isBindingElement(element)) return ts.isIdentifier(element.name) && !element.initializer;
  if (ts.isSpreadElement(element)) return ts.isIdentifier(element.expression);
  return ts.isIdentifier(element) || ts.isOmittedExpression(element);
}

/** Methods of `Iterator.prototype` that draw at once; whether they may stop early. */
const drawingHelpers: Readonly<Record<string, boolean>> = {
  toArray: false,
  forEach: true,
  reduce: true,
  some: true,
  every: true,
  find: true,
};

/** Methods of `Iterator.prototype` that give an iterator which draws when it is drawn from. */
const wrappingHelpers: ReadonlySet<string> = new Set(["map", "filter", "take", "drop", "flatMap"]);

/** @returns what a helper method that every generator has does with the iterator; `undefined` for other methods */
export function drawByHelper(member: string, call: ts.CallExpression): WholeDraw | "wraps" | undefined {
  if (wrappingHelpers.has(member)) return "wraps";
  const stops = drawingHelpers[member];
  return stops === undefined ? undefined : { node: call, mayLeave: stops, isAsync: false };
}

/** @returns whether the name behind a dot is that of a method which the language gives arrays: `list?.children.push` */
export function isOfArray(
  { ts, facts }: TraceContext,
  { name, expression }: ts.PropertyAccessExpression,
): boolean {
  if (facts.isArray(expression) === true) return true;
  return /^(?:Readonly)?Array$/.test(libraryOwner(ts, name, facts) ?? "");
}
