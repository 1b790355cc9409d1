import type ts from "typescript";
import type { Facts } from "../facts";
import { namesBound } from "../syntax/bound-names";
import { isExportsObject, isModuleExports } from "../syntax/exports-object";
import { hasModifier } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** The name that stands for the whole of `export =` and `module.exports =`. */
export const wholeModule = "export=";

/** An assignment to CommonJS exports and the name it exports under. */
export interface CommonJsExport {
  /** A name, or {@link wholeModule}. */
  readonly name: string;
  /** The name as it is written: `X` of `exports.X = …` or of `module.exports = { X }`. */
  readonly node?: ts.Identifier;
}

/**
 * @param value - an expression
 * @returns what the expression is exported as, where it is the right side of `module.exports = …` or `exports.x = …`, or
 * a property in the object of `module.exports = {…}`
 */
export function commonJsExport(ts: TypeScript, value: ts.Node): CommonJsExport | undefined {
  const { parent } = value;
  if (ts.isBinaryExpression(parent)) return assignedExport(ts, parent, value);
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === value) {
    return isAssignedToModule(ts, parent.parent) ? { name: parent.name.text, node: parent.name } : undefined;
  }
  if (!ts.isPropertyAssignment(parent) || parent.initializer !== value) return undefined;
  if (!ts.isIdentifier(parent.name) || !isAssignedToModule(ts, parent.parent)) return undefined;
  return { name: parent.name.text, node: parent.name };
}

function assignedExport(
  ts: TypeScript,
  assignment: ts.BinaryExpression,
  value: ts.Node,
): CommonJsExport | undefined {
  const { left, right, operatorToken } = assignment;
  if (right !== value || operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  if (!ts.isExpressionStatement(assignment.parent)) return undefined;
  if (isModuleExports(ts, left)) return { name: wholeModule };
  if (!ts.isPropertyAccessExpression(left) || !ts.isIdentifier(left.name)) return undefined;
  return isExportsObject(ts, left.expression) ? { name: left.name.text, node: left.name } : undefined;
}

/** `module.exports = {…}` */
function isAssignedToModule(ts: TypeScript, object: ts.Node): boolean {
  const { parent } = object;
  return ts.isBinaryExpression(parent) && parent.right === object && isModuleExports(ts, parent.left);
}

/** @returns the names under which a top-level statement's own modifiers export the declared name */
export function exportedByModifier(ts: TypeScript, declaration: ts.Node, name: string): string | undefined {
  const owner = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  if (!ts.isSourceFile(owner.parent) || !hasModifier(ts, owner, ts.SyntaxKind.ExportKeyword))
    return undefined;
  return hasModifier(ts, owner, ts.SyntaxKind.DefaultKeyword) ? "default" : name;
}

/** @returns whether a module exports this name, by itself or through `export *` */
export function exportsName(ts: TypeScript, facts: Facts, file: ts.SourceFile, name: string): boolean {
  return exportsNameVia(ts, facts, file, name, new Set());
}

function exportsNameVia(
  ts: TypeScript,
  facts: Facts,
  file: ts.SourceFile,
  name: string,
  seen: Set<ts.SourceFile>,
): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return file.statements.some((statement) => {
    if (ts.isExportDeclaration(statement) && !statement.exportClause) {
      const target = statement.moduleSpecifier && facts.modules?.moduleOf(statement.moduleSpecifier);
      return target !== undefined && exportsNameVia(ts, facts, target, name, seen);
    }
    return statementExports(ts, statement, name);
  });
}

function statementExports(ts: TypeScript, statement: ts.Statement, name: string): boolean {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (!clause) return false;
    if (ts.isNamespaceExport(clause)) return clause.name.text === name;
    return clause.elements.some((element) => element.name.text === name);
  }
  if (ts.isExpressionStatement(statement)) return assignsExport(ts, statement.expression, name);
  if (!hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) return false;
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some((declaration) =>
      namesBound(ts, declaration.name).includes(name),
    );
  }
  return declaredName(ts, statement)?.text === name;
}

function assignsExport(ts: TypeScript, expression: ts.Expression, name: string): boolean {
  if (!ts.isBinaryExpression(expression)) return false;
  if (commonJsExport(ts, expression.right)?.name === name) return true;
  const object = expression.right;
  if (!ts.isObjectLiteralExpression(object) || !isAssignedToModule(ts, object)) return false;
  return object.properties.some(({ name: key }) => key && ts.isIdentifier(key) && key.text === name);
}

function declaredName(ts: TypeScript, statement: ts.Statement): ts.Identifier | undefined {
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  return isNamed && statement.name && ts.isIdentifier(statement.name) ? statement.name : undefined;
}
