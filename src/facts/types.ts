import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import { mayOpenItsOwn } from "./array-heirs";
import { mayNameThenable } from "./thenables";
import type { TypeContext } from "./type-context";

type Answer = boolean | undefined;

/** The compiler's own name of a member whose key is a well-known symbol starts like this, and ends in a number. */
const wellKnown = (symbolName: string): string => `__@${symbolName}@`;

/** @returns whether a value of this type can have a callable `then`; `false` only when the type rules it out */
export function canBeThenable(context: TypeContext, type: ts.Type): Answer {
  return askMembers(context, type, { primitive: false, object: (object) => canHaveThen(context, object) });
}

function canHaveThen(context: TypeContext, type: ts.Type): Answer {
  const { ts, checker } = context;
  if (hasUnknownBase(context, type)) return hasCallableThen(context, type);
  const then = checker.getPropertyOfType(type, "then");
  if (then) return isPrimitiveSymbol(context, then) ? false : hasCallableThen(context, type);
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index) return isAllPrimitive(context, index.type) ? false : undefined;
  if (mayNameThenable(context, type)) return undefined;
  return isDefiniteShape(context, type, promiseMembers) ? false : undefined;
}

function isPrimitiveSymbol(context: TypeContext, symbol: ts.Symbol): boolean {
  return isAllPrimitive(context, context.checker.getTypeOfSymbol(symbol));
}

function isAllPrimitive({ ts }: TypeContext, type: ts.Type): boolean {
  return membersOf(type).every((part) => isPrimitive(ts, part));
}

/** @returns whether a value of this type is a real array or tuple */
export function isArrayType(context: TypeContext, type: ts.Type): Answer {
  const { checker } = context;
  return askEvery(context, type, {
    primitive: false,
    object: (object) => {
      if (checker.isTupleType(object)) return true;
      if (isGlobalArray(context, object)) return mayOpenItsOwn(context, object) ? undefined : true;
      return isDefiniteShape(context, object, arrayMembers) ? false : undefined;
    },
  });
}

/** @returns whether a value of this type has a member whose key is the well-known symbol of this name */
export function hasWellKnownMember(context: TypeContext, type: ts.Type, symbolName: string): Answer {
  return askEvery(context, type, {
    primitive: symbolName === "asyncIterator" ? false : undefined,
    object: (object) => {
      // To list the members of every kind of array is what takes time, and they are known.
      if (isArrayType(context, object) === true) return symbolName === "iterator";
      const member = wellKnownMember(context, object, symbolName);
      if (member) return (member.flags & context.ts.SymbolFlags.Optional) === 0 || undefined;
      return isDefiniteShape(context, object, iterableMembers) ? false : undefined;
    },
  });
}

/** @returns whether every value of this type is a primitive */
export function isPrimitiveType(context: TypeContext, type: ts.Type): Answer {
  return askEvery(context, type, {
    primitive: true,
    object: (object) => (isDefiniteShape(context, object, primitiveMembers) ? false : undefined),
  });
}

/** @returns whether an object is among the values that this type names */
export function namesObject({ ts }: TypeContext, type: ts.Type): boolean {
  return membersOf(type).some(
    (part) => (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0,
  );
}

/** @returns whether some member of this type is given by a getter whose code is in sight */
export function hasGetters({ ts, checker }: TypeContext, type: ts.Type): boolean {
  const isGetter = (one: ts.Declaration) => ts.isGetAccessor(one) && one.body !== undefined;
  return checker.getPropertiesOfType(type).some(({ declarations }) => declarations?.some(isGetter));
}

/** @returns whether every value of this type is an object; `undefined` without `strictNullChecks`, where `null` has no type */
export function isObjectType(context: TypeContext, type: ts.Type): Answer {
  const isPrimitive = isPrimitiveType(context, type);
  if (isPrimitive !== false) return isPrimitive === undefined ? undefined : false;
  return checksNull(context.ts, context.program.getCompilerOptions()) || undefined;
}

/**
 * @returns whether every value of this type is a number: `number` and numeric literals, no enum; `undefined` where the type
 *   does not say so, as it never does without `strictNullChecks`
 */
export function isNumberType(context: TypeContext, type: ts.Type): Answer {
  const { ts, program } = context;
  if (isNumeric(ts, type)) return checksNull(ts, program.getCompilerOptions()) || undefined;
  const isUnsettled = membersOf(type).some(({ flags }) => (flags & unsettled(ts)) !== 0);
  return isUnsettled ? undefined : false;
}

/** @returns the same for `bigint` */
export function isBigIntType(context: TypeContext, type: ts.Type): Answer {
  const { ts, program } = context;
  const { BigInt: AnyBigInt, BigIntLiteral } = ts.TypeFlags;
  const isIt = membersOf(type).every(({ flags }) => (flags & (AnyBigInt | BigIntLiteral)) !== 0);
  if (isIt) return checksNull(ts, program.getCompilerOptions()) || undefined;
  const isUnsettled = membersOf(type).some(({ flags }) => (flags & unsettled(ts)) !== 0);
  return isUnsettled ? undefined : false;
}

function isNumeric(ts: TypeScript, type: ts.Type): boolean {
  const { Number: AnyNumber, NumberLiteral, EnumLiteral } = ts.TypeFlags;
  return membersOf(type).every(
    ({ flags }) => (flags & (AnyNumber | NumberLiteral)) !== 0 && (flags & EnumLiteral) === 0,
  );
}

function unsettled(ts: TypeScript): ts.TypeFlags {
  return ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable;
}

/** `strict` is on by default from TypeScript 6 on. */
export function checksNull(ts: TypeScript, { strictNullChecks, strict }: ts.CompilerOptions): boolean {
  return strictNullChecks ?? strict ?? Number.parseInt(ts.versionMajorMinor, 10) >= 6;
}

/**
 * The type of what an iterable or iterator of this type yields.
 *
 * @param location - where the type is looked at
 * @returns all types that `value` can have while `done` is not true; `undefined` when the protocol is not there in full
 */
export function yieldedTypes(
  context: TypeContext,
  type: ts.Type,
  location: ts.Node,
): readonly ts.Type[] | undefined {
  const { checker } = context;
  const iterable = checker.getApparentType(type);
  const opener = wellKnownMember(context, iterable, "asyncIterator");
  const iterators = opener ? returnTypes(context, opener, location) : [iterable];
  const results = flatMapAll(iterators, (iterator) => {
    const next = checker.getPropertyOfType(checker.getApparentType(iterator), "next");
    return next && returnTypes(context, next, location);
  });
  return flatMapAll(results, (result) => resultValueTypes(context, result, location));
}

/**
 * The type of what an iterator result, or a promise of one, brings.
 *
 * @param location - where the type is looked at
 * @returns all types that `value` can have while `done` is not true; `undefined` when the type is no iterator result for sure
 */
export function resultValueTypes(
  context: TypeContext,
  type: ts.Type,
  location: ts.Node,
): readonly ts.Type[] | undefined {
  return flatMapAll(awaited(context, type), (result) => valueTypes(context, result, location, isAlwaysDone));
}

/**
 * The type of what an iterator result, or a promise of one, brings at the end.
 *
 * @returns whether that is something: neither `undefined` nor `any`, which says nothing of it; `undefined` when it is not known
 */
export function givesFinalValue(context: TypeContext, type: ts.Type, location: ts.Node): Answer {
  const { Any, Undefined, Void, Never } = context.ts.TypeFlags;
  const values = flatMapAll(awaited(context, type), (result) =>
    valueTypes(context, result, location, isNeverDone),
  );
  return values?.flatMap(membersOf).some((value) => (value.flags & (Any | Undefined | Void | Never)) === 0);
}

/** @returns whether an iterator result of this type, or the one that it promises, always has `done: true` */
export function isAlwaysEnd(context: TypeContext, type: ts.Type, location: ts.Node): Answer {
  const results = flatMapAll(awaited(context, type), membersOf);
  return results?.every((result) => isAlwaysDone(context, result, location));
}

/** @returns whether an iterator result of this type, or the one that it promises, says of itself that it is never the end */
export function isNeverEnd(context: TypeContext, type: ts.Type, location: ts.Node): Answer {
  const results = flatMapAll(awaited(context, type), membersOf);
  return results?.every(
    (result) =>
      context.checker.getPropertyOfType(result, "done") !== undefined &&
      isNeverDone(context, result, location),
  );
}

interface Questions {
  /** The answer for primitives. */
  readonly primitive: Answer;
  /** The answer for one object type; intersections count as one. */
  object(type: ts.Type): Answer;
}

/** One `true` makes it true; `false` takes all. */
function askMembers(context: TypeContext, type: ts.Type, questions: Questions): Answer {
  const answers = membersOf(type).map((member) => ask(context, member, questions));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** `true` and `false` both take all. */
export function askEvery(context: TypeContext, type: ts.Type, questions: Questions): Answer {
  const answers = new Set(membersOf(type).map((member) => ask(context, member, questions)));
  if (answers.size !== 1) return undefined;
  return [...answers][0];
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function ask(context: TypeContext, type: ts.Type, questions: Questions): Answer {
  const { ts, checker } = context;
  if (isPrimitive(ts, type)) return questions.primitive;
  if (type.isIntersection()) {
    if (type.types.some((part) => isPrimitive(ts, part))) return questions.primitive;
    if (type.types.some((part) => !isObject(ts, part))) return undefined;
    return questions.object(type);
  }
  if ((type.flags & ts.TypeFlags.Instantiable) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    const isSettled =
      constraint !== undefined && membersOf(constraint).every((part) => isPrimitive(ts, part));
    return isSettled ? questions.primitive : undefined;
  }
  return isObject(ts, type) ? questions.object(type) : undefined;
}

/** `void` is not among them: a function of type `() => void` may return anything. */
function isPrimitive(ts: TypeScript, type: ts.Type): boolean {
  const {
    StringLike,
    NumberLike,
    BigIntLike,
    BooleanLike,
    EnumLike,
    ESSymbolLike,
    Undefined,
    Null,
    Never,
    Index,
  } = ts.TypeFlags;
  const primitives =
    StringLike |
    NumberLike |
    BigIntLike |
    BooleanLike |
    EnumLike |
    ESSymbolLike |
    Undefined |
    Null |
    Never |
    Index;
  return (type.flags & primitives) !== 0;
}

function isObject(ts: TypeScript, type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

function hasCallableThen(context: TypeContext, type: ts.Type): true | undefined {
  const { checker, ts } = context;
  const then = checker.getPropertyOfType(type, "then");
  if (!then) return undefined;
  const thenType = checker.getTypeOfSymbol(then);
  const isCallable = membersOf(thenType).some((part) => part.getCallSignatures().length > 0);
  const isUnknown = (thenType.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  return isCallable && !isUnknown ? true : undefined;
}

const promiseMembers = namesOf(Object.prototype, Promise.prototype);
const arrayMembers = namesOf(Object.prototype, Array.prototype);
const primitiveMembers = namesOf(
  Object.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  Symbol.prototype,
  BigInt.prototype,
);
/** A value that is only known to have some of these may well be iterable too. */
const iterableMembers = new Set([...arrayMembers, ...primitiveMembers, "next", "return", "throw"]);

function namesOf(...prototypes: readonly object[]): ReadonlySet<string> {
  return new Set(
    prototypes.flatMap((prototype) => [
      ...Object.getOwnPropertyNames(prototype),
      ...Object.getOwnPropertySymbols(prototype).map((symbol) => symbol.description ?? ""),
    ]),
  );
}

/**
 * Does the type say enough about its values to tell them from those that have only the given members? `{}`, `object`,
 * `Object` and types that fit anything do not; neither do types with a base or an index signature that could add members.
 */
function isDefiniteShape(context: TypeContext, type: ts.Type, members: ReadonlySet<string>): boolean {
  if (hasUnknownBase(context, type) || hasOpenIndex(context, type) || isOpenMapping(context, type))
    return false;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return true;
  return context.checker.getPropertiesOfType(type).some((symbol) => !members.has(plainName(symbol)));
}

/** `Symbol.iterator` as `Symbol.iterator`, not as `__@iterator@42`, so that it compares to a symbol's description. */
function plainName(symbol: ts.Symbol): string {
  const match = /^__@(\w+)@\d+$/.exec(symbol.escapedName as string);
  return match?.[1] === undefined ? symbol.name : `Symbol.${match[1]}`;
}

/** An index signature whose values could be functions: `then` may be among its keys. */
function hasOpenIndex(context: TypeContext, type: ts.Type): boolean {
  const { ts, checker } = context;
  return checker
    .getIndexInfosOfType(type)
    .some(
      ({ keyType, type: valueType }) =>
        (keyType.flags & ts.TypeFlags.StringLike) !== 0 && !isAllPrimitive(context, valueType),
    );
}

/** `Partial<T>` and the like, where `T` is not known yet. */
function isOpenMapping({ ts }: TypeContext, type: ts.Type): boolean {
  const objectFlags = (type as Partial<ts.ObjectType>).objectFlags ?? 0;
  if ((objectFlags & ts.ObjectFlags.Mapped) === 0) return false;
  const { aliasTypeArguments } = type;
  return (
    !aliasTypeArguments || aliasTypeArguments.some(({ flags }) => (flags & ts.TypeFlags.Instantiable) !== 0)
  );
}

/** A class or interface that extends something whose type could not be found out. */
function hasUnknownBase(context: TypeContext, type: ts.Type, depth = 0): boolean {
  const { ts, checker } = context;
  if (type.isIntersection()) return type.types.some((part) => hasUnknownBase(context, part, depth));
  const target = (type as Partial<ts.TypeReference>).target ?? type;
  if (!target.isClassOrInterface()) return false;
  const heritage = (target.symbol.declarations ?? [])
    .flatMap((declaration) =>
      ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration)
        ? (declaration.heritageClauses ?? [])
        : [],
    )
    .filter(
      (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword || ts.isInterfaceDeclaration(clause.parent),
    )
    .flatMap((clause) => clause.types);
  if (heritage.some((base) => (checker.getTypeAtLocation(base).flags & ts.TypeFlags.Any) !== 0)) return true;
  if (heritage.length > 0 && checker.getBaseTypes(target).length === 0) return true;
  return depth < 20 && checker.getBaseTypes(target).some((base) => hasUnknownBase(context, base, depth + 1));
}

function isGlobalArray({ checker }: TypeContext, type: ts.Type): boolean {
  return checker.isArrayType(type) && /^(?:Readonly)?Array$/.test(type.symbol.name);
}

function wellKnownMember({ checker }: TypeContext, type: ts.Type, symbolName: string): ts.Symbol | undefined {
  const prefix = wellKnown(symbolName);
  return checker
    .getPropertiesOfType(type)
    .find((member) => (member.escapedName as string).startsWith(prefix));
}

function returnTypes(
  context: TypeContext,
  method: ts.Symbol,
  location: ts.Node,
): readonly ts.Type[] | undefined {
  const { checker } = context;
  const type = checker.getTypeOfSymbolAtLocation(method, location);
  const signatures = membersOf(type).flatMap((part) => part.getCallSignatures());
  return signatures.length === 0 ? undefined : signatures.map((signature) => signature.getReturnType());
}

/** What `await` gives for a type; `undefined` when that is not known. */
function awaited(context: TypeContext, type: ts.Type): readonly ts.Type[] | undefined {
  const { ts, checker } = context;
  return flatMapAll(membersOf(type), (part) => {
    if ((part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return undefined;
    if (/^Promise(?:Like)?$/.test((part.symbol as ts.Symbol | undefined)?.name ?? "")) {
      const [inner] = checker.getTypeArguments(part as ts.TypeReference);
      return inner && awaited(context, inner);
    }
    return canBeThenable(context, part) === false ? [part] : undefined;
  });
}

/** @param isOther - knows the results that are not asked about, by their `done` */
function valueTypes(
  context: TypeContext,
  result: ts.Type,
  location: ts.Node,
  isOther: (context: TypeContext, result: ts.Type, location: ts.Node) => boolean,
): readonly ts.Type[] | undefined {
  const { checker } = context;
  return flatMapAll(membersOf(result), (part) => {
    if (isOther(context, part, location)) return [];
    if (!isObject(context.ts, part) && !part.isIntersection()) return undefined;
    const value = checker.getPropertyOfType(part, "value");
    if (value) return [checker.getTypeOfSymbolAtLocation(value, location)];
    return hasUnknownBase(context, part) || hasOpenIndex(context, part) ? undefined : [];
  });
}

function isAlwaysDone({ checker }: TypeContext, result: ts.Type, location: ts.Node): boolean {
  const done = checker.getPropertyOfType(result, "done");
  return (
    done !== undefined && checker.typeToString(checker.getTypeOfSymbolAtLocation(done, location)) === "true"
  );
}

function isNeverDone({ checker }: TypeContext, result: ts.Type, location: ts.Node): boolean {
  const done = checker.getPropertyOfType(result, "done");
  if (!done) return true;
  const type = checker.getTypeOfSymbolAtLocation(done, location);
  return /^(?:false|undefined|false \| undefined|undefined \| false)$/.test(checker.typeToString(type));
}

function flatMapAll<T, R>(
  items: readonly T[] | undefined,
  each: (item: T) => readonly R[] | undefined,
): readonly R[] | undefined {
  if (!items) return undefined;
  const all: R[] = [];
  for (const item of items) {
    const some = each(item);
    if (!some) return undefined;
    all.push(...some);
  }
  return all;
}

/** @returns whether a function whose type promises a result must have one on each path */
export function checksReturns(ts: TypeScript, options: ts.CompilerOptions): boolean {
  return checksNull(ts, options) || options.noImplicitReturns === true;
}
