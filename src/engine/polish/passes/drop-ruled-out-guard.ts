import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { nameOf, ownLocal } from "../support/loops";
import { negate } from "../support/negate";
import { asDeclaration, contains, isEquality, ownDescendants } from "../support/nodes";
import { declarationKind, type Variable } from "../support/scopes";
import { isNothing } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (node) { const done = node == null; …; node = node.next; if (done) return; … }` → `while (node) { …; node = node.next; … }`, and
 * `while (node) { if (!node) return; … }` → `while (node) { … }`, and the same of `if (node) { … }`
 *
 * Condition: the condition asks for a variable that no closure knows, and what is asked again before anything there can write it
 * is the opposite; all that hangs on the answer leaves.
 */
export const dropRuledOutGuard = definePass("drop-ruled-out-guard", (view) => {
  const { ts } = view;
  for (const test of ownDescendants(ts, view.fn)) {
    const branch = branchOf(view, test);
    const variable = branch && askedFor(view, branch.condition);
    if (!branch || !variable || !ownLocal(view, variable)) continue;
    for (const statement of branch.body.statements) {
      const guards = guardsOn(view, statement, branch.condition, variable);
      if (guards?.every((one) => isBare(view, one))) {
        const edits = new Edits(view);
        for (const guard of guards) edits.remove(guard);
        return edits.done();
      }
      if (variable.uses.some((use) => use.writes && contains(statement, use.node))) break;
    }
  }
  return undefined;
});

/** A condition, and the block that runs where it holds. */
interface Branch {
  readonly condition: ts.Expression;
  readonly body: ts.Block;
}

function branchOf({ ts }: View, test: ts.Node): Branch | undefined {
  if (!ts.isWhileStatement(test) && !ts.isIfStatement(test)) return undefined;
  const body = ts.isWhileStatement(test) ? test.statement : test.thenStatement;
  return ts.isBlock(body) ? { condition: test.expression, body } : undefined;
}

/** The variable that `node`, `node !== null` or `node != undefined` asks for. */
function askedFor(view: View, condition: ts.Expression): Variable | undefined {
  const { ts } = view;
  const asked = unwrap(ts, condition);
  if (!ts.isBinaryExpression(asked)) return nameOf(view, asked);
  return isEquality(ts, asked) && isNothing(view, asked.right) ? nameOf(view, asked.left) : undefined;
}

/** The statements that never do anything: a guard, or a constant with its answer and all guards that ask for it. */
function guardsOn(
  view: View,
  statement: ts.Statement,
  condition: ts.Expression,
  variable: Variable,
): ts.Statement[] | undefined {
  const { ts } = view;
  if (ts.isIfStatement(statement))
    return isGuard(view, statement) && isRuledOut(view, statement.expression, condition, variable)
      ? [statement]
      : undefined;
  const declaration = asDeclaration(ts, statement);
  const answer = variableAt(view, declaration?.name);
  if (!declaration?.initializer || !answer || declarationKind(ts, answer) !== "const") return undefined;
  if (answer.uses.length === 0 || !isRuledOut(view, declaration.initializer, condition, variable))
    return undefined;
  const guards = answer.uses.map(({ node }) => node.parent);
  return guards.every((guard) => ts.isIfStatement(guard) && isGuard(view, guard))
    ? [statement, ...(guards as ts.IfStatement[])]
    : undefined;
}

/** `if (c) return;`, or another jump */
function isGuard({ ts }: View, { thenStatement, elseStatement, parent }: ts.IfStatement): boolean {
  const [jump, ...more] = statementsOf(ts, thenStatement);
  const isJump = jump !== undefined && (ts.isReturnStatement(jump) || ts.isBreakOrContinueStatement(jump));
  return (
    isJump && more.length === 0 && !elseStatement && (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent))
  );
}

/** Is the answer `false` for certain where the condition holds? */
function isRuledOut(
  view: View,
  question: ts.Expression,
  condition: ts.Expression,
  variable: Variable,
): boolean {
  const { ts } = view;
  const asked = unwrap(ts, question);
  if (negate(view, condition) === textOf(view, asked)) return true;
  if (nameOf(view, condition) !== variable || !ts.isBinaryExpression(asked) || !isEquality(ts, asked))
    return false;
  const isSame = textOf(view, asked.operatorToken).startsWith("=");
  return isSame && variableAt(view, unwrap(ts, asked.left)) === variable && isNothing(view, asked.right);
}

function isBare(view: View, statement: ts.Statement): boolean {
  return commentsWithin(view, { start: startOf(view, statement), end: statement.end }).length === 0;
}
