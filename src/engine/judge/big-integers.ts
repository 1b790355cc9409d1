import type ts from "typescript";
import type { Facts } from "../facts";
import { failingOperation } from "../syntax/failing-operators";
import { unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns whether this very node may divide bigints, which fails by zero; where nothing is known of either side, it may */
export function mayDivideBigInts(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  const operation = failingOperation(ts, node);
  return (
    operation !== undefined && ![operation.left, operation.right].some((side) => isNumber(ts, side, facts))
  );
}

/** @returns whether this very node may work with a bigint and something else, which fails for every number */
export function mayMixBigInts(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  if (!ts.isBinaryExpression(node) || !/^(?:[-+*/%&|^]|\*\*|<<|>>)=?$/.test(node.operatorToken.getText()))
    return false;
  const { left, right } = node;
  const areBig = [left, right].map((side) => isBigInt(ts, side, facts));
  return areBig.includes(true) && areBig.includes(false);
}

function isBigInt(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  const value = unwrap(ts, expression);
  return ts.isBigIntLiteral(value) || facts.isBigInt?.(value) === true;
}

/** There are no operations of a number and a bigint: one side says what the other is. */
function isNumber(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  const value = unwrap(ts, expression);
  return ts.isNumericLiteral(value) || facts.isNumber?.(value) === true;
}
