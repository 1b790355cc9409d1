import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { ownLet } from "../support/loops";
import { asDeclaration, contains, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const row = rows[++i]; if (!(i in rows)) return row; …` → `if (!(++i in rows)) return; const row = rows[i]; …`
 *
 * Condition: the first statement of an endless loop reads what the next one asks for, by a `let` that no closure knows, and reading is not seen to do
 * anything. The branch leaves, and names the row for nothing but to return it: what is not in there reads as `undefined`, and the types ask for no final
 * value.
 */
export const presenceBeforeRead = definePass("presence-before-read", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [read, guard] = loop.statement.statements;
    if (!read || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    const element = elementIn(view, read);
    if (!element || !asksForIt(view, guard.expression, element)) continue;
    const exit = exitOf(view, guard.thenStatement, element.declaration, loop);
    const start = startOf(view, read);
    if (exit === undefined || commentsWithin(view, { start, end: guard.end }).length > 0) continue;
    const { access, index } = element;
    const test = `if (!(${textOf(view, index)} in ${textOf(view, access.expression)})) ${exit}`;
    const edits = new Edits(view).insert(start, `${test}\n${indentAt(view, start)}`).remove(guard);
    if (element.index !== element.name) edits.replaceNode(element.index, textOf(view, element.name));
    return edits.done();
  }
  return undefined;
});

interface Element {
  readonly declaration: ts.VariableDeclaration;
  readonly access: ts.ElementAccessExpression;
  /** `i`, or `++i` */
  readonly index: ts.Expression;
  /** The variable in it. */
  readonly name: ts.Identifier;
}

/** Reads `const row = rows[++i];`. */
function elementIn(view: View, statement: ts.Statement): Element | undefined {
  const { ts } = view;
  const declaration = asDeclaration(ts, statement);
  const access = declaration?.initializer && unwrap(ts, declaration.initializer);
  if (!access || !ts.isElementAccessExpression(access) || access.questionDotToken) return undefined;
  const index = unwrap(ts, access.argumentExpression);
  const isStep = ts.isPrefixUnaryExpression(index) && index.operator === ts.SyntaxKind.PlusPlusToken;
  const name = isStep ? unwrap(ts, index.operand) : index;
  const local = ownLet(view, variableAt(view, name));
  if (!local || !ts.isIdentifier(name) || !isQuiet(view, access.expression)) return undefined;
  const isApart = local.variable.uses.every(({ node }) => !contains(access.expression, node));
  return isApart ? { declaration, access, index, name } : undefined;
}

/** `!(i in rows)` */
function asksForIt(view: View, condition: ts.Expression, { access, name }: Element): boolean {
  const { ts } = view;
  const node = unwrap(ts, condition);
  if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) return false;
  const test = unwrap(ts, node.operand);
  return (
    ts.isBinaryExpression(test) &&
    test.operatorToken.kind === ts.SyntaxKind.InKeyword &&
    textOf(view, test.left) === name.text &&
    textOf(view, test.right) === textOf(view, access.expression)
  );
}

function exitOf(
  view: View,
  branch: ts.Statement,
  { name }: ts.VariableDeclaration,
  loop: EndlessLoop,
): string | undefined {
  const { ts } = view;
  const row = variableAt(view, name);
  if (!row) return undefined;
  if (!row.uses.some(({ node }) => contains(branch, node)))
    return leavesForGood(view, branch, loop) ? textOf(view, branch) : undefined;
  const [only, ...others] = statementsOf(ts, branch);
  const isReturned =
    only && others.length === 0 && ts.isReturnStatement(only) && variableAt(view, only.expression) === row;
  return isReturned && view.context.promisesFinalValue !== true ? "return;" : undefined;
}
