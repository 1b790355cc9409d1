import type ts from "typescript";
import { type FunctionWithBody, hasModifier, someOwn, unwrap } from "./nodes";
import type { TypeScript } from "../typescript";

/** @returns whether a function is async, or what it returns is a promise at first sight */
export function givesPromises(ts: TypeScript, fn: FunctionWithBody): boolean {
  if (hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword)) return true;
  if (!ts.isBlock(fn.body)) return isPromiseBySyntax(ts, fn.body);
  return someOwn(
    ts,
    fn.body,
    (node) =>
      ts.isReturnStatement(node) && node.expression !== undefined && isPromiseBySyntax(ts, node.expression),
  );
}

/** @returns whether it is `Promise.resolve(…)`, `new Promise(…)`, `import(…)`, `load().then(…)`, or a choice of which one part is that */
export function isPromiseBySyntax(ts: TypeScript, expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  if (ts.isConditionalExpression(node))
    return isPromiseBySyntax(ts, node.whenTrue) || isPromiseBySyntax(ts, node.whenFalse);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  return node.expression.kind === ts.SyntaxKind.ImportKeyword || namesPromise(ts, node.expression);
}

/** @returns whether what is called is `Promise` or a function of it, or the `then` of anything */
export function namesPromise(ts: TypeScript, callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "Promise";
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return callee.name.text === "then" || namesPromise(ts, callee.expression);
}
