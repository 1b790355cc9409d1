import type ts from "typescript";
import type { TypeContext } from "./type-context";
import { typeArguments } from "./type-relations";

/** Types within types; nobody writes more of them. */
const deepest = 4;

/**
 * Can who takes a value for one type get at an object of another by it: as it is, in a field, in a list, from a promise, from a function
 * that gives it?
 *
 * @param given - the type that the value has
 * @param wanted - the type that it is taken for, which decides what the taker knows of
 * @param isLost - tells of an object's own type, and of what that is taken for, whether that is the one
 */
export function reaches(
  context: TypeContext,
  given: ts.Type,
  wanted: ts.Type,
  isLost: (given: ts.Type, wanted: ts.Type) => boolean,
  path: readonly ts.Type[] = [],
): boolean {
  if (path.length > deepest || path.includes(given)) return false;
  const inner = [...path, given];
  return partsOf(context, given).some((one) =>
    partsOf(context, wanted).some(
      (other) =>
        isLost(one, other) ||
        pairsWithin(context, one, other).some(([from, to]) => reaches(context, from, to, isLost, inner)),
    ),
  );
}

/** A union by its parts, and a promise by what it gives. */
function partsOf({ checker }: TypeContext, type: ts.Type): readonly ts.Type[] {
  const awaited = checker.getAwaitedType(type) ?? type;
  return awaited.isUnion() ? awaited.types : [awaited];
}

type Pair = readonly [given: ts.Type, wanted: ts.Type];

function pairsWithin(context: TypeContext, given: ts.Type, wanted: ts.Type): readonly Pair[] {
  const { ts } = context;
  if ((wanted.flags & ts.TypeFlags.Object) === 0 || (given.flags & ts.TypeFlags.Object) === 0) return [];
  return [...elements(context, given, wanted), ...returned(given, wanted), ...fields(context, given, wanted)];
}

/** Of a list, a map, a set: type arguments by their places. */
function elements(context: TypeContext, given: ts.Type, wanted: ts.Type): readonly Pair[] {
  const others = typeArguments(context, wanted);
  return typeArguments(context, given).flatMap((type, at): Pair[] => {
    const other = others[at];
    return other ? [[type, other]] : [];
  });
}

function returned(given: ts.Type, wanted: ts.Type): readonly Pair[] {
  const [from] = given.getCallSignatures();
  const [to] = wanted.getCallSignatures();
  return from && to ? [[from.getReturnType(), to.getReturnType()]] : [];
}

/** What the project itself declares has fields that somebody may ask for; an array's methods and the like lead nowhere new. */
function fields({ checker, program }: TypeContext, given: ts.Type, wanted: ts.Type): readonly Pair[] {
  return wanted.getProperties().flatMap((property): Pair[] => {
    const [declaration] = property.declarations ?? [];
    const own = checker.getPropertyOfType(given, property.name);
    if (!own || !declaration || program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return [];
    return [[checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(property)]];
  });
}
