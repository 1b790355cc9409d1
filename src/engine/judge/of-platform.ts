import type ts from "typescript";
import type { Facts } from "../facts";

/** @returns whether a name is one that the language or its host declares, and nothing else does */
export function isOfPlatform(name: ts.Expression, facts: Facts): boolean {
  const declarations = facts.declarationsOf?.(name) ?? [];
  return declarations.length > 0 && declarations.every((one) => one.getSourceFile().isDeclarationFile);
}

/** @returns whether the declarations of the language, or those of Node.js, hold this one */
export function isInPlatformTypes(declaration: ts.Node): boolean {
  return /\/lib\.[^/]*\.d\.ts$|\/@types\/node\//.test(declaration.getSourceFile().fileName);
}
