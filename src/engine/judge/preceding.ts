import type ts from "typescript";
import type { Consumer } from "../consumer";
import { functionAround, isWithin, someOwn } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns whether it stands in another function, of which nobody knows when it runs */
export function isElsewhere(ts: TypeScript, other: Consumer, node: ts.Node): boolean {
  return functionAround(ts, other.node) !== functionAround(ts, node);
}

/** @returns whether it stands in the same function, and before the node */
export function mayPrecede(ts: TypeScript, other: Consumer, node: ts.Node): boolean {
  return !isElsewhere(ts, other, node) && other.node.pos < node.pos;
}

/**
 * @returns whether it stands in the same function, before the node, and neither in a branch nor in the body of a loop, which may not be
 * entered; nor behind what may leave the block, where the node is come to all the same
 */
export function surelyPrecedes(ts: TypeScript, other: Consumer, node: ts.Node): boolean {
  if (!mayPrecede(ts, other, node)) return false;
  for (let inner = other.node; !isWithin(node, inner.parent); inner = inner.parent) {
    const { parent } = inner;
    if (mayBeSkipped(ts, parent, inner)) return false;
    if (!ts.isBlock(parent)) continue;
    const before = parent.statements.filter(({ end }) => end <= inner.pos);
    if (before.some((statement) => mayLeave(ts, statement))) return false;
  }
  return true;
}

/** It jumps, or runs code that may fail. */
function mayLeave(ts: TypeScript, statement: ts.Statement): boolean {
  return someOwn(
    ts,
    statement,
    (inner) =>
      ts.isBreakOrContinueStatement(inner) ||
      ts.isReturnStatement(inner) ||
      ts.isThrowStatement(inner) ||
      ts.isCallExpression(inner) ||
      ts.isNewExpression(inner) ||
      ts.isAwaitExpression(inner),
  );
}

/** A part of what is around it that need not run when that does. */
function mayBeSkipped(ts: TypeScript, around: ts.Node, part: ts.Node): boolean {
  if (ts.isIfStatement(around)) return part !== around.expression;
  if (ts.isConditionalExpression(around)) return part !== around.condition;
  if (ts.isForStatement(around))
    return around.condition !== undefined && part !== around.initializer && part !== around.condition;
  if (ts.isForOfStatement(around) || ts.isForInStatement(around)) return part !== around.expression;
  if (ts.isWhileStatement(around))
    return part !== around.expression && around.expression.kind !== ts.SyntaxKind.TrueKeyword;
  if (ts.isBinaryExpression(around)) return part === around.right && isShortCircuit(ts, around);
  return ts.isCaseOrDefaultClause(around) || ts.isCatchClause(around);
}

function isShortCircuit(ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  return [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].some((one) => one === kind);
}
