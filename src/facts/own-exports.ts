import type ts from "typescript";
import { isExportsObject } from "../engine/syntax/exports-object";
import { isJavaScript, isUndefined, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import type { ExportRoute } from "./exports";
import { lostAt, ofModuleObject } from "./module-value";
import { isOfOtherObject, isTarget } from "./nameless-export";
import { type Reached, type RouteFrom, type SearchContext, together } from "./search";

/**
 * What a file of CommonJS does itself with what it exports: `exports.open = (rows) => new exports.Rows(rows);`
 *
 * @param route - how the symbol leaves the file
 * @param isSymbol - tells whether an expression names the symbol
 * @returns the names that it has there; lost where the object that is exported goes elsewhere, or something else has the name as well
 */
export function ofOwnExports(
  context: SearchContext,
  route: RouteFrom,
  isSymbol: (node: ts.Node) => boolean,
): Reached {
  const { ts } = context;
  const isCommonJs = route.kind === "whole" || route.commonJs;
  if (!isCommonJs || !isJavaScript(route.from)) return [];
  const found: Reached[] = [];
  walk(ts, route.from, (node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isKeyOf(ts, node.parent, route) && !isOwnThis(ts, node))
      found.push(lostAt(node));
    if (!ts.isExpression(node) || !isExportsObject(ts, node) || isPart(ts, node)) return;
    if (isTarget(ts, node)) {
      if (isReplaced(ts, node, route, isSymbol)) found.push(lostAt(node.parent));
    } else if (!isMarked(ts, node)) found.push(ofModuleObject(context, node, route));
  });
  return together(found);
}

/** `Object.defineProperty(exports, "__esModule", { value: true });` */
function isMarked(ts: TypeScript, { parent: call }: ts.Expression): boolean {
  if (!ts.isCallExpression(call) || call.expression.getText() !== "Object.defineProperty") return false;
  const [, key] = call.arguments;
  return key !== undefined && ts.isStringLiteralLike(key) && key.text === "__esModule";
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

/** `exports.Rows = Rows; if (isTest) exports.Rows = Stub;`, but not `exports.Rows = void 0;`, as compilers write it */
function isReplaced(
  ts: TypeScript,
  { parent: access }: ts.Expression,
  route: ExportRoute,
  isSymbol: (node: ts.Node) => boolean,
): boolean {
  if (!isKeyOf(ts, access, route) || !ts.isBinaryExpression(access.parent)) return false;
  if (route.kind !== "named" || route.key === access.name) return false;
  const { right } = access.parent;
  const isNothing = ts.isVoidExpression(right) || isUndefined(ts, right);
  return !isSymbol(isNothing ? access.name : right);
}
