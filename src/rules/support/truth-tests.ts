import type ts from "typescript";
import { canComplete } from "../../engine/syntax/completion";
import { isFunctionBoundary, unwrap } from "../../engine/syntax/nodes";
import { operandsOf } from "../../engine/syntax/operators";
import type { TypeScript } from "../../engine/typescript";

/** Asks whether a value is truthy: `value`, `!value`, `(value = read())`. */
export interface TruthTest {
  readonly node: ts.Expression;
  /** Without the `!`. */
  readonly subject: ts.Expression;
  readonly isNegated: boolean;
}

/** A test that control has passed at some place because the value is truthy. */
export interface PassedTest extends TruthTest {
  /** Where a falsy value goes instead: into a branch of its own, or on behind a statement. */
  readonly otherwise: { readonly branch: ts.Node } | { readonly behind: ts.Statement };
}

/** @returns the tests of this value that control has passed when it comes to the node, within the function around it */
export function testsPassed(ts: TypeScript, node: ts.Node, value: string): PassedTest[] {
  const passed: PassedTest[] = [];
  for (let child = node; !isFunctionBoundary(ts, child) && !ts.isSourceFile(child); child = child.parent) {
    const found = testsAround(ts, child, value) ?? testsInFront(ts, child, value);
    passed.push(...found);
  }
  return passed;
}

function testsAround(ts: TypeScript, child: ts.Node, value: string): PassedTest[] | undefined {
  const { parent } = child;
  if (ts.isConditionalExpression(parent)) {
    const { condition, whenTrue, whenFalse } = parent;
    if (child === whenTrue) return towards(truthyTests(ts, condition, value), { branch: whenFalse });
    if (child === whenFalse) return towards(falsyTests(ts, condition, value), { branch: whenTrue });
  }
  if (ts.isIfStatement(parent)) {
    const { expression, thenStatement, elseStatement } = parent;
    const otherwise = elseStatement ? { branch: elseStatement } : { behind: parent };
    if (child === thenStatement) return towards(truthyTests(ts, expression, value), otherwise);
    if (child === elseStatement) return towards(falsyTests(ts, expression, value), { branch: thenStatement });
  }
  const condition = ts.isWhileStatement(parent)
    ? parent.expression
    : ts.isForStatement(parent)
      ? parent.condition
      : undefined;
  if (condition && "statement" in parent && child === parent.statement) {
    return towards(truthyTests(ts, condition, value), { behind: parent as ts.IterationStatement });
  }
  return undefined;
}

/** `if (!value) return …;` among the statements before. */
function testsInFront(ts: TypeScript, child: ts.Node, value: string): PassedTest[] {
  const { parent } = child;
  if (!(ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) || !ts.isStatement(child)) return [];
  const before = parent.statements.slice(0, parent.statements.indexOf(child));
  return before.flatMap((statement) => {
    if (!ts.isIfStatement(statement) || canComplete(ts, statement.thenStatement)) return [];
    return towards(falsyTests(ts, statement.expression, value), { branch: statement.thenStatement });
  });
}

function towards(tests: readonly TruthTest[], otherwise: PassedTest["otherwise"]): PassedTest[] {
  return tests.map((test) => ({ ...test, otherwise }));
}

/** Of a condition that holds only if the value is truthy: `value`, `value && ready`. */
function truthyTests(ts: TypeScript, condition: ts.Expression, value: string): TruthTest[] {
  return operandsOf(ts, condition, ts.SyntaxKind.AmpersandAmpersandToken)
    .filter((operand) => isValue(ts, operand, value))
    .map((operand) => ({ node: operand, subject: operand, isNegated: false }));
}

/** Of a condition that holds whenever the value is falsy: `!value`, `closed || !value`. */
export function falsyTests(ts: TypeScript, condition: ts.Expression, value: string): TruthTest[] {
  return operandsOf(ts, condition, ts.SyntaxKind.BarBarToken).flatMap((operand) => {
    const isNot = ts.isPrefixUnaryExpression(operand) && operand.operator === ts.SyntaxKind.ExclamationToken;
    if (!isNot || !isValue(ts, unwrap(ts, operand.operand), value)) return [];
    return [{ node: operand, subject: operand.operand, isNegated: true }];
  });
}

/** The value itself, or an assignment that gives it. */
function isValue(ts: TypeScript, operand: ts.Expression, value: string): boolean {
  const isAssignment =
    ts.isBinaryExpression(operand) && operand.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return unwrap(ts, isAssignment ? operand.left : operand).getText() === value;
}
