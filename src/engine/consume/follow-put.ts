import type ts from "typescript";
import { accessKind } from "../syntax/nodes";
import { type Flow, escapes, merge, used } from "./draw";
import { follow } from "./follow";
import { type FollowContext, kept, type Position, enterKept } from "./follow-context";
import { intoConstructor } from "./follow-argument";
import { fieldNamed, isFollowed } from "./fields";
import { followField } from "./follow-field";
import { sourcesOf } from "./sources";
import { isGlobal, isOfArray } from "./whole-draws";

/**
 * Where a value goes that is put into an array, a field, or the parameter of a constructor, to be read from there.
 *
 * @param place - the expression that stands there: the value itself, `...values`, or what a value is assigned to
 * @returns `undefined` for other places
 */
export function followPut(
  context: FollowContext,
  position: Position,
  place: ts.Expression,
): Flow | undefined {
  const { ts } = context;
  const { parent } = place;
  if (ts.isBinaryExpression(parent) && parent.left === place) return intoTarget(context, position, place);
  if (ts.isArrayLiteralExpression(parent)) {
    const isPattern = accessKind(ts, place) !== "read";
    return isPattern ? undefined : intoArrayMade(context, position, parent);
  }
  if (ts.isPropertyDeclaration(parent) && parent.initializer === place)
    return isFollowed(context, parent) ? followField(context, position, parent) : undefined;
  if (ts.isNewExpression(parent)) return intoConstructor(context, position, place, parent);
  if (ts.isCallExpression(parent)) return intoMethod(context, position, place, parent);
  return undefined;
}

/** `object.field = value`, `list[0] = value` */
function intoTarget(context: FollowContext, position: Position, left: ts.Expression): Flow | undefined {
  const { ts } = context;
  if (ts.isPropertyAccessExpression(left)) {
    const field = fieldNamed(context, left.name);
    return field && followField(context, position, field);
  }
  return ts.isElementAccessExpression(left)
    ? intoArray(context, position, left.expression, left.parent)
    : undefined;
}

/** At which of their arguments methods of arrays take values that they keep, or give with the others. */
const takingValues: Readonly<Record<string, number>> = {
  push: 0,
  unshift: 0,
  splice: 2,
  with: 1,
  toSpliced: 2,
};

/** Methods of arrays that look for a value. */
const lookingFor: ReadonlySet<string> = new Set(["includes", "indexOf", "lastIndexOf"]);

/** `list.push(value)` */
function intoMethod(
  context: FollowContext,
  position: Position,
  place: ts.Expression,
  call: ts.CallExpression,
): Flow | undefined {
  const { ts } = context;
  const { expression: callee, arguments: given } = call;
  if (!ts.isPropertyAccessExpression(callee) || !isOfArray(context, callee)) return undefined;
  const { text } = callee.name;
  const index = given.indexOf(place);
  if (lookingFor.has(text) && index === 0 && !ts.isSpreadElement(place))
    return used({ kind: "identity", node: call });
  const first = takingValues[text];
  if (first === undefined || index < first) return undefined;
  if (given.slice(0, Math.min(index, first)).some((argument) => ts.isSpreadElement(argument)))
    return undefined;
  const isResult = text === "with" || text === "toSpliced";
  return isResult
    ? intoArrayMade(context, position, call)
    : intoArray(context, position, callee.expression, call);
}

function intoArrayMade(context: FollowContext, position: Position, made: ts.Expression): Flow {
  return follow(context, { ...kept(position), expression: made, depth: position.depth + 1 });
}

/** Every array that the expression may stand for is followed from where it is made, so by whatever name. */
function intoArray(context: FollowContext, position: Position, array: ts.Expression, shown: ts.Node): Flow {
  const sources = sourcesOf(context, array);
  if (!sources?.every((made) => isArrayMade(context, made))) return escapes(shown);
  return merge(
    sources.flatMap((made) => {
      const inner = enterKept(context, made, { ...position, depth: position.depth + 1 });
      return inner ? [intoArrayMade(inner, position, made)] : [];
    }),
  );
}

/** A class that extends `Array` may have methods of its own. */
function isArrayMade(context: FollowContext, made: ts.Expression): boolean {
  const { ts } = context;
  if (!ts.isNewExpression(made)) return true;
  return made.expression.getText() === "Array" && isGlobal(context, made.expression);
}
