import type ts from "typescript";
import type { Reference } from "../engine/facts";
import { wrapped } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { type ExportRoute, exportRouteOf } from "./exports";
import { referencesWithin, type SearchContext } from "./search";
import { typesInDocs } from "./types-in-docs";

type Answer = readonly Reference[] | undefined;

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
 * @returns only those that the language service may not have found; `undefined` when the module object is lost sight of
 */
export function collectModuleValue(
  context: SearchContext,
  specifier: ts.StringLiteralLike,
  route: ExportRoute,
): Answer {
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

/** `typeof import("./x")` stands for the whole module; the language service follows `import("./x").X`, but into CommonJS. */
function ofImportType(ts: TypeScript, { qualifier }: ts.ImportTypeNode, route: ExportRoute): Answer {
  if (!qualifier) return undefined;
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
): Answer {
  const { ts } = context;
  const bindings = importClause?.namedBindings;
  const found: Reference[] = [];
  if (bindings && ts.isNamespaceImport(bindings)) {
    const more = ofVariable(
      context,
      bindings.name,
      route,
      route.kind === "whole" ? "module" : stageOf(route),
    );
    if (!more) return undefined;
    found.push(...more);
  }
  if (bindings && ts.isNamedImports(bindings)) {
    const more = ofSpecifiers(context, bindings, route);
    if (!more) return undefined;
    found.push(...more);
  }
  if (importClause?.name && isCommonJs(route)) {
    const more = ofVariable(context, importClause.name, route, stageOf(route));
    if (!more) return undefined;
    found.push(...more);
  }
  return found;
}

/** The language service follows ECMAScript exports by itself, but not all that CommonJS can write. */
function ofSpecifiers(context: SearchContext, { elements }: ts.NamedImports, route: ExportRoute): Answer {
  if (!isCommonJs(route)) return [];
  const found: Reference[] = [];
  for (const { name, propertyName } of elements) {
    const imported = (propertyName ?? name).text;
    const isModule = imported === "default";
    if (!isModule && (route.kind === "whole" || imported !== route.name)) continue;
    const more = ofVariable(context, name, route, isModule ? stageOf(route) : "export");
    if (!more) return undefined;
    if (!isModule && propertyName) found.push(declarationAt(propertyName));
    found.push(...more);
  }
  return found;
}

/** Re-exports of ECMAScript modules are followed by the language service, except as a namespace. */
function ofExport(ts: TypeScript, { exportClause }: ts.ExportDeclaration, route: ExportRoute): Answer {
  if (isCommonJs(route)) return undefined;
  return exportClause && ts.isNamespaceExport(exportClause) ? undefined : [];
}

function ofImportEquals(
  context: SearchContext,
  { parent }: ts.ExternalModuleReference,
  route: ExportRoute,
): Answer {
  return ofVariable(context, parent.name, route, stageOf(route));
}

/** Follows a variable that holds the module or the export. */
function ofVariable(context: SearchContext, name: ts.Identifier, route: ExportRoute, stage: Stage): Answer {
  const references = referencesWithin(context, name);
  if (!references) return undefined;
  if (stage === "export") return references;
  const own = references.filter(({ sourceFile }) => sourceFile === name.getSourceFile());
  const found: Reference[] = [];
  for (const { node, isDeclaration } of own) {
    if (isDeclaration || node === name) {
      if (node !== name && isHandedOn(context.ts, node)) return undefined;
      continue;
    }
    const more = ofNamespaceUse(context, node, route);
    if (!more) return undefined;
    found.push(...more);
  }
  return found;
}

/** `export { all }`, `module.exports = all` */
function isHandedOn(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isExportSpecifier(node.parent) || (ts.isIdentifier(node) && exportRouteOf(ts, node) !== undefined)
  );
}

function ofNamespaceUse(context: SearchContext, node: ts.Node, route: ExportRoute): Answer {
  const { ts } = context;
  if (ts.isQualifiedName(node.parent)) {
    const { right } = node.parent;
    return isExportName(right.text, route) ? [useAt(right)] : [];
  }
  return ts.isExpression(node) ? ofValue(context, node, route, "module") : undefined;
}

/** Follows the value of an expression that is the module or the export. */
function ofValue(
  context: SearchContext,
  expression: ts.Expression,
  route: ExportRoute,
  stage: Stage,
): Answer {
  const { ts } = context;
  const outer = wrapped(ts, expression);
  const { parent } = outer;
  if (isTyped(ts, expression, outer)) return undefined;
  if (ts.isAwaitExpression(parent)) return ofValue(context, parent, route, stage);
  if (ts.isExpressionStatement(parent)) return [];
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer) {
    return ofDeclaration(context, parent.name, route, stage);
  }
  if (stage === "export") return undefined; // used without a name: nothing that a reference could stand for
  if (ts.isPropertyAccessExpression(parent)) return ofMember(context, parent, route);
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression)) {
    const { argumentExpression } = parent;
    return isExportName(argumentExpression.text, route) ? [useAt(argumentExpression)] : [];
  }
  return undefined;
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

function ofMember(context: SearchContext, access: ts.PropertyAccessExpression, route: ExportRoute): Answer {
  const { ts } = context;
  const { name, parent } = access;
  if (isExportName(name.text, route)) return [useAt(name)];
  if (name.text === "default" && isCommonJs(route)) return ofValue(context, access, route, stageOf(route));
  if (name.text === "then" && ts.isCallExpression(parent)) return ofThen(context, parent, route);
  return [];
}

function ofThen(context: SearchContext, call: ts.CallExpression, route: ExportRoute): Answer {
  const { ts } = context;
  const [handler] = call.arguments;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return undefined;
  const [parameter] = handler.parameters;
  return parameter ? ofDeclaration(context, parameter.name, route, "module") : [];
}

function ofDeclaration(
  context: SearchContext,
  name: ts.BindingName,
  route: ExportRoute,
  stage: Stage,
): Answer {
  const { ts, program } = context;
  if (ts.isIdentifier(name)) return ofVariable(context, name, route, stage);
  if (stage === "export" || !ts.isObjectBindingPattern(name)) return undefined;
  const found: Reference[] = [];
  for (const element of name.elements) {
    if (element.dotDotDotToken) return undefined;
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(key) || !isExportName(key.text, route)) continue;
    if (!ts.isIdentifier(element.name)) return undefined;
    const more = referencesWithin(context, element.name);
    if (!more) return undefined;
    found.push(
      declarationAt(key),
      ...more,
      ...typesInDocs(ts, program.getTypeChecker(), element.name).map(useAt),
    );
  }
  return found;
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
