import type ts from "typescript";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns whether something is given that may give results: what is cheap to see, before anybody asks who takes it */
export function givesNext(ts: TypeScript, given: readonly ts.Expression[] | undefined): boolean {
  return given?.some((argument) => mayBeNext(ts, argument)) ?? false;
}

function mayBeNext(ts: TypeScript, argument: ts.Expression): boolean {
  const value = unwrap(ts, argument);
  if (ts.isIdentifier(value)) return value.text === "next";
  const isSeen =
    ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isObjectLiteralExpression(value);
  return isSeen && /\b(?:done|next)\b/.test(value.getText());
}
