import type ts from "typescript";
import { isGenerator, someOwn, unwrap } from "./nodes";
import type { TypeScript } from "../typescript";

/** `(async () => { … })()`: a function that is written to be called where it stands. */
export interface CalledAtOnce {
  readonly fn: ts.ArrowFunction | ts.FunctionExpression;
  readonly isAwaited: boolean;
}

/** @returns the function where the expression is nothing but a call of it, without arguments, and its code could stand there itself */
export function calledAtOnce(ts: TypeScript, expression: ts.Expression): CalledAtOnce | undefined {
  const outer = unwrap(ts, expression);
  const isAwaited = ts.isAwaitExpression(outer);
  const call = isAwaited ? unwrap(ts, outer.expression) : outer;
  if (!ts.isCallExpression(call) || call.arguments.length > 0 || call.questionDotToken) return undefined;
  const fn = unwrap(ts, call.expression);
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  if (isGenerator(fn) || fn.parameters.length > 0 || fn.typeParameters) return undefined;
  return ts.isFunctionExpression(fn) && (fn.name ?? usesOwnThis(ts, fn)) ? undefined : { fn, isAwaited };
}

function usesOwnThis(ts: TypeScript, { body }: ts.FunctionExpression): boolean {
  return someOwn(
    ts,
    body,
    (node) => node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === "arguments"),
  );
}
