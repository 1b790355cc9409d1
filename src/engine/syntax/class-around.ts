import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { ancestor, hasModifier, isFunctionBoundary } from "./nodes";

/** @returns the class of which `this` is an instance */
export function classAround(ts: TypeScript, self: ts.Node): ts.ClassLikeDeclaration | undefined {
  const around = ancestor(
    self,
    (node): node is ts.Node => isFunctionBoundary(ts, node) && !ts.isArrowFunction(node),
  );
  if (!around || ts.isClassStaticBlockDeclaration(around)) return undefined;
  const { parent: owner } = around;
  return ts.isClassLike(owner) && !hasModifier(ts, around, ts.SyntaxKind.StaticKeyword) ? owner : undefined;
}
