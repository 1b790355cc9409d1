import type ts from "typescript";
import { Edits, hasBlankLineBefore, indentAt } from "../support/edits";
import { isAlwaysEvaluated, ownLet, writesOf, type Local } from "../support/loops";
import { statementsOf } from "../../syntax/nodes";
import { asAssignment, contains, isEndless, ownDescendants } from "../support/nodes";
import { isNothing, isObject } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let reader; while (true) { reader ??= open(); const r = await reader.read(); … }` → `let reader; reader = open(); while (true) {…}`, and
 * with `if (!reader) reader = open();`
 *
 * Condition: the opening is the first statement of an endless loop and the only write to a `let` that no closure knows, which holds nothing before. The
 * next statement calls a method of it in any case: had nothing been opened, that would end the generator, so no later round opens again. Or facts say
 * that an object is opened.
 */
export const openBeforeLoop = definePass("open-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const [first, second] = loop.statement.statements;
    const opening = first && openingOf(view, first);
    if (!first || !second || !opening || !isEmptyBefore(view, opening.local, loop, first)) continue;
    if (!isObject(view, opening.value) && !isUsedAnyway(view, opening.local, second)) continue;
    const start = startOf(view, loop);
    const { name } = opening.local.variable;
    const blank = hasBlankLineBefore(view, second) ? "\n" : "";
    return new Edits(view)
      .moveCommentsBefore(first, loop)
      .insert(start, `${name} = ${textOf(view, opening.value)};\n${blank}${indentAt(view, start)}`)
      .remove(first)
      .done();
  }
  return undefined;
});

interface Opening {
  readonly local: Local;
  readonly value: ts.Expression;
}

/** Reads `x ??= open();` and `if (!x) x = open();`. */
function openingOf(view: View, statement: ts.Statement): Opening | undefined {
  const { ts } = view;
  if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
    const { left, operatorToken, right } = statement.expression;
    const isLazy = operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
    const local = isLazy ? ownLet(view, variableAt(view, left)) : undefined;
    return local && { local, value: right };
  }
  if (!ts.isIfStatement(statement) || statement.elseStatement) return undefined;
  const [only, ...others] = statementsOf(ts, statement.thenStatement);
  const assignment = others.length === 0 ? asAssignment(ts, only) : undefined;
  const local = assignment && ownLet(view, variableAt(view, assignment.target));
  if (!assignment || !local || textOf(view, statement.expression) !== `!${local.variable.name}`)
    return undefined;
  return { local, value: assignment.value };
}

function isEmptyBefore(
  view: View,
  { variable, declaration }: Local,
  loop: ts.Statement,
  first: ts.Statement,
): boolean {
  return (
    isNothing(view, declaration.initializer) &&
    !contains(loop, declaration) &&
    writesOf(variable).every(({ node }) => contains(first, node)) &&
    writesOf(variable).length === 1
  );
}

/** The statement calls a method of the variable, whatever else happens. */
function isUsedAnyway(view: View, { variable }: Local, statement: ts.Statement): boolean {
  const { ts } = view;
  return variable.uses.some(({ node }) => {
    if (!contains(statement, node)) return false;
    const access = node.parent;
    if (!ts.isPropertyAccessExpression(access) || access.expression !== node || access.questionDotToken)
      return false;
    if (!ts.isCallExpression(access.parent) || access.parent.expression !== access) return false;
    for (let part: ts.Node = node; part !== statement; part = part.parent) {
      if (!isAlwaysEvaluated(ts, part.parent, part)) return false;
    }
    return true;
  });
}
