import type ts from "typescript";
import { canComplete } from "../syntax/completion";
import { isFunctionBoundary, isWithin, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * `if (Array.isArray(rows)) return rows.length;`: no iterator comes to where its variable is known to hold an array.
 *
 * @param name - a use of a variable that is not assigned to
 * @param declaration - the variable's; a test outside of its scope is of another one by that name
 * @returns whether a test of the function around lets nothing but arrays come there
 */
export function isWhereArray(ts: TypeScript, name: ts.Node, declaration: ts.Node): boolean {
  if (!ts.isIdentifier(name)) return false;
  const isTest = (condition: ts.Expression): boolean => isArrayTest(ts, condition, name.text);
  for (let child: ts.Node = name; !isFunctionBoundary(ts, child.parent); child = child.parent) {
    const { parent } = child;
    if (isWithin(declaration, child)) return false;
    if (isInBranch(ts, parent, child, isTest)) return true;
    if (ts.isSourceFile(parent)) return isBehindExit(ts, parent.statements, child, isTest);
    if (ts.isBlock(parent) && isBehindExit(ts, parent.statements, child, isTest)) return true;
  }
  return false;
}

type Test = (condition: ts.Expression) => boolean;

function isInBranch(ts: TypeScript, parent: ts.Node, child: ts.Node, isTest: Test): boolean {
  if (ts.isIfStatement(parent))
    return (
      (child === parent.thenStatement && holds(ts, parent.expression, isTest)) ||
      (child === parent.elseStatement && fails(ts, parent.expression, isTest))
    );
  if (ts.isConditionalExpression(parent))
    return (
      (child === parent.whenTrue && holds(ts, parent.condition, isTest)) ||
      (child === parent.whenFalse && fails(ts, parent.condition, isTest))
    );
  if (!ts.isBinaryExpression(parent) || child !== parent.right) return false;
  const { kind } = parent.operatorToken;
  return (
    (kind === ts.SyntaxKind.AmpersandAmpersandToken && holds(ts, parent.left, isTest)) ||
    (kind === ts.SyntaxKind.BarBarToken && fails(ts, parent.left, isTest))
  );
}

/** Where the condition is met, the test is. */
function holds(ts: TypeScript, condition: ts.Expression, isTest: Test): boolean {
  const test = unwrap(ts, condition);
  if (isTest(test)) return true;
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken)
    return fails(ts, test.operand, isTest);
  const isBoth =
    ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isBoth && (holds(ts, test.left, isTest) || holds(ts, test.right, isTest));
}

/** Where the condition is not met, the test is. */
function fails(ts: TypeScript, condition: ts.Expression, isTest: Test): boolean {
  const test = unwrap(ts, condition);
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken)
    return holds(ts, test.operand, isTest);
  const isEither = ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.BarBarToken;
  return isEither && (fails(ts, test.left, isTest) || fails(ts, test.right, isTest));
}

/** `if (!Array.isArray(rows)) return …;` stands before it. */
function isBehindExit(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  child: ts.Node,
  isTest: Test,
): boolean {
  return statements
    .filter(({ end }) => end <= child.pos)
    .some(
      (statement) =>
        ts.isIfStatement(statement) &&
        !canComplete(ts, statement.thenStatement) &&
        fails(ts, statement.expression, isTest),
    );
}

function isArrayTest(ts: TypeScript, condition: ts.Expression, name: string): boolean {
  if (!ts.isCallExpression(condition) || condition.expression.getText() !== "Array.isArray") return false;
  const [tested, ...more] = condition.arguments;
  return more.length === 0 && tested !== undefined && ts.isIdentifier(tested) && tested.text === name;
}
