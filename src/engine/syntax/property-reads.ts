import type ts from "typescript";
import { failingOperation } from "./failing-operators";
import { accessKind } from "./nodes";
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

/** Stands among the names of what acts for a setter that may fail. */
export function setting(name: string): string {
  return `set ${name}`;
}

/** Stands there for operations that may be of bigints. */
export const dividing = "/";

/** @returns whether the node sets what has a setter that may fail, or may divide bigints by zero */
export function mayFailUncalled(ts: TypeScript, node: ts.Node, acting?: ReadonlySet<string>): boolean {
  if (acting === undefined || acting.size === 0) return false;
  if (ts.isPropertyAccessExpression(node))
    return acting.has(setting(node.name.text)) && accessKind(ts, node) !== "read";
  return acting.has(dividing) && failingOperation(ts, node) !== undefined;
}
