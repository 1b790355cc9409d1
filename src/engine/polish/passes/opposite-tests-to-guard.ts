import type ts from "typescript";
import { canComplete, wouldCollide } from "../support/control";
import { Edits, indentAt, movedText } from "../support/edits";
import { contains, isEquality, ownDescendants, siblingsOf } from "../support/nodes";
import { negate } from "../support/negate";
import { declarationKind, type Variable } from "../support/scopes";
import { isConstantLiteral, isNothing } from "../support/values";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (!result.done) seen(result.value); if (result.done) return; …` → `if (result.done) return; seen(result.value); …`
 *
 * Condition: the second test comes right after the first and is its exact opposite, both are without `else`, and the second one's branch
 * leaves. They ask for a constant, whether it is something that is written down, or for the `done` of a constant of which the first one's branch only reads properties.
 */
export const oppositeTestsToGuard = definePass("opposite-tests-to-guard", (view) => {
  const { ts } = view;
  for (const first of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(first) || first.elseStatement) continue;
    const siblings = siblingsOf(ts, first);
    const second = siblings?.[siblings.indexOf(first) + 1];
    if (!second || !ts.isIfStatement(second) || second.elseStatement) continue;
    if (negate(view, first.expression) !== textOf(view, second.expression)) continue;
    if (canComplete(ts, second.thenStatement) || !isSettled(view, second.expression, first.thenStatement))
      continue;
    if (wouldCollide(view, statementsOf(ts, first.thenStatement))) continue;
    return guarded(view, first, second);
  }
  return undefined;
});

/** Nothing in the branch changes what is asked for. */
function isSettled(view: View, condition: ts.Expression, branch: ts.Statement): boolean {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (ts.isIdentifier(node)) return isConstant(view, variableAt(view, node));
  if (ts.isBinaryExpression(node))
    return isPlainQuestion(view, node) && isConstant(view, variableAt(view, unwrap(ts, node.left)));
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "done") return false;
  const result = variableAt(view, node.expression);
  return (
    isConstant(view, result) &&
    result.uses.every(({ node: use }) => !contains(branch, use) || isPropertyRead(view, use))
  );
}

/** `row === "end"`, `row == null`: nothing is run for the answer. */
function isPlainQuestion(view: View, question: ts.BinaryExpression): boolean {
  const { ts } = view;
  if (!isEquality(ts, question)) return false;
  return isNothing(view, question.right) || (isExact(question) && isConstantLiteral(view, question.right));
}

/** `===` and `!==` */
function isExact({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.getText().length === 3;
}

function isConstant({ ts }: View, variable: Variable | undefined): variable is Variable {
  return variable !== undefined && declarationKind(ts, variable) === "const";
}

function isPropertyRead({ ts }: View, use: ts.Node): boolean {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return false;
  const outer = parent.parent;
  const isTarget = ts.isBinaryExpression(outer) && outer.left === parent;
  const isCalled = ts.isCallExpression(outer) && outer.expression === parent;
  return !isTarget && !isCalled && !ts.isPrefixUnaryExpression(outer) && !ts.isPostfixUnaryExpression(outer);
}

function guarded(view: View, first: ts.IfStatement, second: ts.IfStatement) {
  const { ts } = view;
  const start = startOf(view, first);
  const indent = indentAt(view, start);
  const guard = movedText(view, { start: startOf(view, second), end: second.end }, indent);
  const edits = new Edits(view).insert(start, `${guard}\n${indent}`).remove(second);
  const { thenStatement: branch } = first;
  if (ts.isBlock(branch)) return edits.unwrap(start, branch, first.end).done();
  return edits.replace({ start, end: first.end }, textOf(view, branch)).done();
}
