import type ts from "typescript";
import type { Facts } from "../facts";
import { isExportsObject, isModuleExports } from "../syntax/exports-object";
import { accessKind, hasModifier, isConst, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { importedNames, isHidden } from "./imported-names";
import { givesNext } from "./may-be-next";
import { nextTakerOf, type NextTaker } from "./next-taker";

const known = new WeakMap<ts.SourceFile, ReadonlyMap<string, NextTaker>>();

const none: ReadonlyMap<string, NextTaker> = new Map();

/** @returns by their names, the imported functions that make an iterator object of a `next`: none, until somebody has looked */
export function importedTakers(sourceFile: ts.SourceFile): ReadonlyMap<string, NextTaker> {
  return known.get(sourceFile) ?? none;
}

/**
 * `import { makeIterator } from "./iterators";`: which of the functions that a file imports and gives functions to do nothing but make
 * iterator objects of them. Only a host that sees the other file can tell.
 */
export function learnImportedTakers(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): void {
  const takers = new Map<string, NextTaker>();
  const called = namesGivenNext(ts, sourceFile);
  const imported = called.size > 0 ? importedNames(ts, sourceFile) : [];
  for (const name of imported) {
    for (const [text, node] of called) {
      const isOf = text === name.text || text.startsWith(`${name.text}.`);
      const taker = isOf && !isHidden(ts, name) ? takerDeclared(ts, node, facts) : undefined;
      if (taker) takers.set(text, taker);
    }
  }
  known.set(sourceFile, takers);
}

/** What is called with a function that may give results, by its text. */
function namesGivenNext(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, ts.Identifier> {
  const names = new Map<string, ts.Identifier>();
  for (const { expression, arguments: given } of nodesOfKind(ts, sourceFile, ts.isCallExpression)) {
    const callee = unwrap(ts, expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const isPlain = ts.isPropertyAccessExpression(callee) ? ts.isIdentifier(callee.expression) : true;
    if (!isPlain || !ts.isIdentifier(name) || names.has(callee.getText())) continue;
    if (givesNext(ts, given)) names.set(callee.getText(), name);
  }
  return names;
}

function takerDeclared(ts: TypeScript, name: ts.Identifier, facts: Facts): NextTaker | undefined {
  const declaration = facts.declarationOf(name);
  if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
  const fn = functionOf(ts, declaration);
  const taker = fn && nextTakerOf(ts, fn);
  return taker && isKept(ts, declaration, fn, facts) ? taker : undefined;
}

/** Nothing else is ever put in its place. */
function isKept(ts: TypeScript, declaration: ts.Node, fn: FunctionWithBody, facts: Facts): boolean {
  const isNamed = ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration);
  const name = isNamed ? declaration.name : fn.name;
  const sourceFile = declaration.getSourceFile();
  // What CommonJS exports, everybody who has the module can write.
  if (!isEsModule(ts, sourceFile))
    return facts.references(name ?? fn)?.every(({ node }) => isLeftAlone(ts, node)) ?? false;
  if (!name || !ts.isIdentifier(name)) return false;
  return usesOfVariable(ts, sourceFile, name.text).every((use) => accessKind(ts, use) === "read");
}

function isEsModule(ts: TypeScript, { statements }: ts.SourceFile): boolean {
  return statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
      hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword),
  );
}

/** It is read, or put there for the first time by the module that exports it. */
function isLeftAlone(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  const access = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
  if (!ts.isExpression(access) || accessKind(ts, access) === "read") return true;
  return ts.isBinaryExpression(access.parent) && isExport(ts, access.parent);
}

function functionOf(ts: TypeScript, declaration: ts.Node): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(declaration)) return declaration.body && (declaration as FunctionWithBody);
  const given = valueOf(ts, declaration);
  const value = given && unwrap(ts, given);
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** What a constant holds, or an export: `exports.makeIterator = (next) => …;`, `module.exports = function (next) {…};` */
function valueOf(ts: TypeScript, declaration: ts.Node): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const isHeld = ts.isVariableDeclarationList(declaration.parent) && isConst(ts, declaration);
    return isHeld ? declaration.initializer : undefined;
  }
  if (ts.isPropertyAssignment(declaration)) return declaration.initializer;
  const assignment = ts.isBinaryExpression(declaration) ? declaration : declaration.parent;
  return ts.isBinaryExpression(assignment) && isExport(ts, assignment) ? assignment.right : undefined;
}

/** `module.exports = …`, `exports.makeIterator = …` */
function isExport(ts: TypeScript, { left, operatorToken, parent }: ts.BinaryExpression): boolean {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isExpressionStatement(parent)) return false;
  if (!ts.isSourceFile(parent.parent) || !ts.isPropertyAccessExpression(left)) return false;
  return isModuleExports(ts, left) || isExportsObject(ts, left.expression);
}
