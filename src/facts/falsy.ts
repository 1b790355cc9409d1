import type ts from "typescript";
import type { FalsyValue, NeverAmong } from "../engine/facts";
import type { TypeContext } from "./type-context";
import { checksNull, isPrimitiveType } from "./types";

const inOrder: readonly FalsyValue[] = ["undefined", "null", '""', "0", "false", "0n"];

/** @returns the falsy values that this type lets through; `undefined` when it does not say */
export function falsyValues(context: TypeContext, type: ts.Type): readonly FalsyValue[] | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const found = new Set<FalsyValue>();
  for (const part of parts) {
    const values = valuesOf(context, part);
    if (!values) return undefined;
    for (const value of values) found.add(value);
  }
  return inOrder.filter((value) => found.has(value));
}

/**
 * @returns what is sure not to be among the elements of an array of this type: what is missing, or all that is falsy; `undefined` where
 *   the type does not say, as it never does without `strictNullChecks`
 */
export function neverAmong(context: TypeContext, array: ts.Type): NeverAmong | undefined {
  const { ts, checker, program } = context;
  const element = checker.getIndexTypeOfType(array, ts.IndexKind.Number);
  if (!element || !checksNull(ts, program.getCompilerOptions())) return undefined;
  const parts = (element.isUnion() ? element.types : [element]).map((part) =>
    (part.flags & ts.TypeFlags.TypeParameter) !== 0 ? checker.getBaseConstraintOfType(part) : part,
  );
  // `never[]` is what an empty literal is taken for, whatever is put there later.
  if (parts.some((part) => part && (part.flags & ts.TypeFlags.Never) !== 0)) return undefined;
  const areObjects = parts.every((part) => part && isPrimitiveType(context, part) === false);
  if (areObjects) return "falsy";
  const areThere = parts.every((part) => part && isNeverMissing(falsyValues(context, part)));
  return areThere ? "missing" : undefined;
}

function isNeverMissing(falsy: readonly FalsyValue[] | undefined): boolean {
  return falsy !== undefined && !falsy.includes("undefined") && !falsy.includes("null");
}

function valuesOf(context: TypeContext, type: ts.Type): readonly FalsyValue[] | undefined {
  const { ts } = context;
  const { TypeFlags } = ts;
  const is = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  if (is(TypeFlags.Undefined | TypeFlags.Void)) return ["undefined"];
  if (is(TypeFlags.Null)) return ["null"];
  if (is(TypeFlags.Never | TypeFlags.ESSymbolLike | TypeFlags.Object)) return [];
  if (is(TypeFlags.BooleanLiteral)) return context.checker.typeToString(type) === "false" ? ["false"] : [];
  if (type.isStringLiteral()) return type.value === "" ? ['""'] : [];
  if (type.isNumberLiteral()) return type.value === 0 ? ["0"] : [];
  if (is(TypeFlags.BigIntLiteral)) return context.checker.typeToString(type) === "0n" ? ["0n"] : [];
  if (is(TypeFlags.String)) return ['""'];
  if (is(TypeFlags.Number)) return ["0"];
  if (is(TypeFlags.BigInt)) return ["0n"];
  return is(TypeFlags.TypeParameter) ? valuesOfParameter(context, type) : undefined;
}

/** What stands for a parameter without a bound may be anything; the type that it is part of says whether it can be missing. */
function valuesOfParameter(context: TypeContext, type: ts.Type): readonly FalsyValue[] | undefined {
  const bound = context.checker.getBaseConstraintOfType(type);
  const isOpen = !bound || bound === type || (bound.flags & context.ts.TypeFlags.Unknown) !== 0;
  return isOpen ? ['""', "0", "false"] : falsyValues(context, bound);
}
