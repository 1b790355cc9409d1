import type ts from "typescript";
import type { TypeContext } from "./type-context";

/** @returns whether a value of the first type may stand where the second is asked for; before TypeScript 5.4 nobody can ask */
export function isAssignable({ checker }: TypeContext, from: ts.Type, to: ts.Type): boolean | undefined {
  const { isTypeAssignableTo } = checker as Partial<ts.TypeChecker>;
  return isTypeAssignableTo?.(from, to);
}

/** @returns what a type is of: a promise, a list, a map; nothing where it is of nothing */
export function typeArguments({ ts, checker }: TypeContext, type: ts.Type): readonly ts.Type[] {
  const { objectFlags = 0 } = type as Partial<ts.ObjectType>;
  const isReference = !type.isIntersection() && (objectFlags & ts.ObjectFlags.Reference) !== 0;
  return isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
}

/** @returns whether some type argument is a type parameter, or goes by one: for some type arguments the type may be many others */
export function hasTypeParameters(context: TypeContext, type: ts.Type): boolean {
  const { Instantiable } = context.ts.TypeFlags;
  return typeArguments(context, type).some(({ flags }) => (flags & Instantiable) !== 0);
}

/** @returns the types that a class says it is of, or that a literal is made for */
export function typesMadeFor({ ts, checker }: TypeContext, owner: ts.Node): readonly ts.Type[] {
  const wanted = ts.isObjectLiteralExpression(owner) ? checker.getContextualType(owner) : undefined;
  const clauses = ts.isClassLike(owner) ? (owner.heritageClauses ?? []) : [];
  const named = clauses.flatMap(({ types }) => types.map((type) => checker.getTypeAtLocation(type)));
  return [...(wanted ? [checker.getNonNullableType(wanted)] : []), ...named];
}
