import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** @returns whether the expression is `module.exports` */
export function isModuleExports(ts: TypeScript, node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "exports" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "module"
  );
}

/** @returns whether the expression is `module.exports` or `exports` */
export function isExportsObject(ts: TypeScript, node: ts.Expression): boolean {
  return isModuleExports(ts, node) || (ts.isIdentifier(node) && node.text === "exports");
}
