import type ts from "typescript";
import type { TypeScript } from "../typescript";
import type { IteratorKind } from "../kind";
import { hasModifier, isGenerator, someOwn, usesUsing } from "./nodes";

/**
 * Closing a generator lets the `finally` blocks around its `yield` run, disposes of what it uses, and closes what it loops over. One that
 * has nothing of the kind just ends, and nobody can tell (ECMAScript, 27.5.3.4, GeneratorResumeAbrupt, and 27.6.3.7, AsyncGeneratorStart).
 *
 * @param closesQuietly - whether the iterator of what a `for…of` in it loops over, or `yield*` gives on, has no `return()` that does anything
 * @returns whether the function is a generator of that kind that can be closed without an effect
 */
export function isQuietGenerator(
  ts: TypeScript,
  fn: ts.FunctionDeclaration | ts.MethodDeclaration,
  kind: IteratorKind,
  closesQuietly: (expression: ts.Expression) => boolean,
): boolean {
  if (!fn.body || !isGenerator(fn) || usesUsing(ts, fn.body)) return false;
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword) !== (kind === "async")) return false;
  return !someOwn(ts, fn.body, (node) => {
    if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined || !closesQuietly(node.expression);
    if (ts.isYieldExpression(node) && node.asteriskToken)
      return !node.expression || !closesQuietly(node.expression);
    return ts.isTryStatement(node);
  });
}
