import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns whether the variable gets what `require("…")` gives */
export function isRequired(ts: TypeScript, { initializer }: ts.VariableDeclaration): boolean {
  if (!initializer || !ts.isCallExpression(initializer)) return false;
  const [module, ...more] = initializer.arguments;
  const isCalled = ts.isIdentifier(initializer.expression) && initializer.expression.text === "require";
  return isCalled && more.length === 0 && module !== undefined && ts.isStringLiteralLike(module);
}
