import type ts from "typescript";
import { type FunctionWithBody, isJavaScript, realParameters } from "../syntax/nodes";
import { isOnlyRead } from "../syntax/only-read";
import type { TraceContext } from "./context";
import { callOf, functionOf, nameOfFunction, nameOfMember, usesArguments } from "./functions";
import { lostOwners } from "./lost-owners";
import { expressionNamed } from "./reference-place";

/** The functions that a parameter may hold. */
export interface Callbacks {
  readonly functions: readonly FunctionWithBody[];
  /** The name of the function whose parameter it is, if code outside the project may call it with functions of its own. */
  readonly outside?: ts.Node;
}

/**
 * `each(callback) { callback(row, this) }`: what may be called there.
 *
 * @param callee - what is called
 * @returns `undefined` where it is no parameter, or some of what it may be is out of sight
 */
export function callbacksOf(context: TraceContext, callee: ts.Expression): Callbacks | undefined {
  const { ts, facts } = context;
  const parameter = ts.isIdentifier(callee) ? facts.declarationOf(callee) : undefined;
  if (!parameter || !ts.isParameter(parameter) || !ts.isIdentifier(parameter.name)) return undefined;
  const fn = parameter.parent;
  const name = nameOfFunction(ts, fn) ?? nameOfMember(ts, fn);
  if (!name || isJavaScript(fn) || parameter.initializer || parameter.dotDotDotToken) return undefined;
  const references = facts.references(name);
  if (!references || !isOnlyRead(ts, parameter.name, facts)) return undefined;
  const index = realParameters(ts, fn).indexOf(parameter);
  if (lostOwners(context, name.parent, references).length > 0) return undefined;
  const functions: FunctionWithBody[] = [];
  for (const { node, isDeclaration } of references) {
    if (isDeclaration) continue;
    const given = givenAt(context, node, index);
    if (given === undefined) return undefined;
    functions.push(...given);
  }
  const isPublic = facts.isPublicApi(fn) !== false;
  return { functions, ...(isPublic && { outside: name }) };
}

/** The function that one call gives; none where it gives nothing. */
function givenAt(
  context: TraceContext,
  node: ts.Node,
  index: number,
): readonly FunctionWithBody[] | undefined {
  const { ts } = context;
  const named = expressionNamed(ts, node);
  const call = named && callOf(ts, named);
  if (!call || call.arguments.slice(0, index + 1).some((one) => ts.isSpreadElement(one))) return undefined;
  const [argument] = call.arguments.slice(index);
  if (!argument) return [];
  const fn = functionOf(context, argument);
  return fn && [fn];
}

/** @returns the parameter that gets an argument; "none" where the function has no eyes for it, `undefined` where it is not known */
export function parameterAtIndex(
  { ts }: TraceContext,
  fn: FunctionWithBody,
  index: number,
): ts.ParameterDeclaration | "none" | undefined {
  if (!ts.isArrowFunction(fn) && usesArguments(ts, fn)) return undefined;
  const parameters = realParameters(ts, fn);
  if (parameters.some(({ dotDotDotToken }) => dotDotDotToken)) return undefined;
  return parameters[index] ?? "none";
}
