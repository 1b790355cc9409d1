import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { isOnlyBreak, isOnlyReturn } from "../support/control";
import { Edits, indentAt, leadingStart, movedText, rangeOf } from "../support/edits";
import { isEndless, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { definePass, variableAt, type View } from "../support/view";
import { bareStep } from "./head-counter-to-for";

/**
 * `n++; if (n === 2) throw error; if (n > 3) return; …` → `n++; if (n > 3) return; if (n === 2) throw error; …`, and the guard becomes a
 * loop's condition
 *
 * Condition: the counter is a number that the step alone sets. The tests before the guard ask whether it is a number that is written down, and for none of
 * these the guard leaves: so it does not matter which of them is asked first.
 */
export const apartGuardFirst = definePass("apart-guard-first", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [first, ...rest] = loop.statement.statements;
    const counter = first && bareStep(view, first, loop)?.variable;
    const at = rest.findIndex((one) => isBareExit(ts, one, loop));
    const [test] = rest;
    const guard = rest[at];
    if (!counter || !test || at <= 0 || !guard || !ts.isIfStatement(guard)) continue;
    if (!rest.slice(0, at).every((one) => isApart(view, one, guard.expression, counter))) continue;
    const start = leadingStart(view, test);
    const indent = indentAt(view, start);
    const moved = rangeOf(view, guard);
    return new Edits(view)
      .insert(start, `${movedText(view, moved, indent)}\n${indent}`)
      .removeSpan(moved)
      .done();
  }
  return undefined;
});

function isBareExit(ts: View["ts"], statement: ts.Statement, loop: ts.WhileStatement): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const { thenStatement } = statement;
  return isOnlyReturn(ts, thenStatement) || isOnlyBreak(ts, thenStatement, loop);
}

/** A test that only a number passes which the guard lets through. */
function isApart(view: View, statement: ts.Statement, guard: ts.Expression, counter: Variable): boolean {
  const { ts } = view;
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const test = comparisonOf(view, statement.expression, counter);
  if (test?.operator !== ts.SyntaxKind.EqualsEqualsEqualsToken) return false;
  const asked = comparisonOf(view, guard, counter);
  return asked !== undefined && holds(ts, asked, test.number) === false;
}

interface Comparison {
  readonly operator: ts.SyntaxKind;
  readonly number: number;
}

/** `n > 3` */
function comparisonOf(view: View, condition: ts.Expression, counter: Variable): Comparison | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (!ts.isBinaryExpression(node) || variableAt(view, node.left) !== counter) return undefined;
  const { operatorToken, right } = node;
  return ts.isNumericLiteral(right)
    ? { operator: operatorToken.kind, number: Number(right.text) }
    : undefined;
}

function holds(ts: View["ts"], { operator, number }: Comparison, counter: number): boolean | undefined {
  switch (operator) {
    case ts.SyntaxKind.GreaterThanToken:
      return counter > number;
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return counter >= number;
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return counter === number;
    default:
      return undefined;
  }
}
