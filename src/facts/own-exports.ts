import type ts from "typescript";
import { isExportsObject } from "../engine/syntax/exports-object";
import { isJavaScript, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import type { ExportRoute } from "./exports";
import { isOfOtherObject, isTarget } from "./nameless-export";
import type { Reached, RouteFrom } from "./search";
import { placeOf } from "./symbols";

/**
 * What a file of CommonJS does itself with what it exports: `exports.open = (rows) => new exports.Rows(rows);`
 *
 * @param route - how the symbol leaves the file
 * @param isSymbol - tells whether an expression names the symbol
 * @returns the names that it has there; lost where the object that is exported goes elsewhere, or something else has the name as well
 */
export function ofOwnExports(
  ts: TypeScript,
  route: RouteFrom,
  isSymbol: (node: ts.Node) => boolean,
): Reached {
  const isCommonJs = route.kind === "whole" || route.commonJs;
  if (!isCommonJs || !isJavaScript(route.from)) return [];
  const found: ts.Node[] = [];
  let lost: ts.Node | undefined;
  walk(ts, route.from, (node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isKeyOf(ts, node.parent, route) && !isOwnThis(ts, node))
      lost ??= node;
    if (!ts.isExpression(node) || !isExportsObject(ts, node) || isPart(ts, node)) return;
    if (isTarget(ts, node)) {
      if (isReplaced(ts, node, route, isSymbol)) lost ??= node.parent;
    } else if (isKeyOf(ts, node.parent, route)) found.push(node.parent.name);
    else if (route.kind === "whole" || !ts.isPropertyAccessExpression(node.parent)) lost ??= node;
  });
  if (lost) return { lost: { cause: "module", at: placeOf(lost) } };
  return found.map((node) => ({ sourceFile: route.from, node, isDeclaration: false }));
}

/** `exports` in `module.exports` */
function isPart(ts: TypeScript, node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** `exports.Rows` */
function isKeyOf(ts: TypeScript, access: ts.Node, route: ExportRoute): access is ts.PropertyAccessExpression {
  return route.kind === "named" && ts.isPropertyAccessExpression(access) && access.name.text === route.name;
}

function isOwnThis(ts: TypeScript, self: ts.Node): boolean {
  return ts.findAncestor(self, ts.isClassLike) !== undefined || isOfOtherObject(ts, self);
}

/** `exports.Rows = Rows; if (isTest) exports.Rows = Stub;` */
function isReplaced(
  ts: TypeScript,
  { parent: access }: ts.Expression,
  route: ExportRoute,
  isSymbol: (node: ts.Node) => boolean,
): boolean {
  if (!isKeyOf(ts, access, route) || !ts.isBinaryExpression(access.parent)) return false;
  return route.kind === "named" && route.key !== access.name && !isSymbol(access.parent.right);
}
