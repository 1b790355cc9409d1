import type ts from "typescript";
import { find, isJavaScript } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * The code of a class is strict wherever it stands, that of a function is not in a script: there a nested function's `this` is the
 * global object, and `arguments` follow the parameters.
 *
 * @returns what would mean something else in a function
 * @see https://tc39.es/ecma262/#sec-strict-mode-code
 */
export function strictOnly(ts: TypeScript, owner: ts.ClassLikeDeclaration): ts.Node | undefined {
  const file = owner.getSourceFile();
  const isModule = !file.fileName.endsWith(".cjs") && ts.isExternalModule(file);
  const isStrict = !isJavaScript(owner) || isModule || file.fileName.endsWith(".mjs");
  if (isStrict || isStrictByPrologue(ts, file.statements)) return undefined;
  return owner.members
    .flatMap((member) => find(ts, member, (node) => isOfStrictCode(ts, node, member)) ?? [])
    .at(0);
}

function isStrictByPrologue(ts: TypeScript, [first]: readonly ts.Statement[]): boolean {
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === "use strict"
  );
}

function isOfStrictCode(ts: TypeScript, node: ts.Node, member: ts.Node): boolean {
  if (ts.isIdentifier(node) && node.text === "arguments") return true;
  if (node.kind !== ts.SyntaxKind.ThisKeyword) return false;
  for (let outer = node.parent; outer !== member; outer = outer.parent) {
    if (ts.isFunctionExpression(outer) || ts.isFunctionDeclaration(outer)) return true;
    if (ts.isMethodDeclaration(outer) || ts.isClassLike(outer)) return false;
  }
  return false;
}
