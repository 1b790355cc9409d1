import type ts from "typescript";
import { accessKind, isAssignmentOperator, some, statementsOf } from "../syntax/nodes";
import { isWrittenOut } from "../syntax/plain-value";
import type { TypeScript } from "../typescript";

/** Done a second time, it does nothing: `closed = true;`, `if (!closed) { closed = true; … }`. */
export function mayBeRepeated(ts: TypeScript, statement: ts.Statement): boolean {
  if (constantSet(ts, statement)) return true;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const [first, ...more] = statementsOf(ts, statement.thenStatement);
  const set = first && constantSet(ts, first);
  if (!set || more.some((one) => isAssignedIn(ts, one, set.name))) return false;
  const condition = statement.expression.getText();
  return set.value === "true" ? condition === `!${set.name}` : condition === set.name && isFalsy(set.value);
}

function isFalsy(value: string): boolean {
  return ["false", "null", "undefined", "0"].includes(value);
}

/** `closed = true;`, `this.closed = true;`: a variable or field gets a value that is written out. */
function constantSet(ts: TypeScript, statement: ts.Statement): { name: string; value: string } | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !(ts.isIdentifier(left) || isField(ts, left)))
    return undefined;
  return isWrittenOut(ts, right) ? { name: left.getText(), value: right.getText() } : undefined;
}

/** `this.closed`, or `self.closed` where an arrow function's `this` has a name. */
function isField(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  return node.expression.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(node.expression);
}

/** Does the statement assign a field, which may be an accessor? */
export function setsField(ts: TypeScript, statement: ts.Statement): boolean {
  return some(
    ts,
    statement,
    (node) =>
      ts.isBinaryExpression(node) &&
      isAssignmentOperator(ts, node.operatorToken.kind) &&
      isField(ts, node.left),
  );
}

/** Is the name, or the field, assigned somewhere below? */
function isAssignedIn(ts: TypeScript, root: ts.Node, name: string): boolean {
  return some(
    ts,
    root,
    (node) => ts.isExpression(node) && node.getText() === name && accessKind(ts, node) !== "read",
  );
}
