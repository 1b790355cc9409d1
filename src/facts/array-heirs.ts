import type ts from "typescript";
import { elementKey, memberKey } from "../engine/syntax/keys";
import { extendsOf, unwrap, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { mayComeHere } from "./islands";
import type { TypeContext } from "./type-context";

/*
 * What is an array by its type may be walked in a way of its own, where a class of the project extends `Array` and has another
 * `[Symbol.iterator]()`, or an array is given one; and a proxy around an array sees how it is walked.
 */

const byFile = new WeakMap<ts.SourceFile, readonly (ts.Expression | ts.ClassLikeDeclaration)[]>();

function openersIn(
  ts: TypeScript,
  file: ts.SourceFile,
): readonly (ts.Expression | ts.ClassLikeDeclaration)[] {
  const known = byFile.get(file);
  if (known) return known;
  const found: (ts.Expression | ts.ClassLikeDeclaration)[] = [];
  if (/\biterator\b|\bProxy\b/i.test(file.text))
    walk(ts, file, (node) => {
      const opened = givenOpener(ts, node);
      if (opened) found.push(opened);
    });
  byFile.set(file, found);
  return found;
}

/** `class … extends … { [Symbol.iterator]() {…} }`, `list[Symbol.iterator] = …`, `new Proxy(list, …)` */
function givenOpener(ts: TypeScript, node: ts.Node): ts.Expression | ts.ClassLikeDeclaration | undefined {
  if (ts.isClassLike(node)) {
    const isHeir = extendsOf(ts, node) !== undefined;
    return isHeir && node.members.some(({ name }) => name && memberKey(ts, name) === "@@iterator")
      ? node
      : undefined;
  }
  if (ts.isNewExpression(node)) return node.expression.getText() === "Proxy" ? node : undefined;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const left = unwrap(ts, node.left);
  if (!ts.isElementAccessExpression(left) || elementKey(ts, left) !== "@@iterator") return undefined;
  return unwrap(ts, left.expression);
}

/** A type of arrays of which one is walked in its own way, and where that is made. */
interface Found {
  readonly type: ts.Type;
  readonly file: ts.SourceFile;
}

const byProgram = new WeakMap<ts.Program, readonly Found[]>();

/** The types of arrays of which some open another iterator than an array does. */
function typesOfOpeners(context: TypeContext): readonly Found[] {
  const { ts, program, checker } = context;
  const before = byProgram.get(program);
  if (before) return before;
  const types = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file))
    .flatMap((file) => openersIn(ts, file))
    .flatMap((opener) => {
      const type = arrayOf(checker, checker.getTypeAtLocation(opener));
      return type ? [{ type, file: opener.getSourceFile() }] : [];
    });
  byProgram.set(program, types);
  return types;
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

/** @returns whether some array that may come here opens another iterator than an array does */
export function hasOwnOpeners(context: TypeContext): boolean {
  return typesOfOpeners(context).some(({ file }) => mayComeHere(context, file));
}

/** @returns whether a value of this type of arrays may be one that opens an iterator of its own */
export function mayOpenItsOwn(context: TypeContext, type: ts.Type): boolean {
  const { ts, checker } = context;
  const { isTypeAssignableTo } = checker as Partial<ts.TypeChecker>;
  return typesOfOpeners(context).some(({ type: opener, file }) => {
    const isOfAny = checker
      .getTypeArguments(opener as ts.TypeReference)
      .some(({ flags }) => (flags & ts.TypeFlags.Instantiable) !== 0);
    const fits = isOfAny || isTypeAssignableTo?.(opener, type) !== false;
    return fits && mayComeHere(context, file);
  });
}
