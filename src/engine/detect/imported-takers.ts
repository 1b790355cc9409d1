import type ts from "typescript";
import type { Facts } from "../facts";
import { accessKind, isConst, unwrap, type FunctionWithBody } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { importedNames, isHidden } from "./imported-names";
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
    if (given.some((argument) => mayBeNext(ts, argument))) names.set(callee.getText(), name);
  }
  return names;
}

function mayBeNext(ts: TypeScript, argument: ts.Expression): boolean {
  const value = unwrap(ts, argument);
  if (ts.isIdentifier(value)) return value.text === "next";
  const isSeen =
    ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isObjectLiteralExpression(value);
  return isSeen && /\b(?:done|next)\b/.test(value.getText());
}

function takerDeclared(ts: TypeScript, name: ts.Identifier, facts: Facts): NextTaker | undefined {
  const declaration = facts.declarationOf(name);
  if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
  const fn = functionOf(ts, declaration);
  return fn && isKept(ts, declaration) ? nextTakerOf(ts, fn) : undefined;
}

/** Nothing else is ever put in its place. */
function isKept(ts: TypeScript, declaration: ts.Node): boolean {
  const { name } = declaration as Partial<ts.NamedDeclaration>;
  if (!name || !ts.isIdentifier(name)) return false;
  const uses = usesOfVariable(ts, declaration.getSourceFile(), name.text);
  return uses.every((use) => accessKind(ts, use) === "read");
}

function functionOf(ts: TypeScript, declaration: ts.Node): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(declaration)) return declaration.body && (declaration as FunctionWithBody);
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  if (!ts.isVariableDeclarationList(declaration.parent) || !isConst(ts, declaration)) return undefined;
  const value = unwrap(ts, declaration.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}
