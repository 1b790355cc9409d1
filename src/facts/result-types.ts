import type ts from "typescript";
import type { ResultPart } from "../engine/facts";
import type { TypeScript } from "../engine/typescript";
import type { TypeContext } from "./type-context";
import { typeArguments } from "./type-relations";

/** From a function to an iterable, its iterator, a promise, and its result. */
const mostSteps = 6;

/**
 * @param makers - functions that give results, an iterator, or an iterable
 * @returns the declarations of this part of what they give, where it would not do as a generator has it
 */
export function strictParts(
  context: TypeContext,
  makers: readonly ts.SignatureDeclaration[],
  part: ResultPart,
): ReadonlySet<ts.Node> {
  const { checker } = context;
  const given = makers.flatMap((maker) => {
    const signature = checker.getSignatureFromDeclaration(maker);
    return signature ? resultsOf(context, signature.getReturnType()) : [];
  });
  const strict = given.filter((result) => isStrict(context, result, part));
  return new Set(strict.flatMap((result) => checker.getPropertyOfType(result, part)?.declarations ?? []));
}

/**
 * @param among - the declarations that count; all, if none are given
 * @returns whether results of this type have the part as a generator's might not
 */
export function isStrict(
  { ts, checker }: TypeContext,
  result: ts.Type,
  part: ResultPart,
  among?: ReadonlySet<ts.Node>,
): boolean {
  const property = checker.getPropertyOfType(result, part);
  if (!property) return false;
  // What may be left out may be `undefined`, and no more `void` than anything else.
  if (part === "done" && (property.flags & ts.SymbolFlags.Optional) !== 0) return false;
  const { declarations = [] } = property;
  if (declarations.length === 0 || (among && !declarations.some((one) => among.has(one)))) return false;
  return isRefused(ts, checker.getTypeOfSymbol(property), part);
}

/** @returns whether what a generator may give is not of this type: a `done` that is `undefined`, a `value` that is `void` */
export function isRefused(ts: TypeScript, type: ts.Type, part: ResultPart): boolean {
  const { Any, Unknown, Undefined, Void, TypeParameter } = ts.TypeFlags;
  const parts = type.isUnion() ? type.types : [type];
  const has = (wanted: ts.TypeFlags): boolean => parts.some(({ flags }) => (flags & wanted) !== 0);
  if (has(Any | Unknown | Void)) return false;
  // A value that is no longer `undefined` is no longer `void` either.
  return part === "done" ? !has(Undefined | TypeParameter) : has(Undefined);
}

/** @returns whether that is a type parameter, or may be one: with a generator's part it may come to be another type than before */
export function hangsOnTypeParameter(ts: TypeScript, type: ts.Type): boolean {
  return (type.isUnion() ? type.types : [type]).some(
    ({ flags }) => (flags & ts.TypeFlags.TypeParameter) !== 0,
  );
}

/** What counts as a result, and what is not looked at. */
interface Search {
  /** Functions and types that a conversion changes. */
  readonly changes?: ReadonlySet<ts.Node | ts.Type>;
  /** What a result must have; who wants no more than a `value` does not say `done`. */
  readonly part?: ResultPart;
  /** Only the results of drawing count, and none that can be had from an element that is drawn. */
  readonly passesElements?: boolean;
}

/** @returns the types of results that can be had from a value of this type: the result itself, of an iterator, of what makes one … */
export function resultsOf(
  context: TypeContext,
  type: ts.Type,
  search: Search = {},
  steps = mostSteps,
): readonly ts.Type[] {
  const { changes = new Set(), part: wanted = "done" } = search;
  if (steps === 0 || changes.has(type)) return [];
  const further = (next: ts.Type): readonly ts.Type[] => resultsOf(context, next, search, steps - 1);
  const { ts, checker } = context;
  const parts = type.isUnion() ? type.types : [type];
  // Together they say whether it may be missing: that of an `IteratorResult` may.
  if (parts.every((part) => isObject(ts, part) && checker.getPropertyOfType(part, wanted))) return [type];
  if (type.isUnion()) return parts.flatMap(further);
  if (!isObject(ts, type)) return [];
  const drawing = membersToDraw(context, type);
  const signatures = [type, ...drawing].flatMap((one) => [
    ...one.getCallSignatures(),
    ...one.getConstructSignatures(),
  ]);
  const given = signatures
    .filter(({ declaration }) => !declaration || !changes.has(declaration))
    .map((signature) => signature.getReturnType());
  const isPassed = search.passesElements === true && drawing.length > 0;
  return [...(isPassed ? [] : typeArguments(context, type)), ...given].flatMap(further);
}

function isObject(ts: TypeScript, { flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

/** `next()`, and what opens an iterator. */
function membersToDraw({ checker }: TypeContext, type: ts.Type): readonly ts.Type[] {
  return checker
    .getPropertiesOfType(type)
    .filter(({ escapedName }) => /^(?:next|__@(?:asyncI|i)terator@.*)$/.test(escapedName as string))
    .map((member) => checker.getNonNullableType(checker.getTypeOfSymbol(member)));
}
