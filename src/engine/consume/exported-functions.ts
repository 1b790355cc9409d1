import type ts from "typescript";
import { type FunctionWithBody, accessKind, unwrap } from "../syntax/nodes";
import { commonJsExport } from "../uses/module-exports";
import type { TraceContext } from "./context";
import { hasBody } from "./functions";
import { expressionNamed } from "./reference-place";

/**
 * The function that a call runs by the name that it is exported under: `exports.show = async (rows) => …`, `module.exports = { show() {…} }`,
 * `module.exports = function (rows) {…}`
 *
 * @param declaration - what the name of the call refers to
 * @returns `undefined` where another function may be put in its place, or nobody can tell
 */
export function exportedFunction(
  { ts, facts }: TraceContext,
  declaration: ts.Declaration,
): FunctionWithBody | undefined {
  const fn = functionAt(ts, declaration);
  const references = fn && facts.references(ts.isMethodDeclaration(fn) ? fn.name : fn);
  const isKept = references?.every(({ node, isDeclaration }) => {
    const expression = isDeclaration ? undefined : expressionNamed(ts, node);
    return !expression || accessKind(ts, expression) === "read";
  });
  return isKept === true ? fn : undefined;
}

function functionAt(ts: TraceContext["ts"], declaration: ts.Node): FunctionWithBody | undefined {
  if (ts.isMethodDeclaration(declaration)) {
    const { parent, body } = declaration;
    const isExported = ts.isObjectLiteralExpression(parent) && commonJsExport(ts, parent) !== undefined;
    return isExported && body ? (declaration as FunctionWithBody) : undefined;
  }
  const value = valueOf(ts, declaration);
  if (!value || !commonJsExport(ts, value)) return undefined;
  const fn = unwrap(ts, value);
  return hasBody(ts, fn) ? fn : undefined;
}

function valueOf(ts: TraceContext["ts"], declaration: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(declaration)) return declaration.initializer;
  const assignment = ts.isBinaryExpression(declaration) ? declaration : declaration.parent;
  return ts.isBinaryExpression(assignment) ? assignment.right : undefined;
}
