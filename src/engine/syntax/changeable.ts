import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import { accessKind, isUndefined, isWithin } from "./nodes";
import { declaredScope, variablesNamed } from "./scopes";

/**
 * @param sources - code that moves: what it declares, nobody else assigns
 * @returns whether it names a variable of the world around that may be assigned meanwhile, or something that is not known
 */
export function readsChangeable(
  ts: TypeScript,
  node: ts.Identifier,
  facts: Facts,
  sources: readonly ts.Node[] = [],
): boolean {
  const { parent } = node;
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ((ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === node);
  if (isName || isUndefined(ts, node) || node.text === "NaN" || node.text === "Infinity") return false;
  const declaration = facts.declarationOf(node);
  if (!declaration) return true;
  if (sources.some((source) => isWithin(declaration, source))) return false;
  if (
    !ts.isVariableDeclaration(declaration) &&
    !ts.isParameter(declaration) &&
    !ts.isBindingElement(declaration)
  )
    return false;
  const scope = ts.isIdentifier(declaration.name) ? declaredScope(ts, declaration.name) : undefined;
  if (!scope) return true;
  return variablesNamed(ts, scope, node.text).some((use) => accessKind(ts, use) !== "read");
}
