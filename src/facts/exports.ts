import type ts from "typescript";
import { isExportsObject, isModuleExports } from "../engine/syntax/exports-object";
import { ancestor, hasModifier, some, wrapped } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";

/** How a value leaves its module. */
export type ExportRoute =
  /** Under a name of its own: `export class X`, `export { X as Y }`, `exports.Y = X`, `module.exports = { Y: X }`. */
  | {
      readonly kind: "named";
      readonly name: string;
      readonly commonJs: boolean;
      readonly key?: ts.Identifier;
    }
  /** As the module itself: `module.exports = X`, `export = X`. */
  | { readonly kind: "whole" };

/**
 * The route by which an expression leaves the module right where it stands.
 *
 * @returns `undefined` when it does not, or does in a way that shows as a use of the value (such as `module.exports = wrap(X)`)
 */
export function exportRouteOf(ts: TypeScript, expression: ts.Expression): ExportRoute | undefined {
  const outer = wrapped(ts, expression);
  const { parent } = outer;
  if (ts.isExportAssignment(parent)) {
    return parent.isExportEquals === true
      ? { kind: "whole" }
      : { kind: "named", name: "default", commonJs: false };
  }
  if (ts.isBinaryExpression(parent) && parent.right === outer) return routeOfAssignment(ts, parent);
  const property = propertyHolding(ts, outer);
  if (!property || !ts.isObjectLiteralExpression(property.parent)) return undefined;
  const around = exportRouteOf(ts, property.parent);
  if (around?.kind !== "whole" || !ts.isIdentifier(property.name)) return undefined;
  return { kind: "named", name: property.name.text, commonJs: true, key: property.name };
}

function propertyHolding(
  ts: TypeScript,
  node: ts.Node,
): ts.PropertyAssignment | ts.ShorthandPropertyAssignment | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) return parent;
  return ts.isPropertyAssignment(parent) && parent.initializer === node ? parent : undefined;
}

/** `module.exports = exports = X` exports as a whole although the inner target is a plain name. */
function routeOfAssignment(ts: TypeScript, assignment: ts.BinaryExpression): ExportRoute | undefined {
  if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left } = assignment;
  if (isModuleExports(ts, left)) return { kind: "whole" };
  if (
    ts.isPropertyAccessExpression(left) &&
    ts.isIdentifier(left.name) &&
    isExportsObject(ts, left.expression)
  ) {
    return { kind: "named", name: left.name.text, commonJs: true, key: left.name };
  }
  return exportRouteOf(ts, assignment);
}

/**
 * Is this top-level declaration exported from its file?
 *
 * @param declaration - a class, function, variable, enum …; not a member
 */
export function isExportedDeclaration(ts: TypeScript, declaration: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return true;
  if (isExpressionLike(ts, declaration) && exportRouteOf(ts, declaration)) return true;
  const name = (declaration as Partial<ts.NamedDeclaration>).name;
  return name !== undefined && ts.isIdentifier(name) && isNameExported(ts, name);
}

function isExpressionLike(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return (
    ts.isClassExpression(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isObjectLiteralExpression(node)
  );
}

function isNameExported(ts: TypeScript, name: ts.Identifier): boolean {
  return name.getSourceFile().statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return mentions(ts, statement.expression, name.text);
    if (ts.isExportDeclaration(statement)) return isInExportList(ts, statement, name.text);
    return (
      ts.isExpressionStatement(statement) &&
      isExportStatement(ts, statement) &&
      mentions(ts, statement, name.text)
    );
  });
}

function isInExportList(ts: TypeScript, statement: ts.ExportDeclaration, name: string): boolean {
  const { exportClause, moduleSpecifier } = statement;
  if (moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause)) return false;
  return exportClause.elements.some((element) => (element.propertyName ?? element.name).text === name);
}

/** `module.exports = …`, `exports.x = …`, `Object.assign(module.exports, …)`: whatever is named in it may leave. */
function isExportStatement(ts: TypeScript, statement: ts.ExpressionStatement): boolean {
  return some(ts, statement.expression, (node) => ts.isExpression(node) && isExportsObject(ts, node));
}

function mentions(ts: TypeScript, root: ts.Node, name: string): boolean {
  return some(ts, root, (node) => ts.isIdentifier(node) && node.text === name);
}

/**
 * The declaration at the top level of a file that this node is, or is a member of.
 *
 * @returns "local" when it is declared inside a function or block, "unnamed" when no declaration owns it (an object literal
 *   in a call, say), "given" when a function gives it to its callers, who may be anybody, "private" when nothing outside the class can
 *   name it
 */
export function topLevelOwner(
  ts: TypeScript,
  node: ts.Node,
): ts.Node | "local" | "unnamed" | "given" | "private" {
  const { parent } = node;
  if (isPrivateMember(ts, node)) return "private";
  if (ts.isClassLike(parent) || ts.isObjectLiteralExpression(parent) || ts.isInterfaceDeclaration(parent)) {
    return topLevelOwner(ts, parent);
  }
  if (ts.isVariableDeclaration(node)) {
    const statement = node.parent.parent;
    return ts.isVariableStatement(statement) && isTopLevel(ts, statement) ? node : "local";
  }
  if (ts.isParameter(node) || ts.isBindingElement(node))
    return ancestor(node, ts.isFunctionLike) ? "local" : "unnamed";
  if (ts.isExpression(node)) return ownerOfExpression(ts, node);
  if (ts.isStatement(node)) return isTopLevel(ts, node) ? node : "local";
  return "unnamed";
}

function ownerOfExpression(ts: TypeScript, node: ts.Expression): ReturnType<typeof topLevelOwner> {
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (exportRouteOf(ts, outer)) return node;
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer) return topLevelOwner(ts, parent);
  if ((ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.initializer === outer) {
    return topLevelOwner(ts, parent);
  }
  const giver = ts.isReturnStatement(parent) ? ancestor(parent, ts.isFunctionLike) : parent;
  if (giver && ts.isFunctionLike(giver) && (giver !== parent || isBodyOf(ts, outer, giver)))
    return topLevelOwner(ts, giver) === "unnamed" ? "unnamed" : "given";
  return "unnamed";
}

/** `() => value` */
function isBodyOf(ts: TypeScript, value: ts.Expression, fn: ts.Node): boolean {
  return ts.isArrowFunction(fn) && fn.body === value;
}

function isPrivateMember(ts: TypeScript, node: ts.Node): boolean {
  const name = (node as Partial<ts.NamedDeclaration>).name;
  return (
    (name !== undefined && ts.isPrivateIdentifier(name)) ||
    hasModifier(ts, node, ts.SyntaxKind.PrivateKeyword)
  );
}

function isTopLevel(ts: TypeScript, statement: ts.Node): boolean {
  const { parent } = statement;
  if (ts.isSourceFile(parent)) return true;
  return ts.isModuleBlock(parent) && hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}
