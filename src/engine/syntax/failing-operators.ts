import type ts from "typescript";
import { unwrap } from "./nodes";
import type { TypeScript } from "../typescript";

/** An operation that fails for some operands of the type bigint: `total / count`, `total %= count`, `total ** count`. */
export function failingOperation(ts: TypeScript, node: ts.Node): ts.BinaryExpression | undefined {
  if (!ts.isBinaryExpression(node) || !/^(?:\/|%|\*\*)=?$/.test(node.operatorToken.getText()))
    return undefined;
  return isHarmlessOperand(ts, node.right) ? undefined : node;
}

/** `2`, with which bigints cannot be divided at all, and `2n`, by which they always can. */
function isHarmlessOperand(ts: TypeScript, operand: ts.Expression): boolean {
  const value = unwrap(ts, operand);
  if (ts.isNumericLiteral(value)) return true;
  return ts.isBigIntLiteral(value) && !/^0\w*n$/.test(value.text);
}
