import type ts from "typescript";
import { isExportsObject } from "../engine/syntax/exports-object";
import { some } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { type ExportRoute, exportRouteOf } from "./exports";

/** A function, or a class, without a name that is exported where it stands. */
export interface NamelessExport {
  readonly route: ExportRoute & { readonly from: ts.SourceFile };
  /** What the language service knows it by: `default`, or `open` in `exports.open = () => …`; absent where it is the module. */
  readonly name?: ts.Node;
}

/**
 * `export default (x) => …`, `module.exports = function (x) {…}`, `exports.open = (x) => …`
 *
 * @returns `undefined` for what has a name, or is not exported right there, which nobody asks for; "lost" where its own file may call it by
 * the object that it is exported with
 */
export function namelessExport(ts: TypeScript, node: ts.Node): NamelessExport | "lost" | undefined {
  const from = node.getSourceFile();
  if (ts.isFunctionDeclaration(node) || (ts.isClassDeclaration(node) && !node.name)) {
    const name = node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    return name && { route: { kind: "named", name: "default", commonJs: false, from }, name };
  }
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node) && !ts.isClassExpression(node))
    return undefined;
  const route = exportRouteOf(ts, node);
  if (!route) return "lost";
  if (route.kind === "whole" || route.commonJs) {
    if (isUsedInside(ts, node, route.kind === "named" ? route.name : undefined)) return "lost";
    const name = route.kind === "named" ? route.key : undefined;
    return { route: { ...route, from }, ...(name && { name }) };
  }
  const statement = ts.findAncestor(node, ts.isExportAssignment);
  const name = statement?.getChildren().find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return name ? { route: { ...route, from }, name } : "lost";
}

/**
 * Does the file do anything else with `exports` and `module.exports` than to put something there? Its functions may be called on them, and
 * its top level has them as `this`.
 */
function isUsedInside(ts: TypeScript, node: ts.Node, key: string | undefined): boolean {
  return some(ts, node.getSourceFile(), (inner) => {
    if (inner.kind === ts.SyntaxKind.ThisKeyword) return mayBeExports(ts, inner, key);
    return ts.isExpression(inner) && isExportsObject(ts, inner) && !isTarget(ts, inner);
  });
}

function mayBeExports(ts: TypeScript, self: ts.Node, key: string | undefined): boolean {
  if (!ts.findAncestor(self, ts.isFunctionLike)) return !ts.findAncestor(self, ts.isClassLike);
  if (key === undefined || ts.findAncestor(self, ts.isClassLike) || isOfOtherObject(ts, self)) return false;
  const { parent } = self;
  return !ts.isPropertyAccessExpression(parent) || parent.name.text === key;
}

/** It stands in a method of an object that is not the one that is exported: `(next) => ({ next, [Symbol.iterator]() { return this; } })` */
export function isOfOtherObject(ts: TypeScript, self: ts.Node): boolean {
  const fn = ts.findAncestor(self, (node) => ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  const member = fn && ts.isMethodDeclaration(fn) ? fn : fn?.parent;
  const isMember = member && (ts.isMethodDeclaration(member) || ts.isPropertyAssignment(member));
  if (!isMember || !ts.isObjectLiteralExpression(member.parent)) return false;
  return exportRouteOf(ts, member.parent) === undefined;
}

/** `module.exports = …`, `exports.key = …`, and `exports` in `module.exports` */
export function isTarget(ts: TypeScript, object: ts.Expression): boolean {
  const { parent } = object;
  if (ts.isPropertyAccessExpression(parent) && parent.name === object) return true;
  const target = ts.isPropertyAccessExpression(parent) && parent.expression === object ? parent : object;
  const assignment = target.parent;
  if (!ts.isBinaryExpression(assignment) || assignment.left !== target) return false;
  if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const { parent: around } = assignment;
  // `module.exports = exports = …`, `exports = module.exports = …`; with another name in between, it would have both.
  const isChained =
    ts.isBinaryExpression(around) &&
    around.right === assignment &&
    (ts.isIdentifier(target) || isExportsObject(ts, around.left));
  return isChained || ts.isExpressionStatement(around);
}
