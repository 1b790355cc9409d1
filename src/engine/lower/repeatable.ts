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

/** @returns whether some code of the file gives the flag of `if (!closed) { closed = true; … }` another value than that */
export function isSetBack(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isIfStatement(statement)) return false;
  const [first] = statementsOf(ts, statement.thenStatement);
  const set = first && constantSet(ts, first);
  if (!set) return false;
  return some(ts, statement.getSourceFile(), (node) => {
    if (!(ts.isIdentifier(node) || isField(ts, node)) || lastName(node) !== lastName(set.name)) return false;
    if (!ts.isExpression(node) || accessKind(ts, node) === "read") return false;
    const { parent } = node;
    return !ts.isBinaryExpression(parent) || parent.right.getText() !== set.value;
  });
}

function lastName(name: ts.Node | string): string {
  return /[\w$]*$/.exec(typeof name === "string" ? name : name.getText())?.[0] ?? "";
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
