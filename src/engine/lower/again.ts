import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** Stands for the iterator's own `next` while its body is on the way to a generator. */
export const againMarker = "__yieldwiseAgain";

/** @returns whether the call is the iterator's own `next()`, which rendering has replaced by the marker */
export function isAgainCall(ts: TypeScript, call: ts.CallExpression): boolean {
  return ts.isIdentifier(call.expression) && call.expression.text === againMarker;
}

/** Stands for the iterator's own `return` where `next()` calls it; what it does is put there. */
export const closeMarker = "__yieldwiseClose";

/** @returns whether the call is the iterator's own `return()`, which rendering has replaced by the marker */
export function isCloseCall(ts: TypeScript, call: ts.CallExpression): boolean {
  return ts.isIdentifier(call.expression) && call.expression.text === closeMarker;
}
