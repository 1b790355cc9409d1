import type ts from "typescript";
import { expressionNamed } from "../consume/reference-place";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";

/** @returns what the calls in sight give a parameter of a function or class; there may be others */
export function argumentsInSight(
  ts: TypeScript,
  parameter: ts.ParameterDeclaration,
  facts: Facts,
): ts.Expression[] {
  const fn = parameter.parent;
  const index = fn.parameters.indexOf(parameter);
  const name = calledAs(ts, fn);
  const references = name ? (facts.references(name) ?? []) : [];
  return references.flatMap(({ node, isDeclaration }) => {
    const callee = isDeclaration ? undefined : expressionNamed(ts, node);
    const call = callee?.parent;
    if (!call || !(ts.isNewExpression(call) || ts.isCallExpression(call))) return [];
    const argument = call.expression === callee ? call.arguments?.[index] : undefined;
    return argument ? [argument] : [];
  });
}

/** @returns whether the host can tell where a function or class is called by its name */
export function isSearched(ts: TypeScript, fn: ts.SignatureDeclaration, facts: Facts): boolean {
  const name = calledAs(ts, fn);
  return !name || facts.references(name) !== undefined;
}

function calledAs(ts: TypeScript, fn: ts.SignatureDeclaration): ts.Node | undefined {
  return ts.isConstructorDeclaration(fn) ? fn.parent.name : nameOf(ts, fn);
}

/** The name by which a function is called. */
function nameOf(ts: TypeScript, fn: ts.SignatureDeclaration): ts.Node | undefined {
  const isBare = ts.isArrowFunction(fn) || ts.isFunctionExpression(fn);
  return isBare && ts.isVariableDeclaration(fn.parent) ? fn.parent.name : fn.name;
}
