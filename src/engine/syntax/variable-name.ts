import type ts from "typescript";
import { walk } from "./nodes";
import type { TypeScript } from "../typescript";

/** @returns whether the identifier names a variable, not a property, label or object key */
export function isVariableName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isTypeElement(parent)) {
    return parent.name !== node;
  }
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return (
    !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent) && !ts.isQualifiedName(parent)
  );
}

/** @returns the uses of variables of this name in the code, where they are declared included */
export function usesOfVariable(ts: TypeScript, root: ts.Node, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  walk(ts, root, (node) => {
    if (ts.isIdentifier(node) && node.text === name && isVariableName(ts, node)) found.push(node);
  });
  return found;
}
