import type ts from "typescript";
import { protocols, type IteratorKind } from "../engine/kind";
import { mayOpenOthers } from "./collection-heirs";
import type { TypeContext } from "./type-context";
import { askEvery, isArrayType } from "./types";

/** Iterators of built-in collections, none of which has a `return()`. */
const quietIterators = [
  "ArrayIterator",
  "MapIterator",
  "SetIterator",
  "StringIterator",
  "RegExpStringIterator",
];

/** What makes the iterators of a type that says so. */
const makersOf: Readonly<Record<string, string>> = {
  ArrayIterator: "Array",
  MapIterator: "Map",
  SetIterator: "Set",
};

/** Built-in collections whose iterators have no `return()`; arrays and strings aside. */
const quiet = new Set([
  ...["Map", "Set", "Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "BigUint64Array"],
  ...[
    "Int8Array",
    "Int16Array",
    "Int32Array",
    "BigInt64Array",
    "Float16Array",
    "Float32Array",
    "Float64Array",
  ],
  ...quietIterators,
]);

/** Types whose `[Symbol.asyncIterator]()`, or `[Symbol.iterator]()`, gives the value itself. */
const selfIterators: Readonly<Record<IteratorKind, ReadonlySet<string>>> = {
  async: new Set(["AsyncGenerator", "AsyncIterableIterator"]),
  sync: new Set(["Generator", "IterableIterator", ...quietIterators]),
};

/**
 * Has the sync iterator of every value of this type no `return()` that does anything?
 *
 * @returns `true` for arrays, strings and the built-in collections, and never for what extends them
 */
export function closesQuietly(context: TypeContext, type: ts.Type): true | undefined {
  const isQuiet = askEvery(context, type, {
    primitive: isString(context, type) || undefined,
    object: (object) =>
      isArrayType(context, object) === true || isQuietCollection(context, object) || undefined,
  });
  return isQuiet === true ? true : undefined;
}

function isQuietCollection(context: TypeContext, type: ts.Type): boolean {
  if (!isLibType(context, type, quiet)) return false;
  const { name } = type.symbol;
  return !mayOpenOthers(context, makersOf[name] ?? name);
}

/** Does `[Symbol.asyncIterator]()`, or `[Symbol.iterator]()`, of every value of this type give the value itself? */
export function isSelfIterator(context: TypeContext, type: ts.Type, kind: IteratorKind): true | undefined {
  const isSelf = askEvery(context, type, {
    primitive: undefined,
    object: (object) => isLibType(context, object, selfIterators[kind]) || undefined,
  });
  return isSelf === true ? true : undefined;
}

const generators = new Set(["AsyncGenerator", "Generator"]);

/** Is every value of this type a generator, or what has all that one has? */
export function isGenerator(context: TypeContext, type: ts.Type): true | undefined {
  const isOne = askEvery(context, type, {
    primitive: undefined,
    object: (object) => isLibType(context, object, generators) || undefined,
  });
  return isOne === true ? true : undefined;
}

/**
 * Is a generator all that this type asks for, which has its members from TypeScript's own types and no others:
 * `AsyncIterableIterator<Row> & AsyncDisposable`, or an interface of the author's that extends such a type and adds nothing?
 *
 * @returns `undefined` where TypeScript does not know generators
 */
export function isMetByGenerator(
  { ts, checker, program }: TypeContext,
  type: ts.TypeNode,
  kind: IteratorKind,
): boolean | undefined {
  const { Interface } = ts.SymbolFlags;
  const symbol = checker
    .getSymbolsInScope(type, Interface)
    .find(({ name }) => name === protocols[kind].generatorType);
  const isOfLib = (one: ts.Symbol): boolean =>
    one.declarations?.every((declaration) =>
      program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
    ) === true;
  if (!symbol || !isOfLib(symbol)) return undefined;
  const had = new Set(checker.getDeclaredTypeOfSymbol(symbol).getProperties().map(nameOf));
  const wanted = checker.getTypeFromTypeNode(type);
  const isPlain =
    wanted.getCallSignatures().length === 0 &&
    wanted.getConstructSignatures().length === 0 &&
    checker.getIndexInfosOfType(wanted).length === 0;
  const members = wanted.getProperties();
  return isPlain && members.length > 0 && members.every((one) => had.has(nameOf(one)) && isOfLib(one));
}

function nameOf({ escapedName }: ts.Symbol): ts.__String {
  return escapedName;
}

/** No member of the type is a primitive other than a string. */
function isString({ ts }: TypeContext, type: ts.Type): boolean {
  const { StringLike, Object: AnyObject } = ts.TypeFlags;
  const members = type.isUnion() ? type.types : [type];
  return members.every(({ flags }) => (flags & (StringLike | AnyObject)) !== 0);
}

/** The type itself, as the lib files of TypeScript declare it: no class of the project's by that name, and no heir. */
function isLibType({ program }: TypeContext, type: ts.Type, names: ReadonlySet<string>): boolean {
  const symbol = type.getSymbol();
  if (!symbol || !names.has(symbol.name)) return false;
  return (symbol.declarations ?? []).some((declaration) =>
    program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
  );
}
