import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** A field of a class, by its declaration or by the parameter of the constructor that declares it. */
export type FieldDeclaration = ts.PropertyDeclaration | ts.ParameterDeclaration;

/** @returns whether the node declares a field: `rows = []`, `constructor(readonly rows: Row[])` */
export function isField(ts: TypeScript, node: ts.Node): node is FieldDeclaration {
  if (ts.isPropertyDeclaration(node)) return true;
  return ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
}

/** @returns the class of a field */
export function ownerOfField({ parent }: FieldDeclaration): ts.Node {
  return "members" in parent ? parent : parent.parent;
}
