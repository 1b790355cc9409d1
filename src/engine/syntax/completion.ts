import type ts from "typescript";
import { isFunctionBoundary, some } from "./nodes";
import type { TypeScript } from "../typescript";

/** Is it known of this statement that control never gets behind it? */
export type IsLast = (statement: ts.Statement) => boolean;

/**
 * Can control reach the point after this statement? Errs on the side of "yes".
 *
 * @param isLast - what else is known of statements inside
 * @see https://tc39.es/ecma262/#sec-completion-record-specification-type
 */
export function canComplete(ts: TypeScript, statement: ts.Statement, isLast?: IsLast): boolean {
  if (isLast?.(statement)) return false;
  if (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement)
  ) {
    return false;
  }
  if (ts.isBlock(statement)) return canListComplete(ts, statement.statements, isLast);
  if (ts.isIfStatement(statement)) {
    return (
      !statement.elseStatement ||
      canComplete(ts, statement.thenStatement, isLast) ||
      canComplete(ts, statement.elseStatement, isLast)
    );
  }
  if (ts.isWhileStatement(statement) || ts.isForStatement(statement) || ts.isDoStatement(statement)) {
    return !isEndless(ts, statement) || hasOwnBreak(ts, statement.statement);
  }
  if (ts.isTryStatement(statement)) return canTryComplete(ts, statement, isLast);
  if (ts.isSwitchStatement(statement)) return canSwitchComplete(ts, statement, isLast);
  if (ts.isLabeledStatement(statement)) {
    return (
      canComplete(ts, statement.statement, isLast) ||
      some(ts, statement, (node) => ts.isBreakStatement(node) && node.label?.text === statement.label.text)
    );
  }
  return true;
}

/** @returns whether control can run off the end of a list of statements */
export function canListComplete(
  ts: TypeScript,
  statements: readonly ts.Statement[],
  isLast?: IsLast,
): boolean {
  return statements.every((statement) => canComplete(ts, statement, isLast));
}

/** `while (true)`, `for (;;)`, `do … while (true)` */
export function isEndless(
  ts: TypeScript,
  loop: ts.WhileStatement | ts.DoStatement | ts.ForStatement,
): boolean {
  if (ts.isForStatement(loop)) return !loop.condition || loop.condition.kind === ts.SyntaxKind.TrueKeyword;
  const { expression } = loop;
  return (
    expression.kind === ts.SyntaxKind.TrueKeyword ||
    (ts.isNumericLiteral(expression) && Number(expression.text) !== 0)
  );
}

/** A `break` that leaves this very loop or switch; one with a label does where it is the label of that. */
export function hasOwnBreak(ts: TypeScript, body: ts.Node): boolean {
  const visit = (node: ts.Node, nested: boolean): boolean => {
    if (ts.isBreakStatement(node)) return node.label ? isLabelAround(ts, node.label, body) : !nested;
    if (isFunctionBoundary(ts, node)) return false;
    const inside = nested || ts.isSwitchStatement(node) || ts.isIterationStatement(node, false);
    return ts.forEachChild(node, (child) => visit(child, inside) || undefined) ?? false;
  };
  return visit(body, false);
}

/** Has the loop or switch around this label? */
function isLabelAround(ts: TypeScript, { text }: ts.Identifier, body: ts.Node): boolean {
  let outer = body.parent;
  while (!ts.isIterationStatement(outer, false) && !ts.isSwitchStatement(outer)) outer = outer.parent;
  for (outer = outer.parent; ts.isLabeledStatement(outer); outer = outer.parent)
    if (outer.label.text === text) return true;
  return false;
}

function canTryComplete(ts: TypeScript, statement: ts.TryStatement, isLast?: IsLast): boolean {
  if (statement.finallyBlock && !canComplete(ts, statement.finallyBlock, isLast)) return false;
  return (
    canComplete(ts, statement.tryBlock, isLast) ||
    (statement.catchClause !== undefined && canComplete(ts, statement.catchClause.block, isLast))
  );
}

function canSwitchComplete(ts: TypeScript, statement: ts.SwitchStatement, isLast?: IsLast): boolean {
  const { clauses } = statement.caseBlock;
  return !clauses.some((clause) => ts.isDefaultClause(clause)) || canClausesComplete(ts, statement, isLast);
}

/** @returns whether control can reach the point after a `switch` from one of its clauses */
export function canClausesComplete(ts: TypeScript, statement: ts.SwitchStatement, isLast?: IsLast): boolean {
  const { clauses } = statement.caseBlock;
  const last = clauses.at(-1);
  if (!last) return true;
  if (clauses.some((clause) => clause.statements.some((inner) => hasOwnBreak(ts, inner)))) return true;
  return canListComplete(ts, last.statements, isLast);
}
