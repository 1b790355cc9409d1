import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns whether a property is read here that does something then */
export function isActingRead(ts: TypeScript, node: ts.Node, acting?: ReadonlySet<string>): boolean {
  if (acting === undefined || acting.size === 0) return false;
  const name = propertyRead(ts, node);
  return name !== undefined && acting.has(name.text);
}

/** @returns the name of the property that a member access or an element of a pattern reads */
export function propertyRead(ts: TypeScript, node: ts.Node): ts.MemberName | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  return ts.isIdentifier(name) ? name : undefined;
}
