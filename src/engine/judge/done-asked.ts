import type ts from "typescript";
import { settledNext } from "../consume/next-loop";
import { chainOn } from "../consume/result-chain";
import type { IteratorKind } from "../kind";
import { unwrap, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { takenBy } from "./handlers";
import { isTarget } from "./result-uses";

/** @returns the place that asks a result for its `done`, and then for more than whether that is true */
export function doneUse(ts: TypeScript, kind: IteratorKind, call: ts.CallExpression): ts.Node | undefined {
  const handler = kind === "async" ? chainOn(ts, call)?.handler : undefined;
  if (handler) return doneUseOfHandler(ts, unwrap(ts, handler));
  const settled = settledNext(ts, call, kind);
  return settled && doneUseOf(ts, settled.expression, new Set());
}

function doneUseOfHandler(ts: TypeScript, handler: ts.Expression): ts.Node | undefined {
  const taken = takenBy(ts, handler);
  if (taken === "nothing") return undefined;
  return taken ? doneUseOfTarget(ts, taken, new Set()) : handler;
}

function doneUseOf(ts: TypeScript, result: ts.Expression, looked: Set<ts.Node>): ts.Node | undefined {
  const bare = unwrap(ts, result);
  if (looked.has(bare)) return undefined;
  looked.add(bare);
  const outer = wrapped(ts, result);
  const { parent } = outer;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === outer)
    return parent.name.text === "done" && !isTruthAsked(ts, parent) ? parent : undefined;
  if (ts.isVariableDeclaration(parent)) return doneUseOfTarget(ts, parent.name, looked);
  if (!ts.isBinaryExpression(parent) || parent.right !== outer) return undefined;
  return doneUseOfTarget(ts, parent.left, looked) ?? doneUseOf(ts, parent, looked);
}

function doneUseOfTarget(ts: TypeScript, target: ts.Node, looked: Set<ts.Node>): ts.Node | undefined {
  if (ts.isObjectBindingPattern(target)) {
    const done = target.elements.find(
      ({ propertyName, name }) => (propertyName ?? name).getText() === "done",
    );
    if (!done || done.initializer || !ts.isIdentifier(done.name)) return done;
    return readsOf(ts, done.name).find((use) => !isTruthAsked(ts, use));
  }
  if (!ts.isIdentifier(target)) return ts.isObjectLiteralExpression(target) ? target : undefined;
  for (const use of readsOf(ts, target)) {
    const asked = doneUseOf(ts, use, looked);
    if (asked) return asked;
  }
  return undefined;
}

function readsOf(ts: TypeScript, name: ts.Identifier): ts.Identifier[] {
  return sameVariable(ts, name).filter((use) => use !== name && !isTarget(ts, use));
}

/** `if (done)`, `!done`, `done ? a : b`, `while (!done && more)` */
function isTruthAsked(ts: TypeScript, node: ts.Expression): boolean {
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isConditionalExpression(parent)) return parent.condition === outer;
  if (ts.isForStatement(parent)) return parent.condition === outer;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isExpressionStatement(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  const { AmpersandAmpersandToken, BarBarToken, EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } =
    ts.SyntaxKind;
  const operator = parent.operatorToken.kind;
  // Neither a generator's `false` nor nothing at all is `true`.
  if (operator === EqualsEqualsEqualsToken || operator === ExclamationEqualsEqualsToken)
    return [parent.left, parent.right].some((side) => side.kind === ts.SyntaxKind.TrueKeyword);
  if (operator !== AmpersandAmpersandToken && operator !== BarBarToken) return false;
  return isTruthAsked(ts, parent);
}
