import type ts from "typescript";
import type { Facts } from "../facts";
import { iteratorKinds } from "../kind";
import { isExportsObject, isModuleOfItsOwn } from "../syntax/exports-object";
import { declaredInScope } from "../syntax/in-scope";
import { ancestor, hasModifier, isConst, isWithin, unwrap, wrapped } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { nextTakerOfClass } from "./class-taker";
import { givenTo } from "./given-to";
import { importedNames, isHidden } from "./imported-names";
import { givesNext } from "./may-be-next";
import type { NextTaker } from "./next-taker";
import { classDeclaredBy } from "./owner";

/** What is known of the classes that make iterators of what their constructors are given, and are nothing but that to anybody. */
interface Known {
  /** By what stands behind `new`. */
  readonly named: ReadonlyMap<string, NextTaker>;
  /** Those of the file that other files give something of which a generator can be made. */
  readonly usedElsewhere: ReadonlySet<ts.Node>;
}

const nothing: Known = { named: new Map(), usedElsewhere: new Set() };

const known = new WeakMap<ts.SourceFile, Known>();

/** @returns by what stands behind `new`, the classes whose instances are iterators of what they are given: none, until somebody has looked */
export function takenClasses(sourceFile: ts.SourceFile): ReadonlyMap<string, NextTaker> {
  return (known.get(sourceFile) ?? nothing).named;
}

/** @returns whether files that use the class have more to gain from it than it has itself */
export function isUsedElsewhere(owner: ts.Node): boolean {
  return (known.get(owner.getSourceFile()) ?? nothing).usedElsewhere.has(owner);
}

/**
 * `new FnIterator(() => …)`: which of the classes that a file gives functions to do nothing but call them, and are used for nothing
 * else by anybody.
 */
export function learnTakenClasses(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): void {
  const named = new Map<string, NextTaker>();
  const asked = new Set<string>();
  for (const creation of nodesOfKind(ts, sourceFile, ts.isNewExpression)) {
    const text = unwrap(ts, creation.expression).getText();
    if (asked.has(text) || !givesNext(ts, creation.arguments)) continue;
    asked.add(text);
    const declared = classCalled(ts, creation, facts);
    const taker = declared && takerAlone(ts, declared, facts);
    if (taker) named.set(text, taker);
  }
  known.set(sourceFile, { named, usedElsewhere: usedElsewhere(ts, sourceFile, facts) });
}

/** A class, and the name that others know it by; its export may be its only one. */
interface Declared {
  readonly owner: ts.ClassLikeDeclaration;
  readonly name: ts.Identifier | undefined;
}

function classCalled(ts: TypeScript, { expression }: ts.NewExpression, facts: Facts): Declared | undefined {
  const callee = unwrap(ts, expression);
  const first = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if (!ts.isIdentifier(first)) return undefined;
  const own = first === callee ? ownClass(ts, first) : undefined;
  if (own) return own.name && !isHidden(ts, own.name) ? own : undefined;
  const imported = importedNames(ts, first.getSourceFile()).find(({ text }) => text === first.text);
  if (!imported || isHidden(ts, imported)) return undefined;
  const declaration = facts.declarationOf(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  return declaration && classOf(ts, declaration);
}

function ownClass(ts: TypeScript, use: ts.Identifier): Declared | undefined {
  return declaredInScope(ts, use, use.text, (statement) => {
    const owner = classDeclaredBy(ts, statement, use.text);
    return owner && ts.isClassLike(owner) ? classOf(ts, owner) : undefined;
  });
}

/** `class X {…}`, `const X = class {…};`, `exports.X = class {…};` */
function classOf(ts: TypeScript, declaration: ts.Node): Declared | undefined {
  if (declaration.getSourceFile().isDeclarationFile) return undefined;
  if (ts.isClassDeclaration(declaration))
    return declaration.name && { owner: declaration, name: declaration.name };
  if (ts.isClassExpression(declaration)) return heldClass(ts, declaration);
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const owner = declaration.initializer && unwrap(ts, declaration.initializer);
  return owner && ts.isClassExpression(owner) ? classOf(ts, owner) : undefined;
}

/** The class of a constant, or of an export of CommonJS. */
function heldClass(ts: TypeScript, owner: ts.ClassExpression): Declared | undefined {
  const value = wrapped(ts, owner);
  const { parent } = value;
  if (ts.isVariableDeclaration(parent))
    return ts.isIdentifier(parent.name) && isConst(ts, parent) ? { owner, name: parent.name } : undefined;
  if (!ts.isBinaryExpression(parent) || parent.right !== value) return undefined;
  const { left, operatorToken } = parent;
  const isExport =
    operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(left) &&
    isExportsObject(ts, left.expression);
  return isExport ? { owner, name: owner.name } : undefined;
}

function takerAlone(ts: TypeScript, declared: Declared, facts: Facts): NextTaker | undefined {
  const taker = nextTakerOfClass(ts, declared.owner);
  return taker && creationsOf(ts, declared, facts) ? taker : undefined;
}

/** @returns all that stands behind `new`; `undefined` where the class is used for anything else, or somebody out of sight may use it */
function creationsOf(
  ts: TypeScript,
  { owner, name }: Declared,
  facts: Facts,
): readonly ts.NewExpression[] | undefined {
  const references = facts.references(name ?? owner);
  const isOwn = references !== undefined || (name !== undefined && isKnownHere(ts, owner, name));
  if (!isOwn || (references && facts.isPublicApi(owner) !== false)) return undefined;
  const uses = references
    ? references.filter(({ isDeclaration }) => !isDeclaration).map(({ node }) => node)
    : usesOfVariable(ts, owner.getSourceFile(), name?.text ?? "").filter((use) => use !== name);
  const creations: ts.NewExpression[] = [];
  for (const use of uses) {
    if (use === name || isWithin(use, owner)) continue;
    const creation = creationBy(ts, use);
    if (!creation) return undefined;
    creations.push(creation);
  }
  return creations;
}

/** Nobody but the code of this file can name it. */
function isKnownHere(ts: TypeScript, owner: ts.Node, name: ts.Identifier): boolean {
  const sourceFile = owner.getSourceFile();
  const statement = ts.isStatement(owner) ? owner : ancestor(owner, ts.isStatement.bind(ts));
  const isExported = !statement || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  const inDocument = new RegExp(`\\{[^{}\\n]*(?<![\\w$])${name.text.replace(/\$/g, "\\$")}(?![\\w$])`);
  return (
    !isExported &&
    isModuleOfItsOwn(ts, sourceFile) &&
    !(sourceFile.text.match(/\/\*\*[^]*?\*\//g) ?? []).some((comment) => inDocument.test(comment))
  );
}

function creationBy(ts: TypeScript, use: ts.Node): ts.NewExpression | undefined {
  const { parent } = use;
  const access = ts.isPropertyAccessExpression(parent) && parent.name === use ? parent : use;
  if (!ts.isExpression(access)) return undefined;
  const callee = wrapped(ts, access);
  return ts.isNewExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : undefined;
}

function usedElsewhere(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  for (const owner of nodesOfKind(ts, sourceFile, ts.isClassLike)) {
    const taker = nextTakerOfClass(ts, owner);
    const declared = taker && classOf(ts, owner);
    const creations = declared && creationsOf(ts, declared, facts);
    const isUsed = creations?.some(
      (creation) =>
        taker !== undefined &&
        creation.getSourceFile() !== sourceFile &&
        givesNext(ts, creation.arguments) &&
        iteratorKinds.some((kind) => givenTo(ts, taker, creation, kind)?.methods.has("next")),
    );
    if (isUsed) found.add(owner);
  }
  return found;
}
