import type ts from "typescript";
import { breaksOf, canListComplete, wouldCollide } from "./control";
import { ownDescendants } from "./nodes";
import type { View } from "./view";

/**
 * Can these statements of an endless loop, which end the generator, stand behind the loop? Nothing else may lead there, and none of
 * them may go on with the loop. A failure reads better where it is found.
 */
export function canStandBehind(
  view: View,
  statements: readonly ts.Statement[],
  loop: ts.WhileStatement,
): boolean {
  const { ts } = view;
  const jumps = (one: ts.Statement): boolean =>
    ownDescendants(ts, one).some((node) => ts.isBreakOrContinueStatement(node));
  return (
    ts.isBlock(loop.parent) &&
    !canListComplete(ts, statements) &&
    !statements.some((one) => ts.isThrowStatement(one) || jumps(one)) &&
    breaksOf(ts, loop).length === 0 &&
    !wouldCollide(view, statements, loop.parent)
  );
}
