import type ts from "typescript";
import type { OwnArrayIterators } from "../engine/facts";
import { elementKey, keyOf, memberKey } from "../engine/syntax/keys";
import { extendsOf, isAssignmentOperator, unwrap, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { mayComeHere } from "./islands";
import { codeFiles } from "./module-graph";
import type { TypeContext } from "./type-context";
import { hasTypeParameters, isAssignable } from "./type-relations";

/*
 * What is an array by its type may be walked in a way of its own, where a class of the project extends `Array` and has another
 * `[Symbol.iterator]()`, or an array is given one; and a proxy around an array sees how it is walked.
 */

/** Something of the project that opens an iterator of its own. */
export interface Opener {
  /** The class, or what is given the opener. */
  readonly node: ts.Expression | ts.ClassLikeDeclaration;
  readonly isGiven: boolean;
}

const byFile = new WeakMap<ts.SourceFile, readonly Opener[]>();

function openersIn(ts: TypeScript, file: ts.SourceFile): readonly Opener[] {
  const known = byFile.get(file);
  if (known) return known;
  const found: Opener[] = [];
  if (mayHaveOpeners(file))
    walk(ts, file, (node) => {
      const opener = openerAt(ts, node);
      if (opener) found.push(opener);
    });
  byFile.set(file, found);
  return found;
}

/** To walk through a file takes longer than to look for the words. */
function mayHaveOpeners({ text }: ts.SourceFile): boolean {
  return (
    /iterator|\bProxy\b/i.test(text) || (/\bextends\b/.test(text) && /\b(?:keys|values|entries)\b/.test(text))
  );
}

/**
 * `class … extends … { [Symbol.iterator]() {…} }` or one with `values()`, `new Proxy(list, …)`, `list[Symbol.iterator] = …`,
 * `Object.defineProperty(list, Symbol.iterator, …)`
 */
function openerAt(ts: TypeScript, node: ts.Node): Opener | undefined {
  if (ts.isClassLike(node)) {
    const isHeir = extendsOf(ts, node) !== undefined;
    return isHeir && (hasOpener(ts, node.members) || hasNamedOpener(ts, node))
      ? { node, isGiven: false }
      : undefined;
  }
  if (ts.isNewExpression(node))
    return node.expression.getText() === "Proxy" ? { node, isGiven: false } : undefined;
  const given = ts.isCallExpression(node) ? givenByCall(ts, node) : givenByAssignment(ts, node);
  return given && { node: unwrap(ts, given), isGiven: true };
}

function givenByAssignment(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  if (!ts.isBinaryExpression(node) || !isAssignmentOperator(ts, node.operatorToken.kind)) return undefined;
  const left = unwrap(ts, node.left);
  const isOpener = ts.isElementAccessExpression(left) && elementKey(ts, left) === "@@iterator";
  return isOpener ? left.expression : undefined;
}

/** What is given the opener by its key, or with the members of a literal. */
function givenByCall(ts: TypeScript, { expression, arguments: given }: ts.CallExpression) {
  const [target, ...more] = given;
  const isGiving = /^(?:Object|Reflect)\.(?:assign|set|setPrototypeOf|defineProperty|defineProperties)$/;
  if (!target || !isGiving.test(expression.getText())) return undefined;
  const gives = more.some((argument) => {
    const value = unwrap(ts, argument);
    if (ts.isObjectLiteralExpression(value)) return hasOpener(ts, value.properties);
    return keyOf(ts, value) === "@@iterator";
  });
  return gives ? target : undefined;
}

function hasOpener(ts: TypeScript, members: readonly (ts.ClassElement | ts.ObjectLiteralElement)[]): boolean {
  return members.some(({ name }) => name && memberKey(ts, name) === "@@iterator");
}

/** `keys()`, `values()` or `entries()`, which give iterators of collections */
function hasNamedOpener(ts: TypeScript, { members }: ts.ClassLikeDeclaration): boolean {
  return members.some(({ name }) => name && /^(?:keys|values|entries)$/.test(memberKey(ts, name) ?? ""));
}

/** @returns what the project's code gives an iterator of its own, and the classes that have one in place of that of what they extend */
export function openersOfProject({ ts, program }: TypeContext): readonly Opener[] {
  return codeFiles(program).flatMap((file) => openersIn(ts, file));
}

/** A type of arrays of which one is walked in its own way, and where that is made. */
interface Found {
  readonly type: ts.Type;
  readonly isGiven: boolean;
  /** `undefined` where all arrays are given it. */
  readonly file: ts.SourceFile | undefined;
}

interface OpenersOfProgram {
  readonly arrays: readonly Found[];
  /** Where something is given an opener that may be an array or anything else. */
  readonly unknownIn: ReadonlySet<ts.SourceFile>;
}

const byProgram = new WeakMap<ts.Program, OpenersOfProgram>();

function openersOf(context: TypeContext): OpenersOfProgram {
  const { program, checker } = context;
  const before = byProgram.get(program);
  if (before) return before;
  const all = openersOfProject(context);
  const arrays = all.flatMap(({ node, isGiven }): Found[] => {
    const type = arrayOf(checker, checker.getTypeAtLocation(node));
    const isOfAll = node.getText() === "Array.prototype";
    return type ? [{ type, isGiven, file: isOfAll ? undefined : node.getSourceFile() }] : [];
  });
  const unknown = all.filter(({ node, isGiven }) => isGiven && mayBeArray(context, node));
  const found = { arrays, unknownIn: new Set(unknown.map(({ node }) => node.getSourceFile())) };
  byProgram.set(program, found);
  return found;
}

/** In JavaScript a parameter is of any type. A prototype is that of a class which is named there. */
function mayBeArray({ ts, checker }: TypeContext, node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === "prototype")
    return node.expression.getText() === "Array";
  return (checker.getTypeAtLocation(node).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

/** `string[]` for itself, and for a class that extends it. */
function arrayOf(checker: ts.TypeChecker, type: ts.Type, depth = 0): ts.Type | undefined {
  if (checker.isArrayType(type)) return type;
  const target = (type as Partial<ts.TypeReference>).target ?? type;
  const bases = target.isClassOrInterface() && depth < 20 ? checker.getBaseTypes(target) : [];
  for (const base of bases) {
    const found = arrayOf(checker, base, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function isHere(context: TypeContext, { file }: Found): boolean {
  return file === undefined || mayComeHere(context, file);
}

/** @returns what makes arrays that may come here open other iterators than an array does: their class, or that they are given one */
export function ownOpeners(context: TypeContext): OwnArrayIterators | undefined {
  const here = openersOf(context).arrays.filter((found) => isHere(context, found));
  if (mayGiveOpener(context) || here.some(({ isGiven }) => isGiven)) return "given";
  return here.length > 0 ? "of a class" : undefined;
}

/** Something in the file that asks is given an opener that may be any array. */
function mayGiveOpener(context: TypeContext): boolean {
  return context.asking !== undefined && openersOf(context).unknownIn.has(context.asking);
}

/** @returns whether a value of this type of arrays may be one that opens an iterator of its own */
export function mayOpenItsOwn(context: TypeContext, type: ts.Type): boolean {
  return openersOf(context).arrays.some((found) => {
    const fits = hasTypeParameters(context, found.type) || isAssignable(context, found.type, type) !== false;
    return fits && isHere(context, found);
  });
}
