import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { ownLet, writesOf } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let value; …; value = result.value; yield value;` → `…; yield result.value;`, and `kept = keep(item); if (kept) {…}` → `if (keep(item)) {…}`
 *
 * Condition: the variable is a `let` without an initial value that no closure knows; it is assigned once, and read once, by the next statement and before
 * anything else there. What was declared apart from its value had to leave a `try` that is gone; a constant of the author's keeps its name.
 */
export const inlineHoistedValue = definePass("inline-hoisted-value", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const assignment = ts.isExpressionStatement(node) ? asAssignment(ts, node) : undefined;
    const local = assignment && ownLet(view, variableAt(view, assignment.target));
    if (!assignment || !local || local.declaration.initializer) continue;
    const { uses } = local.variable;
    if (uses.length !== 2 || writesOf(local.variable).length !== 1) continue;
    const siblings = siblingsOf(ts, assignment.statement);
    const next = siblings?.[siblings.indexOf(assignment.statement) + 1];
    const read = next && firstRead(view, next);
    if (!read || !uses.some((use) => use.node === read.name)) continue;
    const text = textOf(view, assignment.value);
    return new Edits(view)
      .remove(local.statement)
      .remove(assignment.statement)
      .replaceNode(read.name, read.isOperand && !isTight(view, assignment.value) ? `(${text})` : text)
      .done();
  }
  return undefined;
});

interface Read {
  readonly name: ts.Identifier;
  /** An operator stands before it. */
  readonly isOperand: boolean;
}

/** Reads `yield x;`, `return x;`, `throw x;`, `if (x)` and `if (!x)`. */
function firstRead(view: View, statement: ts.Statement): Read | undefined {
  const { ts } = view;
  const expression = expressionOf(view, statement);
  if (!expression) return undefined;
  if (ts.isIdentifier(expression)) return { name: expression, isOperand: false };
  const isNegation =
    ts.isPrefixUnaryExpression(expression) && expression.operator === ts.SyntaxKind.ExclamationToken;
  return isNegation && ts.isIdentifier(expression.operand)
    ? { name: expression.operand, isOperand: true }
    : undefined;
}

function expressionOf({ ts }: View, statement: ts.Statement): ts.Expression | undefined {
  if (ts.isIfStatement(statement) || ts.isReturnStatement(statement) || ts.isThrowStatement(statement))
    return statement.expression;
  if (!ts.isExpressionStatement(statement) || !ts.isYieldExpression(statement.expression)) return undefined;
  return statement.expression.asteriskToken ? undefined : statement.expression.expression;
}

/** Binds more tightly than `!` does. */
function isTight({ ts }: View, value: ts.Expression): boolean {
  const node = unwrap(ts, value) === value ? value : undefined;
  return node !== undefined && (ts.isLeftHandSideExpression(node) || ts.isAwaitExpression(node));
}
