import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { ancestor, hasModifier, isFunctionBoundary } from "./nodes";

/** @returns the function, or other part of a class, that gives a `this` its meaning; `undefined` at the top of a file */
export function thisContainer(ts: TypeScript, self: ts.Node): ts.Node | undefined {
  return ancestor(self, (node): node is ts.Node => isFunctionBoundary(ts, node) && !ts.isArrowFunction(node));
}

/** @returns the class of which `this` is an instance */
export function classAround(ts: TypeScript, self: ts.Node): ts.ClassLikeDeclaration | undefined {
  const around = thisContainer(ts, self);
  if (!around || ts.isClassStaticBlockDeclaration(around)) return undefined;
  const { parent: owner } = around;
  return ts.isClassLike(owner) && !hasModifier(ts, around, ts.SyntaxKind.StaticKeyword) ? owner : undefined;
}
