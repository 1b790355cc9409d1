import type ts from "typescript";
import { everyMember } from "../consumer";
import {
  decoratorOf,
  extendsOf,
  type FunctionWithBody,
  hasModifier,
  unwrap,
  realParameters,
  isConst,
} from "../syntax/nodes";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { callbacksOf, parameterAtIndex } from "./callbacks";
import { exactMethod } from "./exact-methods";
import { exportedFunction } from "./exported-functions";
import { isFollowed } from "./fields";
import { follow, followName, followPattern } from "./follow";
import { type FollowContext, kept, type Position } from "./follow-context";
import { followField } from "./follow-field";
import { flowOfObjects } from "./follow-objects";
import { followPut } from "./follow-put";
import { intoThis, isWeakKey, isMethodOf } from "./follow-this";
import { calledFunction, usesArguments } from "./functions";
import { inspection } from "./inspection";
import { crossingInto, direct } from "./repetition";
import { isGlobal, wrapsByCall } from "./whole-draws";

/** Test helpers that replace a member of an object. */
const spies = /(?:^|\.)(?:spyOn|spy|stub|replace|method)$/;

/** Where a value goes that a call is given. */
export function followArgument(context: FollowContext, position: Position, call: ts.CallExpression): Flow {
  const { ts } = context;
  const { expression } = position;
  const callee = call.expression.getText();
  const [first, second] = call.arguments;
  const inspected = inspection(context, expression, call);
  if (inspected === "given back") return inspectedAndGivenBack(context, position, call);
  if (inspected) return used({ kind: "inspection", node: call });
  const isFirst = first === expression;
  if (!isFirst && callee === "Object.assign")
    return used({ kind: "member", node: call, member: everyMember });
  if (wrapsByCall(context, expression, call))
    return follow(context, { ...position, expression: call, isImmediate: false });
  if (isFirst && second && ts.isStringLiteralLike(second) && spies.test(callee)) {
    return used({ kind: "member", node: call, member: second.text });
  }
  if (isFirst && callee === "Array.isArray" && isGlobal(context, call.expression)) return nowhere;
  if (isFirst && isBoundToItself(context, expression, call)) return nowhere;
  if (isWeakKey(context, expression, call)) return nowhere;
  return (
    intoThis(context, position, call) ??
    followPut(context, position, expression) ??
    intoCallback(context, position, call) ??
    intoParameter(context, position, expression, call)
  );
}

/** `each(callback) { callback(row, this) }`, `callback.call(self, row, this)`: into the functions that callers give. */
function intoCallback(context: FollowContext, position: Position, call: ts.CallExpression): Flow | undefined {
  const { ts } = context;
  const callee = call.expression;
  const isByCall = ts.isPropertyAccessExpression(callee) && callee.name.text === "call";
  const index = call.arguments.indexOf(position.expression) - (isByCall ? 1 : 0);
  if (index < 0 || call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const callbacks = callbacksOf(context, isByCall ? callee.expression : callee);
  if (!callbacks) return undefined;
  const { functions, outside } = callbacks;
  const into = { ...direct, elsewhere: true, unawaited: true, caught: true };
  const flows = functions.map((fn) => {
    const parameter = parameterAtIndex(context, fn, index);
    if (parameter === "none") return nowhere;
    if (!parameter || !ts.isIdentifier(parameter.name)) return escapes(call);
    const arrival = { declaration: parameter, name: parameter.name, anchor: parameter, from: call, into };
    return followName(context, position, arrival);
  });
  return merge(outside ? [...flows, used({ kind: "escapes", node: outside, publicApi: true })] : flows);
}

/** `Object.freeze(x)`, `new Proxy(x, …)`: it is looked at, and goes on from there. */
export function inspectedAndGivenBack(
  context: FollowContext,
  position: Position,
  expression: ts.Expression,
): Flow {
  const seen = used({ kind: "inspection", node: expression });
  return merge([seen, follow(context, { ...position, expression, isImmediate: false })]);
}

/** `this.read.bind(this)`: the method has no other object than before. */
function isBoundToItself(
  context: FollowContext,
  object: ts.Expression,
  { expression: callee }: ts.CallExpression,
): boolean {
  if (!context.ts.isPropertyAccessExpression(callee) || callee.name.text !== "bind") return false;
  return isMethodOf(context, callee.expression, object);
}

/**
 * Where a value goes as the parameter of a function.
 *
 * @param place - the argument: the value itself, or `...values`
 */
export function intoParameter(
  context: FollowContext,
  position: Position,
  place: ts.Expression,
  call: ts.CallExpression,
): Flow {
  const { ts, facts } = context;
  const { expression: callee } = call;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return escapes(call);
  const declaration = facts.declarationOf(name);
  const fn = declaration && (calledFunction(ts, declaration) ?? exportedFunction(context, declaration));
  if (fn) return intoFunction(context, position, place, { call, fn });
  const method = declaration && exactMethod(context, callee, declaration);
  if (!method || !isMemberName(context, method.fn.name)) return escapes(call);
  return merge([
    intoFunction(context, position, place, { call, fn: method.fn }),
    flowOfObjects(context, { ...method, name: method.fn.name }),
  ]);
}

function isMemberName({ ts }: FollowContext, name: ts.PropertyName): name is ts.MemberName {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
}

/** Where a value goes that a class of the project is given to make an instance of. */
export function intoConstructor(
  context: FollowContext,
  position: Position,
  place: ts.Expression,
  call: ts.NewExpression,
): Flow | undefined {
  const { ts, facts } = context;
  const declaration = ts.isIdentifier(call.expression) ? facts.declarationOf(call.expression) : undefined;
  const owner = declaration && classOf(context, declaration);
  if (!owner || isOutOfSight(context, owner)) return undefined;
  const constructors = owner.members.filter(ts.isConstructorDeclaration);
  const fn = constructors.find(hasBody);
  if (fn) return intoFunction(context, position, place, { call, fn });
  return constructors.length > 0 || extendsOf(ts, owner) ? undefined : nowhere;
}

function hasBody(fn: ts.ConstructorDeclaration): fn is ConstructorWithBody {
  return fn.body !== undefined;
}

function isOutOfSight({ ts }: FollowContext, owner: ts.ClassLikeDeclaration): boolean {
  return (
    owner.getSourceFile().isDeclarationFile ||
    hasModifier(ts, owner, ts.SyntaxKind.DeclareKeyword) ||
    decoratorOf(ts, owner) !== undefined
  );
}

function classOf({ ts }: FollowContext, declaration: ts.Declaration): ts.ClassLikeDeclaration | undefined {
  if (ts.isClassDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const value = unwrap(ts, declaration.initializer);
  return isConst(ts, declaration) && ts.isClassExpression(value) ? value : undefined;
}

type ConstructorWithBody = ts.ConstructorDeclaration & { readonly body: ts.Block };

/** A call, and the function that it runs. */
interface Run {
  readonly call: ts.CallExpression | ts.NewExpression;
  readonly fn: FunctionWithBody | ConstructorWithBody;
}

function intoFunction(context: FollowContext, position: Position, place: ts.Expression, run: Run): Flow {
  const { ts } = context;
  const { call, fn } = run;
  const index = call.arguments?.indexOf(place) ?? -1;
  const hasSpread = call.arguments?.slice(0, index).some((argument) => ts.isSpreadElement(argument));
  if (index < 0 || hasSpread || usesArguments(ts, fn)) return escapes(call);
  const parameters = realParameters(ts, fn);
  const rest = parameters.findIndex(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  const isInRest = rest >= 0 && index >= rest;
  if (ts.isSpreadElement(place) && !isInRest) return escapes(call);
  const parameter = parameters[isInRest ? rest : index];
  if (!parameter) return nowhere;
  if (ts.isParameterPropertyDeclaration(parameter, parameter.parent))
    return isFollowed(context, parameter) ? followField(context, position, parameter) : escapes(call);
  // Where nobody waits for the function, its draws may come between those of the caller.
  const into = crossingInto(context, call, fn);
  const arrived = { ...position, isImmediate: false };
  const at = isInRest ? { ...kept(arrived), depth: position.depth + 1 } : arrived;
  return followPattern(context, at, parameter, call, into);
}
