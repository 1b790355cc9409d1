import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** What kind of place a reference stands in. */
export type ReferencePlace = "value" | "type" | "type query" | "heritage" | "comment";

/** @returns where a name stands; the part of a longer name (`ns.X`, `import("./x").X`) counts as the whole */
export function placeOf(ts: TypeScript, node: ts.Node): ReferencePlace {
  let name = node;
  while (ts.isQualifiedName(name.parent) || isAccessInHeritage(ts, name)) name = name.parent;
  const { parent } = name;
  if (ts.isTypeQueryNode(parent) || (ts.isImportTypeNode(parent) && parent.isTypeOf)) return "type query";
  if (ts.isExpressionWithTypeArguments(parent)) return "heritage";
  if (isInComment(ts, name)) return "comment";
  return ts.isTypeNode(parent) ? "type" : "value";
}

/** The `ns.X` of `extends ns.X` is an expression, but no use of a value by itself. */
function isAccessInHeritage(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    ts.isExpressionWithTypeArguments(parent.parent)
  );
}

/** A name in the prose of a JSDoc comment, or the name that a tag such as `@param` is about: no code at all. */
function isInComment(ts: TypeScript, node: ts.Node): boolean {
  const isLink = (n: ts.Node): boolean =>
    ts.isJSDocLink(n) ||
    ts.isJSDocLinkCode(n) ||
    ts.isJSDocLinkPlain(n) ||
    ts.isJSDocSeeTag(n) ||
    ts.isJSDocNameReference(n);
  const { FirstJSDocTagNode, LastJSDocTagNode } = ts.SyntaxKind;
  const isTag = node.parent.kind >= FirstJSDocTagNode && node.parent.kind <= LastJSDocTagNode;
  return isTag || isLink(node.parent) || isLink(node.parent.parent);
}

/**
 * The expression that has the value of what a reference names: `ns.X` where the reference is its `X`.
 *
 * @returns `undefined` where the name is no expression, as in `{ X }`
 */
export function expressionNamed(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent;
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) return parent;
  if (ts.isShorthandPropertyAssignment(parent) || !ts.isIdentifier(node)) return undefined;
  return node;
}
