import type ts from "typescript";
import { usesArguments } from "../consume/functions";
import { expressionNamed, placeOf } from "../consume/reference-place";
import type { Facts } from "../facts";
import { isJavaScript, realParameters } from "../syntax/nodes";
import { isOnlyRead } from "../syntax/only-read";
import type { TypeScript } from "../typescript";

/**
 * In JavaScript a parameter has no type, but the project may show all calls.
 *
 * @returns whether the name is that of a parameter which every call gives an array, and which nothing else is put in; not where something
 *   in sight is given an iterator of its own, which may be that array
 */
export function isGivenArrays(ts: TypeScript, name: ts.Expression, facts: Facts): boolean {
  if (!ts.isIdentifier(name) || !isJavaScript(name)) return false;
  if (facts.ownArrayIterators?.(name.getSourceFile()) === "given") return false;
  const parameter = facts.declarationOf(name);
  if (!parameter || !ts.isParameter(parameter) || ts.getJSDocType(parameter)) return false;
  return isAlwaysGiven(ts, parameter, facts, (argument) => facts.isArray(argument) === true);
}

/**
 * `keys: Iterable<string>` may be anything that can be iterated, but the project may show that it is only ever an array or the like.
 *
 * @param name - of a parameter, or of the field that a parameter is
 * @returns whether every call gives it what nobody can tell to be closed
 */
export function isGivenQuiet(ts: TypeScript, name: ts.Expression, facts: Facts): boolean {
  const named = ts.isPropertyAccessExpression(name) ? name.name : name;
  const parameter = facts.declarationOf(named);
  if (!parameter || !ts.isParameter(parameter)) return false;
  const isQuiet = (argument: ts.Expression): boolean =>
    facts.isArray(argument) === true || facts.closesQuietly?.(argument) === true;
  return isAlwaysGiven(ts, parameter, facts, isQuiet);
}

/** Do all calls give it what passes the test, and does nothing else put something in? */
export function isAlwaysGiven(
  ts: TypeScript,
  parameter: ts.ParameterDeclaration,
  facts: Facts,
  test: (argument: ts.Expression) => boolean,
): boolean {
  if (!isBare(ts, parameter)) return false;
  const calls = callsOf(ts, parameter.parent, facts);
  const index = realParameters(ts, parameter.parent).indexOf(parameter);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every((call) => isGiven(ts, call, index, test)) &&
    !usesArguments(ts, parameter.parent) &&
    isOnlyRead(ts, parameter.name, facts)
  );
}

/** `chunks`, without a default value or a pattern. */
function isBare(ts: TypeScript, { name, initializer, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && !initializer && !dotDotDotToken;
}

type Call = ts.CallExpression | ts.NewExpression;

/** @returns the calls of a function or class that nobody out of sight can call, and that nothing is done with but to call it */
function callsOf(ts: TypeScript, fn: ts.SignatureDeclaration, facts: Facts): readonly Call[] | undefined {
  const name = soleNameOf(ts, fn);
  if (!name || facts.isPublicApi(facts.declarationOf(name) ?? name.parent) !== false) return undefined;
  const calls: Call[] = [];
  for (const { node, isDeclaration } of facts.references(name) ?? []) {
    const place = placeOf(ts, node);
    if (isDeclaration || place === "type" || place === "comment") continue;
    const callee = place === "value" ? expressionNamed(ts, node) : undefined;
    const call = callee?.parent;
    if (!call || !isCallOf(ts, fn, call) || call.expression !== callee) return undefined;
    calls.push(call);
  }
  return calls;
}

function isCallOf(ts: TypeScript, fn: ts.SignatureDeclaration, node: ts.Node): node is Call {
  return ts.isConstructorDeclaration(fn) ? ts.isNewExpression(node) : ts.isCallExpression(node);
}

/** The name of a function, a class, or the variable that either is put in, by which alone it can be called. */
function soleNameOf(ts: TypeScript, fn: ts.SignatureDeclaration): ts.Identifier | undefined {
  const called = ts.isConstructorDeclaration(fn) ? fn.parent : fn;
  if (ts.isFunctionDeclaration(called) || ts.isClassDeclaration(called)) return called.name;
  const isNameless =
    ts.isArrowFunction(called) ||
    ((ts.isFunctionExpression(called) || ts.isClassExpression(called)) && !called.name);
  if (!isNameless || !ts.isVariableDeclaration(called.parent)) return undefined;
  return ts.isIdentifier(called.parent.name) ? called.parent.name : undefined;
}

function isGiven(
  ts: TypeScript,
  call: Call,
  index: number,
  test: (argument: ts.Expression) => boolean,
): boolean {
  const given = (call.arguments ?? []).slice(0, index + 1);
  const argument = given[index];
  return argument !== undefined && !given.some(ts.isSpreadElement.bind(ts)) && test(argument);
}
