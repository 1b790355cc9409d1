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

/** @returns whether the names at the top of the file are its own, because it is a module: other scripts can name those of a script */
export function isModuleOfItsOwn(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  return (
    ts.isExternalModule(sourceFile) ||
    /\.[cm][jt]s$/.test(sourceFile.fileName) ||
    sourceFile.statements.some(
      (statement) => ts.isExpressionStatement(statement) && isExport(ts, statement.expression),
    )
  );
}

/** `module.exports = …`, `exports.rows = …` */
function isExport(ts: TypeScript, node: ts.Expression): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const { left } = node;
  const isMember = ts.isPropertyAccessExpression(left) && isExportsObject(ts, left.expression);
  return isMember || isModuleExports(ts, left);
}
