import type ts from "typescript";
import { say } from "../say";
import { accessKind, some } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * `throw()` is called by hand, or asked for. Where that is only done if there is one (`source.throw?.(error)`), a generator brings
 * something about that did not happen before; else it would have failed before.
 *
 * @param node - `source.throw`
 */
export function judgeThrowByHand(ts: TypeScript, node: ts.Node): Reason {
  return isGuarded(ts, node)
    ? {
        code: "throw-method",
        message: say("throw() is called where there is one, and a generator has one, which ends it"),
        verdict: "review",
        at: spanOf(node),
      }
    : {
        code: "throw-method",
        message: say("throw() is called by hand"),
        verdict: "refused",
        at: spanOf(node),
      };
}

function isGuarded(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || accessKind(ts, node) !== "read") return false;
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.expression !== node) return isOnlyAskedFor(ts, node);
  return parent.questionDotToken !== undefined || isAskedForAround(ts, node);
}

/** `typeof source.throw`, `if (source.throw)`, `source.throw && …` */
function isOnlyAskedFor(ts: TypeScript, node: ts.PropertyAccessExpression): boolean {
  const { parent } = node;
  if (ts.isTypeOfExpression(parent)) return true;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** A condition around the call asks for the same method. */
function isAskedForAround(ts: TypeScript, callee: ts.PropertyAccessExpression): boolean {
  const text = callee.getText();
  const asksFor = (condition: ts.Node): boolean =>
    some(ts, condition, (node) => ts.isPropertyAccessExpression(node) && node.getText() === text);
  for (
    let node: ts.Node = callee.parent;
    !ts.isFunctionLike(node) && !ts.isSourceFile(node);
    node = node.parent
  ) {
    const { parent } = node;
    if (ts.isIfStatement(parent) && parent.thenStatement === node && asksFor(parent.expression)) return true;
    if (ts.isConditionalExpression(parent) && parent.whenTrue === node && asksFor(parent.condition))
      return true;
    const isRight =
      ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
      parent.right === node;
    if (isRight && asksFor(parent.left)) return true;
  }
  return false;
}
