import type ts from "typescript";
import type { Reference } from "../engine/facts";
import { wrapped } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { type ExportRoute, exportRouteOf } from "./exports";
import { type Answer, isLost, type Lost, referencesWithin, type SearchContext, together } from "./search";
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

/** Nobody can tell what becomes of the whole module from here. */
function lostAt(node: ts.Node): Lost {
  return { lost: { cause: "module", at: placeOf(node) } };
}

/** `typeof import("./x")` stands for the whole module; the language service follows `import("./x").X`, but into CommonJS. */
function ofImportType(ts: TypeScript, type: ts.ImportTypeNode, route: ExportRoute): Answer {
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
): Answer {
  const { ts } = context;
  const bindings = importClause?.namedBindings;
  const found: Answer[] = [];
  if (bindings && ts.isNamespaceImport(bindings))
    found.push(ofVariable(context, bindings.name, route, "module"));
  if (bindings && ts.isNamedImports(bindings)) found.push(ofSpecifiers(context, bindings, route));
  if (importClause?.name && isCommonJs(route))
    found.push(ofVariable(context, importClause.name, route, stageOf(route)));
  return together(found);
}

/** The language service follows ECMAScript exports by itself, but not all that CommonJS can write. */
function ofSpecifiers(context: SearchContext, { elements }: ts.NamedImports, route: ExportRoute): Answer {
  if (!isCommonJs(route)) return [];
  return together(
    elements.map(({ name, propertyName }) => {
      const imported = (propertyName ?? name).text;
      const isModule = imported === "default";
      if (!isModule && !isExportName(imported, route)) return [];
      const more = ofVariable(context, name, route, isModule ? stageOf(route) : "export");
      return together([!isModule && propertyName ? [declarationAt(propertyName)] : [], more]);
    }),
  );
}

/** Re-exports of ECMAScript modules are followed by the language service, except as a namespace. */
function ofExport(ts: TypeScript, declaration: ts.ExportDeclaration, route: ExportRoute): Answer {
  const { exportClause } = declaration;
  const isNamespace = exportClause && ts.isNamespaceExport(exportClause);
  return isCommonJs(route) || isNamespace ? lostAt(declaration) : [];
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
  if (stage === "export" || isLost(references)) return references;
  return together(
    references
      .filter(({ sourceFile }) => sourceFile === name.getSourceFile())
      .map(({ node, isDeclaration }) => {
        if (node === name) return [];
        if (isDeclaration) return isHandedOn(context.ts, node) ? lostAt(node) : [];
        return ofNamespaceUse(context, node, route);
      }),
  );
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
  return ts.isExpression(node) ? ofValue(context, node, route, "module") : lostAt(node);
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
  if (isTyped(ts, expression, outer)) return lostAt(outer);
  if (ts.isAwaitExpression(parent)) return ofValue(context, parent, route, stage);
  if (ts.isExpressionStatement(parent)) return [];
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer) {
    return ofDeclaration(context, parent.name, route, stage);
  }
  if (stage === "export") return lostAt(outer); // used without a name: nothing that a reference could stand for
  if (ts.isPropertyAccessExpression(parent)) return ofMember(context, parent, route);
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression)) {
    const { argumentExpression } = parent;
    return isExportName(argumentExpression.text, route) ? [useAt(argumentExpression)] : [];
  }
  return lostAt(outer);
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
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return lostAt(call);
  const [parameter] = handler.parameters;
  return parameter ? ofDeclaration(context, parameter.name, route, "module") : [];
}

function ofDeclaration(
  context: SearchContext,
  name: ts.BindingName,
  route: ExportRoute,
  stage: Stage,
): Answer {
  const { ts } = context;
  if (ts.isIdentifier(name)) return ofVariable(context, name, route, stage);
  if (stage === "export" || !ts.isObjectBindingPattern(name)) return lostAt(name);
  return together(name.elements.map((element) => ofElement(context, element, route)));
}

function ofElement(context: SearchContext, element: ts.BindingElement, route: ExportRoute): Answer {
  const { ts, program } = context;
  if (element.dotDotDotToken) return lostAt(element);
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) || !isExportName(key.text, route)) return [];
  if (!ts.isIdentifier(element.name)) return lostAt(element);
  return together([
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
