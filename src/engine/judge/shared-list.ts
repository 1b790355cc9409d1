import type ts from "typescript";
import { accessKind, isConst, unwrap, wrapped } from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { keepsLength } from "./kept-state";

/**
 * The iterator's own code may fill its list as it likes. Whoever has the same list may do so behind the end.
 *
 * @param use - of a variable or field that holds a list, in the iterator's own code
 * @returns whether the list may be somebody else's there, or becomes so
 */
export function sharesList(ts: TypeScript, use: ts.Expression): boolean {
  const outer = wrapped(ts, use);
  const { parent } = outer;
  const access = accessKind(ts, use);
  if (access !== "read") {
    const isSet = access === "write" && ts.isBinaryExpression(parent) && parent.left === outer;
    return !isSet || !isFresh(ts, parent.right);
  }
  if (ts.isElementAccessExpression(parent)) return parent.expression !== outer;
  if (ts.isPropertyAccessExpression(parent)) return givesItself(ts, parent);
  const local = localName(ts, parent, outer);
  return !local || !sameVariable(ts, local).every((one) => one === local || isKeptLocal(ts, one));
}

/** `const rows = this.rows`, `const { rows } = this` */
function localName(ts: TypeScript, parent: ts.Node, use: ts.Node): ts.Identifier | undefined {
  const isLocal = ts.isVariableDeclaration(parent)
    ? isConst(ts, parent) && parent.initializer === use
    : ts.isBindingElement(parent) && !parent.dotDotDotToken;
  const { name } = parent as Partial<ts.NamedDeclaration>;
  return isLocal && name && ts.isIdentifier(name) ? name : undefined;
}

function isKeptLocal(ts: TypeScript, use: ts.Expression): boolean {
  return keepsLength(ts, use, { kind: "same" }, false) || !sharesList(ts, use);
}

/** `rows.sort()` is `rows`. */
function givesItself(ts: TypeScript, member: ts.PropertyAccessExpression): boolean {
  if (!/^(?:sort|reverse|fill|copyWithin)$/.test(member.name.text)) return false;
  const { parent } = member;
  return !ts.isCallExpression(parent) || !ts.isExpressionStatement(parent.parent);
}

const copying =
  /^(?:concat|filter|flat|flatMap|map|slice|splice|split|toReversed|toSorted|toSpliced|with|from|of)$/;

/** A list that was made there: nobody else has it. */
function isFresh(ts: TypeScript, given: ts.Expression): boolean {
  const value = unwrap(ts, given);
  if (ts.isArrayLiteralExpression(value)) return true;
  if (ts.isConditionalExpression(value)) return isFresh(ts, value.whenTrue) && isFresh(ts, value.whenFalse);
  if (ts.isNewExpression(value)) return value.expression.getText() === "Array";
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return false;
  return copying.test(value.expression.name.text);
}
