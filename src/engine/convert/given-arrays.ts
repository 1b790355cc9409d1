import type ts from "typescript";
import { expressionNamed } from "../consume/reference-place";
import type { Facts } from "../facts";
import { accessKind, isJavaScript, some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * In JavaScript a parameter has no type, but the project may show all calls.
 *
 * @returns whether the name is that of a parameter which every call gives an array, and which nothing else is put in
 */
export function isGivenArrays(ts: TypeScript, name: ts.Expression, facts: Facts): boolean {
  if (!ts.isIdentifier(name) || !isJavaScript(name)) return false;
  const parameter = facts.declarationOf(name);
  if (!parameter || !ts.isParameter(parameter) || !isBare(ts, parameter)) return false;
  const calls = callsOf(ts, parameter.parent, facts);
  if (!calls || calls.length === 0) return false;
  const index = parameter.parent.parameters.indexOf(parameter);
  const isAlwaysArray = calls.every((call) => isArrayGiven(ts, call, index, facts));
  return isAlwaysArray && isOnlyRead(ts, parameter, facts);
}

/** `chunks`, without a type, a default value or a pattern. */
function isBare(ts: TypeScript, parameter: ts.ParameterDeclaration): boolean {
  const { name, initializer, dotDotDotToken } = parameter;
  return ts.isIdentifier(name) && !initializer && !dotDotDotToken && !ts.getJSDocType(parameter);
}

/** @returns the calls of a function that nobody out of sight can call, and that nothing is done with but to call it */
function callsOf(
  ts: TypeScript,
  fn: ts.SignatureDeclaration,
  facts: Facts,
): readonly ts.CallExpression[] | undefined {
  const name = soleNameOf(ts, fn);
  if (!name || facts.isPublicApi(facts.declarationOf(name) ?? name.parent) !== false) return undefined;
  const calls: ts.CallExpression[] = [];
  for (const { node, isDeclaration } of facts.references(name) ?? []) {
    if (isDeclaration) continue;
    const callee = expressionNamed(ts, node);
    const call = callee?.parent;
    if (!call || !ts.isCallExpression(call) || call.expression !== callee) return undefined;
    calls.push(call);
  }
  return calls;
}

/** The name of a function, or of the variable it is put in, by which alone it can be called. */
function soleNameOf(ts: TypeScript, fn: ts.SignatureDeclaration): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(fn)) return fn.name;
  const isNameless = ts.isArrowFunction(fn) || (ts.isFunctionExpression(fn) && !fn.name);
  if (!isNameless || !ts.isVariableDeclaration(fn.parent)) return undefined;
  return ts.isIdentifier(fn.parent.name) ? fn.parent.name : undefined;
}

function isArrayGiven(ts: TypeScript, call: ts.CallExpression, index: number, facts: Facts): boolean {
  const given = call.arguments.slice(0, index + 1);
  const argument = given[index];
  return (
    argument !== undefined && !given.some(ts.isSpreadElement.bind(ts)) && facts.isArray(argument) === true
  );
}

function isOnlyRead(ts: TypeScript, { name, parent }: ts.ParameterDeclaration, facts: Facts): boolean {
  const usesArguments = some(ts, parent, (node) => ts.isIdentifier(node) && node.text === "arguments");
  const references = usesArguments ? undefined : facts.references(name);
  return (
    references?.every(
      ({ node, isDeclaration }) => isDeclaration || !ts.isExpression(node) || accessKind(ts, node) === "read",
    ) ?? false
  );
}
