import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import { readsChangeable } from "./changeable";
import { isFunctionBoundary, unwrap } from "./nodes";
import { isWrittenOut } from "./plain-value";

/** @returns whether working it out does nothing, and gives the same whatever other code has done just before */
export function isQuiet(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  const value = unwrap(ts, expression);
  if (isWrittenOut(ts, value) || isFunctionBoundary(ts, value)) return true;
  if (value.kind === ts.SyntaxKind.ThisKeyword || ts.isOmittedExpression(value)) return true;
  if (ts.isPrefixUnaryExpression(value)) return ts.isNumericLiteral(value.operand);
  if (ts.isArrayLiteralExpression(value)) return value.elements.every((one) => isQuiet(ts, one, facts));
  return ts.isIdentifier(value) && (isOfLibrary(value, facts) || !readsChangeable(ts, value, facts));
}

/** @returns whether the same holds for asking which function is called: `load`, `Array.from`, `this.all` where that is a method */
export function isQuietCallee(ts: TypeScript, callee: ts.Expression, facts: Facts): boolean {
  if (!ts.isPropertyAccessExpression(callee)) return isQuiet(ts, callee, facts);
  const declaration = facts.declarationOf(callee.name);
  const isMethod = declaration && (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration));
  return isMethod === true && isQuiet(ts, callee.expression, facts);
}

/** `Array`, `Promise` */
function isOfLibrary(name: ts.Identifier, facts: Facts): boolean {
  return facts.declarationOf(name)?.getSourceFile().isDeclarationFile === true;
}
