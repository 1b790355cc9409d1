import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { leavesForGood } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf } from "../support/edits";
import { canMoveInitializer, isUsedOnlyIn, ownLet, type Local } from "../support/loops";
import { negate } from "../support/negate";
import { asDeclaration, isConst, isEndless, ownDescendants } from "../support/nodes";
import { isNeverWritten, type Variable } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let i = 0; while (true) { const n = i++; if (n >= end) return; … }` → `for (let n = 0; n < end; n++) { … }`, and
 * `let n = 0; while (true) { n++; if (n > end) return; … }` → `for (let n = 1; n <= end; n++) { … }`, also with `n += 2` and `n = n + 2`
 *
 * Condition: the counter is a `let` that no closure knows and a number at first; the step is the first thing in each round and all that happens to
 * it, so that a `continue` leads to it as it leads to the step of a `for`; the guard comes next and leaves for good, and its opposite is
 * exact. In the first form nothing else names the counter, and the constant takes its place.
 */
export const headCounterToFor = definePass("head-counter-to-for", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const [first, guard] = loop.statement.statements;
    const step = first && (namedStep(view, first, loop) ?? bareStep(view, first, loop));
    if (!first || !step || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    if (!leavesForGood(view, guard.thenStatement, loop) || !canMoveInitializer(view, step.local, loop))
      continue;
    const condition = negate(view, guard.expression);
    if (condition === undefined || condition.includes("\n") || !isNamedIn(guard.expression, step.variable))
      continue;
    return rewritten(view, loop, first, guard, step, condition);
  }
  return undefined;
});

/** How a counter is stepped at the head of a round. */
export interface HeadStep {
  /** The declaration that goes. */
  readonly local: Local;
  /** What counts from now on. */
  readonly variable: Variable;
  readonly start: string;
  /** `n++` */
  readonly text: string;
}

/** Reads `const n = i++;` and `const n = ++i;`. */
function namedStep(view: View, statement: ts.Statement, loop: ts.Statement): HeadStep | undefined {
  const { ts } = view;
  const declaration = asDeclaration(ts, statement);
  if (!declaration?.initializer || !ts.isVariableStatement(statement)) return undefined;
  const variable = variableAt(view, declaration.name);
  const stepped = unwrap(ts, declaration.initializer);
  const isPostfix = ts.isPostfixUnaryExpression(stepped);
  if (!variable || !isConst(ts, statement.declarationList) || !isNeverWritten(variable)) return undefined;
  if (!isPostfix && !ts.isPrefixUnaryExpression(stepped)) return undefined;
  if (stepped.operator !== ts.SyntaxKind.PlusPlusToken) return undefined;
  const local = ownLet(view, variableAt(view, stepped.operand));
  const start = local && startOfCount(view, local, loop, isPostfix ? 0 : 1);
  return local?.variable.uses.length === 1 && start !== undefined
    ? { local, variable, start, text: `${variable.name}++` }
    : undefined;
}

/** @returns the step of `n++;`, `n += 2;` or `n = n + 2;`, as its author writes it */
export function bareStep(view: View, statement: ts.Statement, loop: ts.Statement): HeadStep | undefined {
  const stepped = view.ts.isExpressionStatement(statement) ? widthOf(view, statement.expression) : undefined;
  const local = stepped && ownLet(view, variableAt(view, stepped.operand));
  const start = local && startOfCount(view, local, loop, stepped.width);
  const isOnlyWrite = local?.variable.uses.filter((use) => use.writes).length === 1;
  if (!local || !isOnlyWrite || start === undefined) return undefined;
  return { local, variable: local.variable, start, text: stepped.text ?? `${local.variable.name}++` };
}

interface Width {
  readonly operand: ts.Expression;
  readonly width: number;
  /** Where it is none of `++`. */
  readonly text?: string;
}

/** What is stepped, and how far: by a whole number, so that adding it up gives no other numbers than before. */
function widthOf(view: View, step: ts.Expression): Width | undefined {
  const { ts } = view;
  if (ts.isPostfixUnaryExpression(step) || ts.isPrefixUnaryExpression(step))
    return step.operator === ts.SyntaxKind.PlusPlusToken ? { operand: step.operand, width: 1 } : undefined;
  if (!ts.isBinaryExpression(step)) return undefined;
  const { left } = step;
  const added = addedBy(view, step);
  return added && ts.isNumericLiteral(added) && /^[1-9]\d{0,5}$/.test(added.text)
    ? { operand: left, width: Number(added.text), text: textOf(view, step) }
    : undefined;
}

/** What `n += 2` and `n = n + 2` add. */
function addedBy(view: View, step: ts.BinaryExpression): ts.Expression | undefined {
  const { ts } = view;
  const { left, operatorToken, right } = step;
  if (operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) return right;
  const sum = unwrap(ts, right);
  const isSum =
    operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isBinaryExpression(sum) &&
    sum.operatorToken.kind === ts.SyntaxKind.PlusToken;
  const counter = variableAt(view, left);
  return isSum && counter && variableAt(view, sum.left) === counter ? sum.right : undefined;
}

/** @returns the first value that a round sees, where the step is taken so far ahead of it */
export function startOfCount(
  view: View,
  { variable, declaration }: Local,
  loop: ts.Statement,
  ahead: number,
): string | undefined {
  const { initializer } = declaration;
  if (!initializer || !isUsedOnlyIn(variable, loop) || !isNumber(view, initializer)) return undefined;
  const text = textOf(view, initializer);
  if (ahead === 0) return text;
  return /^-?\d{1,9}$/.test(text) ? String(Number(text) + ahead) : undefined;
}

function isNamedIn(condition: ts.Expression, { uses }: Variable): boolean {
  return uses.some(({ node }) => node.pos >= condition.pos && node.end <= condition.end);
}

function rewritten(
  view: View,
  loop: ts.WhileStatement,
  first: ts.Statement,
  guard: ts.Statement,
  { local, variable, start, text }: HeadStep,
  condition: string,
) {
  const span = { start: rangeOf(view, first).start, end: rangeOf(view, guard).end };
  const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
  const lead = commentsWithin(view, span).map((comment) => `${comment}\n${indentAt(view, head.start)}`);
  return new Edits(view)
    .remove(local.statement)
    .replace(head, `${lead.join("")}for (let ${variable.name} = ${start}; ${condition}; ${text}) `)
    .removeSpan(span)
    .done();
}
