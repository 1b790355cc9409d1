import type ts from "typescript";
import { commentsWithin, Edits, indentAt, rangeOf } from "../support/edits";
import { conjunctsOf } from "../../syntax/operators";
import { nameOf, ownLet, writesOf } from "../support/loops";
import { asAssignment, contains, ownDescendants } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `while (!done) { if (row === null) { done = true; } if (done) break; … }` → `while (!done) { if (row === null) { done = true; break; } … }`
 *
 * Condition: the loop goes on only while the variable, a `let` that no closure knows, is not what the test asks for; from there to the test
 * nothing writes it but the last statement of the branch right before the test, which has no `else`; what stands behind the answer is a jump
 * without a value. No comment goes.
 */
export const markToJump = definePass("mark-to-jump", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    for (const [index, test] of statements.entries()) {
      const jump =
        ts.isIfStatement(test) && !test.elseStatement ? jumpAlone(view, test.thenStatement) : undefined;
      const first = statements[index - 1];
      if (!jump || !ts.isIfStatement(test) || !first || !ts.isIfStatement(first) || first.elseStatement)
        continue;
      const asked = askedOf(view, test.expression);
      const mark = statementsOf(ts, first.thenStatement).at(-1);
      if (!asked || !mark || !ts.isBlock(first.thenStatement) || !isMark(view, mark, asked)) continue;
      const isOpposite = conjunctsOf(view.ts, loop.expression).some((one) => isOppositeOf(view, one, asked));
      if (!isOpposite || !isAlone(asked.variable, loop, first, mark)) continue;
      if (commentsWithin(view, rangeOf(view, test)).length > 0) continue;
      return new Edits(view)
        .insert(mark.end, `\n${indentAt(view, startOf(view, mark))}${textOf(view, jump)}`)
        .remove(test)
        .done();
    }
  }
  return undefined;
});

/** A variable that is asked for `true` or for `false`. */
interface Asked {
  readonly variable: Variable;
  readonly isTrue: boolean;
}

function askedOf(view: View, condition: ts.Expression): Asked | undefined {
  const { ts } = view;
  const asked = unwrap(ts, condition);
  const isNegated = ts.isPrefixUnaryExpression(asked) && asked.operator === ts.SyntaxKind.ExclamationToken;
  const variable = ownLet(view, nameOf(view, isNegated ? asked.operand : asked))?.variable;
  return variable && { variable, isTrue: !isNegated };
}

function isOppositeOf(view: View, condition: ts.Expression, { variable, isTrue }: Asked): boolean {
  const asked = askedOf(view, condition);
  return asked?.variable === variable && asked.isTrue !== isTrue;
}

/** `done = true;` */
function isMark(view: View, statement: ts.Statement, { variable, isTrue }: Asked): boolean {
  const assignment = asAssignment(view.ts, statement);
  return (
    assignment !== undefined &&
    view.scopes.variableOf(assignment.target) === variable &&
    booleanOf(view, assignment.value) === isTrue
  );
}

/** Nothing else writes the variable between the loop's question and the end of the branch. */
function isAlone(
  variable: Variable,
  loop: ts.WhileStatement,
  first: ts.Statement,
  mark: ts.Statement,
): boolean {
  return writesOf(variable).every(
    ({ node }) => contains(mark, node) || node.end <= loop.pos || node.pos >= first.end,
  );
}

/** `return;`, `break;`, and nothing else */
function jumpAlone({ ts }: View, branch: ts.Statement): ts.Statement | undefined {
  const [jump, ...more] = statementsOf(ts, branch);
  if (!jump || more.length > 0) return undefined;
  const isJump = ts.isBreakOrContinueStatement(jump) || (ts.isReturnStatement(jump) && !jump.expression);
  return isJump ? jump : undefined;
}
