import type ts from "typescript";
import type { FalsyValue } from "../engine/facts";
import type { TypeContext } from "./type-context";

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
