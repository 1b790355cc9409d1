import type ts from "typescript";
import type { Facts } from "../facts";

/** @returns whether the expression's type is known, and allows neither `undefined` nor `null` */
export function isNeverMissing(expression: ts.Expression, facts: Facts): boolean {
  const falsy = facts.falsyValues?.(expression);
  return falsy !== undefined && !falsy.includes("undefined") && !falsy.includes("null");
}
