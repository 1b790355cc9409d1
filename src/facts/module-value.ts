import type ts from "typescript";
import type { Reference } from "../engine/facts";
import { expressionNamed } from "../engine/consume/reference-place";
import { isModuleExports } from "../engine/syntax/exports-object";
import { hasModifier, walk, wrapped } from "../engine/syntax/nodes";
import { boundAt, itself, type Spot, throughPromise } from "../engine/syntax/promised-values";
import type { TypeScript } from "../engine/typescript";
import { type ExportRoute, exportRouteOf } from "./exports";
import {
  isLost,
  type Lost,
  type Outlet,
  type Reached,
  referencesWithin,
  type SearchContext,
  together,
} from "./search";
import { placeOf } from "./symbols";
import { typesInDocs } from "./types-in-docs";

/** What the value at hand is. */
type Stage =
  /** The object that a whole module is seen as; the export is a member of it. */
  | "module"
  /** The export itself. */
  | "export";

/**
 * All names by which one import of a module reaches an export of it.
 *
 * @param specifier - the module's name in an `import`, `export … from`, `require()`, `import()` or import type
 * @param route - how the symbol left the module
 * @returns only those that the language service may not have found; lost when the module object is lost sight of
 */
export function collectModuleValue(
  context: SearchContext,
  specifier: ts.StringLiteralLike,
  route: ExportRoute,
): Reached {
  const { ts } = context;
  const holder = specifier.parent;
  if (ts.isImportDeclaration(holder)) return ofImport(context, holder, route);
  if (ts.isExportDeclaration(holder)) return ofExport(ts, holder, route);
  if (ts.isCallExpression(holder)) return ofValue(context, holder, route, stageOf(route));
  if (ts.isExternalModuleReference(holder)) return ofImportEquals(context, holder, route);
  return ts.isLiteralTypeNode(holder) && ts.isImportTypeNode(holder.parent)
    ? ofImportType(ts, holder.parent, route)
    : [];
}

/** Nobody can tell what becomes of the whole module from here. */
export function lostAt(node: ts.Node): Lost {
  return { lost: { cause: "module", at: placeOf(node) } };
}

/** `typeof import("./x")` stands for the whole module; the language service follows `import("./x").X`, but into CommonJS. */
function ofImportType(ts: TypeScript, type: ts.ImportTypeNode, route: ExportRoute): Reached {
  const { qualifier } = type;
  if (!qualifier) return lostAt(type);
  const isNamed = ts.isIdentifier(qualifier) && isExportName(qualifier.text, route);
  return isCommonJs(route) && isNamed ? [useAt(qualifier)] : [];
}

function stageOf(route: ExportRoute): Stage {
  return route.kind === "whole" ? "export" : "module";
}

function isCommonJs(route: ExportRoute): boolean {
  return route.kind === "whole" || route.commonJs;
}

function ofImport(
  context: SearchContext,
  { importClause }: ts.ImportDeclaration,
  route: ExportRoute,
): Reached {
  const { ts } = context;
  const bindings = importClause?.namedBindings;
  const found: Reached[] = [];
  if (bindings && ts.isNamespaceImport(bindings))
    found.push(ofVariable(context, bindings.name, route, "module"));
  if (bindings && ts.isNamedImports(bindings)) found.push(ofSpecifiers(context, bindings, route));
  if (importClause?.name && isCommonJs(route))
    found.push(ofVariable(context, importClause.name, route, stageOf(route)));
  return together<Reference | Outlet>(found);
}

/** The language service follows ECMAScript exports by itself, but not all that CommonJS can write. */
function ofSpecifiers(context: SearchContext, { elements }: ts.NamedImports, route: ExportRoute): Reached {
  if (!isCommonJs(route)) return [];
  return together<Reference | Outlet>(
    elements.map(({ name, propertyName }) => {
      const imported = (propertyName ?? name).text;
      const isModule = imported === "default";
      if (!isModule && !isExportName(imported, route)) return [];
      const more = ofVariable(context, name, route, isModule ? stageOf(route) : "export");
      return together<Reference | Outlet>([
        !isModule && propertyName ? [declarationAt(propertyName)] : [],
        more,
      ]);
    }),
  );
}

/** Re-exports of ECMAScript modules are followed by the language service, except as a namespace. */
function ofExport(ts: TypeScript, declaration: ts.ExportDeclaration, route: ExportRoute): Reached {
  const { exportClause: clause } = declaration;
  if (isCommonJs(route)) return lostAt(declaration);
  if (!clause || !ts.isNamespaceExport(clause)) return [];
  const { name } = clause;
  const from = declaration.getSourceFile();
  return [{ route: { kind: "named", name: name.text, commonJs: false, from }, name, member: route }];
}

function ofImportEquals(
  context: SearchContext,
  { parent }: ts.ExternalModuleReference,
  route: ExportRoute,
): Reached {
  return ofVariable(context, parent.name, route, stageOf(route));
}

/** Follows a variable that holds the module or the export. */
function ofVariable(context: SearchContext, name: ts.Identifier, route: ExportRoute, stage: Stage): Reached {
  const references = referencesWithin(context, name);
  if (stage === "export" || isLost(references)) return references;
  return together<Reference | Outlet>([
    exportedAs(context.ts, name, route),
    ...references
      .filter(({ sourceFile }) => sourceFile === name.getSourceFile())
      .map(({ node, isDeclaration }) => {
        if (node === name) return [];
        if (isDeclaration) return ofHandedOn(context.ts, node, route);
        return ofNamespaceUse(context, node, route);
      }),
  ]);
}

/** `export const all = require("./rows")` */
function exportedAs(ts: TypeScript, name: ts.Identifier, member: ExportRoute): Reached {
  const { parent } = name;
  const owner = ts.isVariableDeclaration(parent) ? parent.parent.parent : parent;
  if (!hasModifier(ts, owner, ts.SyntaxKind.ExportKeyword)) return [];
  const from = name.getSourceFile();
  return [{ route: { kind: "named", name: name.text, commonJs: false, from }, name, member }];
}

/** `export { all }`, `module.exports = { all }`: the language service knows what names it from there on, too. */
function ofHandedOn(ts: TypeScript, node: ts.Node, member: ExportRoute): Reached {
  const from = node.getSourceFile();
  if (ts.isExportSpecifier(node.parent)) {
    const { name } = node.parent;
    return [{ route: { kind: "named", name: name.text, commonJs: false, from }, name, member }];
  }
  const route = ts.isIdentifier(node) ? exportRouteOf(ts, node) : undefined;
  return route ? handedOnAs(ts, node, route, member) : [];
}

/**
 * `module.exports = require("./rows")`, `exports.rows = require("./rows")`, where the module is an object that has the symbol for a member
 */
function handedOnAs(ts: TypeScript, node: ts.Node, route: ExportRoute, member: ExportRoute): Reached {
  const from = node.getSourceFile();
  // Nothing but the language service knows who imports a default export, and that goes by names.
  if (route.kind === "named" && !route.key) return lostAt(node);
  if (route.kind === "whole") {
    if (member.kind === "whole" || !isOnlyExport(ts, from)) return lostAt(node);
    return [{ route: { kind: "named", name: member.name, commonJs: true, from } }];
  }
  return [{ route: { ...route, from }, name: route.key, member }];
}

/** `module.exports = require("./rows")`, `exports.Rows = require("./rows")`, where the module is the class */
function itselfHandedOn(ts: TypeScript, node: ts.Node, route: ExportRoute): Reached {
  const from = node.getSourceFile();
  const isClear = route.kind === "whole" ? isOnlyExport(ts, from) : route.key !== undefined;
  return isClear ? [{ route: { ...route, from } }] : lostAt(node);
}

/** Nothing else is put on the object that is the whole of a module. */
function isOnlyExport(ts: TypeScript, file: ts.SourceFile): boolean {
  let count = 0;
  walk(ts, file, (node) => {
    if (ts.isExpression(node) && isModuleExports(ts, node)) count++;
    else if (ts.isIdentifier(node) && node.text === "exports" && !isPartOfAccess(ts, node)) count++;
  });
  return count === 1;
}

function isPartOfAccess(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === "exports";
}

/** @returns what one use of a name for a whole module reaches of the symbol that it exports by this route */
export function ofNamespaceUse(context: SearchContext, node: ts.Node, route: ExportRoute): Reached {
  const { ts } = context;
  if (ts.isQualifiedName(node.parent)) return ofQualifier(ts, node.parent, node, route);
  const expression = expressionNamed(ts, node);
  return expression ? ofValue(context, expression, route, "module") : lostAt(node);
}

/** @returns what an expression for the object that a module exports reaches of the symbol that leaves by this route */
export function ofModuleObject(
  context: SearchContext,
  expression: ts.Expression,
  route: ExportRoute,
): Reached {
  return route.kind === "whole" ? lostAt(expression) : ofValue(context, expression, route, "module");
}

/** `ns` of `ns.X`, or of `all.ns.X`, in a type */
function ofQualifier(ts: TypeScript, parent: ts.QualifiedName, node: ts.Node, route: ExportRoute): Reached {
  const name = parent.left === node ? parent : parent.parent;
  if (!ts.isQualifiedName(name)) return lostAt(node);
  return isExportName(name.right.text, route) ? [useAt(name.right)] : [];
}

/** Follows the value of an expression that is the module or the export. */
function ofValue(
  context: SearchContext,
  expression: ts.Expression,
  route: ExportRoute,
  stage: Stage,
  spot: Spot = itself,
): Reached {
  const { ts } = context;
  const outer = wrapped(ts, expression);
  const { parent } = outer;
  if (isTyped(ts, expression, outer)) return lostAt(outer);
  const next = throughPromise(ts, { expression: outer, spot });
  if (next) return ofValue(context, next.expression, route, stage, next.spot);
  if (ts.isExpressionStatement(parent)) return [];
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer)
    return ofBound(context, parent.name, route, stage, spot);
  if (
    ts.isPropertyAccessExpression(parent) &&
    parent.name.text === "then" &&
    ts.isCallExpression(parent.parent)
  )
    return ofThen(context, parent.parent, route, stage, spot);
  if (spot.path.length > 0) return lostAt(outer);
  const handedOn = spot.isPromised ? undefined : exportRouteOf(ts, outer);
  if (handedOn)
    return stage === "module" ? handedOnAs(ts, outer, handedOn, route) : itselfHandedOn(ts, outer, handedOn);
  if (stage === "export") return lostAt(outer); // used without a name: nothing that a reference could stand for
  if (ts.isPropertyAccessExpression(parent)) return ofMember(context, parent, route);
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression)) {
    const { argumentExpression } = parent;
    return isExportName(argumentExpression.text, route) ? [useAt(argumentExpression)] : [];
  }
  return lostAt(outer);
}

/** A declaration that has the value, or a promise of it, or arrays that hold it. */
function ofBound(
  context: SearchContext,
  name: ts.BindingName,
  route: ExportRoute,
  stage: Stage,
  { path, isPromised }: Spot,
): Reached {
  const bound = boundAt(context.ts, name, path);
  return bound && !(stage === "export" && isPromised)
    ? ofDeclaration(context, bound, route, stage)
    : lostAt(name);
}

/** `(await import("./x")) as { X: … }`, `const x: { X: … } = require("./x")`: another type says the export's name as well. */
function isTyped(ts: TypeScript, expression: ts.Expression, outer: ts.Expression): boolean {
  const types: (ts.TypeNode | undefined)[] = [];
  for (let node: ts.Node = expression; node !== outer; node = node.parent)
    if (
      ts.isAsExpression(node.parent) ||
      ts.isSatisfiesExpression(node.parent) ||
      ts.isTypeAssertionExpression(node.parent)
    )
      types.push(node.parent.type);
  if (ts.isVariableDeclaration(outer.parent)) types.push(outer.parent.type);
  return types.some((type) => type && type.kind !== ts.SyntaxKind.AnyKeyword);
}

function ofMember(context: SearchContext, access: ts.PropertyAccessExpression, route: ExportRoute): Reached {
  const { name } = access;
  if (isExportName(name.text, route)) return [useAt(name)];
  if (name.text === "default" && isCommonJs(route)) return ofValue(context, access, route, stageOf(route));
  return [];
}

function ofThen(
  context: SearchContext,
  call: ts.CallExpression,
  route: ExportRoute,
  stage: Stage,
  { path }: Spot,
): Reached {
  const { ts } = context;
  const [handler] = call.arguments;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return lostAt(call);
  const [parameter] = handler.parameters;
  if (!parameter) return [];
  // A class that is given to a handler is one value among others that its parameter may have.
  if (stage === "export" || parameter.dotDotDotToken) return lostAt(call);
  return ofBound(context, parameter.name, route, stage, { path, isPromised: false });
}

function ofDeclaration(
  context: SearchContext,
  name: ts.BindingName,
  route: ExportRoute,
  stage: Stage,
): Reached {
  const { ts } = context;
  if (ts.isIdentifier(name)) return ofVariable(context, name, route, stage);
  if (stage === "export" || !ts.isObjectBindingPattern(name)) return lostAt(name);
  return together<Reference | Outlet>(name.elements.map((element) => ofElement(context, element, route)));
}

function ofElement(context: SearchContext, element: ts.BindingElement, route: ExportRoute): Reached {
  const { ts, program } = context;
  if (element.dotDotDotToken) return lostAt(element);
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) || !isExportName(key.text, route)) return [];
  if (!ts.isIdentifier(element.name)) return lostAt(element);
  return together<Reference | Outlet>([
    [declarationAt(key)],
    referencesWithin(context, element.name),
    typesInDocs(ts, program.getTypeChecker(), element.name).map(useAt),
  ]);
}

function isExportName(text: string, route: ExportRoute): boolean {
  return route.kind === "named" && route.name === text;
}

function useAt(node: ts.Node): Reference {
  return { sourceFile: node.getSourceFile(), node, isDeclaration: false };
}

function declarationAt(node: ts.Node): Reference {
  return { sourceFile: node.getSourceFile(), node, isDeclaration: true };
}
