import type ts from "typescript";
import { accessKind, wrapped, realParameters } from "../syntax/nodes";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { follow, followPattern } from "./follow";
import type { FollowContext, Position } from "./follow-context";
import { intoParameter } from "./follow-argument";
import { followPut } from "./follow-put";
import { callOf, functionOf, usesArguments } from "./functions";
import { isGlobal, isOfArray } from "./whole-draws";

/** Where the values of an array go. Whoever draws from the array itself gets them, and has not drawn from them. */
export function followArray(context: FollowContext, position: Position, parent: ts.Node): Flow {
  const { ts } = context;
  const { expression } = position;
  if (ts.isForOfStatement(parent) && parent.expression === expression)
    return intoLoop(context, position, parent);
  if (ts.isForInStatement(parent) && parent.expression === expression) return nowhere;
  if (ts.isPropertyAccessExpression(parent)) return ofMember(context, position, parent);
  if (ts.isElementAccessExpression(parent) && parent.expression === expression)
    return ofElement(context, position, parent);
  if (ts.isSpreadElement(parent)) return spread(context, position, parent);
  if (ts.isCallExpression(parent) && parent.expression !== expression)
    return asArgument(context, position, parent);
  return followPut(context, position, expression) ?? escapes(parent);
}

/** The position of what stands in it. */
function inside(position: Position, expression: ts.Expression): Position {
  return { ...position, expression, depth: position.depth - 1, isImmediate: false };
}

/** `for (const child of children)` */
function intoLoop(context: FollowContext, position: Position, loop: ts.ForOfStatement): Flow {
  const { ts } = context;
  const { initializer } = loop;
  if (!ts.isVariableDeclarationList(initializer)) return escapes(loop);
  return merge(
    initializer.declarations.map((declaration) =>
      followPattern(context, inside(position, position.expression), declaration, declaration),
    ),
  );
}

function ofElement(context: FollowContext, position: Position, access: ts.ElementAccessExpression): Flow {
  return accessKind(context.ts, access) === "write" ? nowhere : follow(context, inside(position, access));
}

/** `[...list]`, `others.push(...list)` */
function spread(context: FollowContext, position: Position, element: ts.SpreadElement): Flow {
  const { ts } = context;
  const { parent } = element;
  if (accessKind(ts, position.expression) !== "read") return escapes(element);
  if (ts.isArrayLiteralExpression(parent)) return follow(context, { ...position, expression: parent });
  const at = inside(position, element);
  const put = followPut(context, at, element);
  if (put) return put;
  return ts.isCallExpression(parent) ? intoParameter(context, at, element, parent) : escapes(element);
}

function asArgument(context: FollowContext, position: Position, call: ts.CallExpression): Flow {
  const { ts } = context;
  const { expression: callee, arguments: given } = call;
  const text = callee.getText();
  const isAlone = given.length === 1 && isGlobal(context, callee);
  if (isAlone && text === "Array.isArray") return nowhere;
  if (isAlone && (text === "Array.from" || text === "Object.freeze"))
    return follow(context, { ...position, expression: call });
  const isShown = /^(?:console\.(?:log|debug|info|warn|error)|JSON\.stringify|String)$/.test(text);
  if (
    isShown &&
    isGlobal(context, callee) &&
    (isAlone || (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "console"))
  )
    return used({ kind: "inspection", node: call });
  const { expression } = position;
  return followPut(context, position, expression) ?? intoParameter(context, position, expression, call);
}

/** Methods that give one of the values. */
const givingOne: ReadonlySet<string> = new Set(["pop", "shift", "at", "find", "findLast"]);
/** Methods that give an array of them. */
const givingAll: ReadonlySet<string> = new Set([
  "slice",
  "concat",
  "reverse",
  "sort",
  "filter",
  "splice",
  "toReversed",
  "toSorted",
  "toSpliced",
  "with",
  "copyWithin",
  "fill",
]);
/** Methods that give something else, or what their callback makes. */
const givingNone: ReadonlySet<string> = new Set([
  "push",
  "unshift",
  "forEach",
  "map",
  "flatMap",
  "some",
  "every",
  "findIndex",
  "findLastIndex",
  "includes",
  "indexOf",
  "lastIndexOf",
  "keys",
  "reduce",
  "reduceRight",
]);
/** At which of its parameters a callback gets the values, and the array. */
const callbacks: Readonly<Record<string, readonly [values: readonly number[], array?: number]>> = {
  find: [[0], 2],
  findLast: [[0], 2],
  findIndex: [[0], 2],
  findLastIndex: [[0], 2],
  filter: [[0], 2],
  forEach: [[0], 2],
  map: [[0], 2],
  flatMap: [[0], 2],
  some: [[0], 2],
  every: [[0], 2],
  sort: [[0, 1]],
  toSorted: [[0, 1]],
  reduce: [[1], 3],
  reduceRight: [[1], 3],
};

function ofMember(context: FollowContext, position: Position, access: ts.PropertyAccessExpression): Flow {
  const { ts } = context;
  const { text } = access.name;
  if (text === "length") return nowhere;
  const call = callOf(ts, access);
  if (!call || !isOfArray(context, access)) return escapes(access);
  if (text === "entries" || text === "values") return ofEntries(context, position, call, text);
  const given = givenBy(context, position, call, text);
  return given ? merge([given, intoCallback(context, position, call, text)]) : escapes(access);
}

function givenBy(
  context: FollowContext,
  position: Position,
  call: ts.CallExpression,
  method: string,
): Flow | undefined {
  if (givingOne.has(method)) return follow(context, inside(position, call));
  if (givingAll.has(method)) return follow(context, { ...position, expression: call, isImmediate: false });
  if (!givingNone.has(method)) return undefined;
  // Without a value to begin with, the first of the array's own is it.
  const takesFirst = method.startsWith("reduce") && call.arguments.length < 2;
  return takesFirst ? undefined : nowhere;
}

/** `for (const [index, child] of children.entries())`; elsewhere it would be another iterator of them. */
function ofEntries(
  context: FollowContext,
  position: Position,
  call: ts.CallExpression,
  method: "entries" | "values",
): Flow {
  const { ts } = context;
  const outer = wrapped(ts, call);
  const { parent } = outer;
  if (!ts.isForOfStatement(parent) || parent.expression !== outer) return escapes(call);
  const depth = method === "entries" ? position.depth + 1 : position.depth;
  return intoLoop(context, { ...position, expression: outer, depth }, parent);
}

function intoCallback(
  context: FollowContext,
  position: Position,
  call: ts.CallExpression,
  method: string,
): Flow {
  const { ts } = context;
  const [callback] = call.arguments;
  const places = callbacks[method];
  if (!callback || !places) return nowhere;
  const fn = functionOf(context, callback);
  if (!fn || usesArguments(ts, fn)) return escapes(callback);
  const [values, array] = places;
  const parameters = realParameters(ts, fn);
  return merge(
    parameters.map((parameter, index) => {
      const isValue = values.includes(index);
      if (parameter.dotDotDotToken) return escapes(parameter);
      if (!isValue && index !== array) return nowhere;
      const depth = isValue ? position.depth - 1 : position.depth;
      return followPattern(context, { ...position, depth, isImmediate: false }, parameter, call);
    }),
  );
}
