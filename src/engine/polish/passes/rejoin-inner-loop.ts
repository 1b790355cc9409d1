import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, isInTailPosition, wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf, trimmedEnd } from "../support/edits";
import { isUsedOnlyIn } from "../support/loops";
import {
  asAssignment,
  asDeclaration,
  contains,
  descendants,
  isEndless,
  ownDescendants,
  siblingsOf,
  type Assignment,
  type Loop,
  withLabel,
} from "../support/nodes";
import { isBigInt, isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `outer: while (true) { for (let step = it.next(); !step.done; step = it.next()) { …; yield step.value; continue outer; } return; }`
 * → `outer: for (let step = it.next(); !step.done; step = it.next()) { …; yield step.value; continue outer; } return;`
 *
 * `outer: while (true) { let step = it.next(); while (!step.done) { if (c) { yield step.value; continue outer; } step = it.next(); } return; }`
 * → `let step = it.next(); while (!step.done) { if (c) { yield step.value; } step = it.next(); } return;`, and where more comes between,
 * `outer: for (let step = it.next(); !step.done; step = it.next()) { if (c) { yield step.value; continue outer; } …; } return;`
 *
 * Condition: a round begins as the inner loop's own rounds end, by the same assignment, or the way back takes the step of a `for` that begins with nothing, and ends for good behind the inner loop. Each way back to the outer loop is the
 * end of what comes before that assignment, so going on there is the same; or that assignment becomes the step of a `for`, and then no closure
 * knows the variable (a `for` has a fresh one in each round), nothing but the inner loop names it, and no other `continue` would pass the step by.
 */
export const rejoinInnerLoop = definePass("rejoin-inner-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const label = withLabel(ts, outer);
    const edits = withoutRoundsOfFor(view, outer, outer.statement, label);
    if (edits) return edits.done();
    const [opening, inner, ...rest] = outer.statement.statements;
    if (!opening || !inner || !ts.isWhileStatement(inner) || !ts.isBlock(inner.statement)) continue;
    if (!ts.isBlock(label.parent) || wouldCollide(view, outer.statement.statements, label.parent)) continue;
    if (rest.length === 0 || canListComplete(ts, rest) || breaksOf(ts, outer).length > 0) continue;
    const jumps = continuesOf(ts, outer);
    const step = endsAsItBegins(view, opening, inner.statement);
    if (jumps.length === 0 || !step) continue;
    if (!jumps.every((jump) => isLastBefore(view, jump, inner.statement as ts.Block))) {
      if (!jumps.every((jump) => contains(inner.statement, jump))) continue;
      const asFor = withStepInHead(view, { outer, label, opening, inner }, step);
      if (asFor) return asFor;
      continue;
    }
    const unwrapped = new Edits(view);
    for (const jump of jumps) {
      if (ts.isBlock(jump.parent)) unwrapped.remove(jump);
      else unwrapped.replaceNode(jump, "{}");
    }
    return unwrapped.unwrap(startOf(view, label), outer.statement, outer.end).done();
  }
  return undefined;
});

interface Nested {
  readonly outer: ts.WhileStatement;
  /** The outer loop with its label, if it has one. */
  readonly label: ts.Statement;
  readonly opening: ts.Statement;
  readonly inner: ts.WhileStatement;
}

/** The outer loop goes, and the inner one becomes a `for` that takes its step wherever a round ends. */
function withStepInHead(view: View, { outer, label, opening, inner }: Nested, step: Assignment) {
  const { ts } = view;
  const declaration = asDeclaration(ts, opening);
  const variable = variableAt(view, declaration?.name);
  if (!declaration || !variable || continuesOf(ts, inner).length > 0 || !ts.isBlock(outer.statement))
    return undefined;
  if (!ts.isLabeledStatement(label) || !isUsedOnlyIn(variable, inner)) return undefined;
  const head = `for (let ${textOf(view, declaration)}; ${textOf(view, inner.expression)}; ${textOf(view, step.statement.expression)}) `;
  if (head.includes("\n") || commentsWithin(view, rangeOf(view, opening)).length > 0) return undefined;
  const span = { start: startOf(view, inner), end: startOf(view, inner.statement) };
  if (commentsWithin(view, span).length > 0) return undefined;
  const comments = commentsWithin(view, { start: opening.end, end: span.start });
  const indent = indentAt(view, startOf(view, outer));
  const lead = comments.map((comment) => `${comment}\n${indent}`).join("");
  const name = `${label.label.text}: `;
  return new Edits(view)
    .remove(step.statement)
    .replace({ start: startOf(view, label), end: span.end }, `${lead}${name}${head}`)
    .shift({ start: span.end, end: trimmedEnd(view, outer.statement.end - 1) }, -1)
    .replace({ start: trimmedEnd(view, outer.statement.end - 1), end: outer.end }, "")
    .done();
}

/** The label goes over to the `for`, whose own step does what a new round would. */
function withoutRoundsOfFor(view: View, outer: Loop, body: ts.Block, label: ts.Statement): Edits | undefined {
  const { ts } = view;
  const [inner, ...rest] = body.statements;
  if (!inner || !ts.isForStatement(inner) || !ts.isBlock(label.parent)) return undefined;
  if (rest.length === 0 || canListComplete(ts, rest) || wouldCollide(view, rest, label.parent))
    return undefined;
  const jumps = continuesOf(ts, outer);
  const isInside = jumps.every((jump) => contains(inner.statement, jump));
  if (jumps.length === 0 || !isInside || breaksOf(ts, outer).length > 0) return undefined;
  const edits = stepsAsItBegins(view, inner) ? new Edits(view) : withoutSteps(view, inner, jumps);
  return edits?.unwrap(startOf(view, outer), body, outer.end);
}

/**
 * `for (; i < n; i++) { …; yield list[i++]; continue outer; }`: the index takes its step on the way back, as the `for` does.
 *
 * @returns the edits that leave the step to the `for`
 */
function withoutSteps(
  view: View,
  { initializer, incrementor }: ts.ForStatement,
  jumps: readonly ts.ContinueStatement[],
): Edits | undefined {
  const { ts } = view;
  if (initializer || !incrementor || !isStep(ts, incrementor)) return undefined;
  const index = variableAt(view, incrementor.operand);
  if (!index || index.captured) return undefined;
  const edits = new Edits(view);
  for (const jump of jumps) {
    const before = siblingsOf(ts, jump)?.findLast((one) => one.end <= jump.pos);
    const uses = index.uses.filter(({ node }) => before && contains(before, node));
    const [use, ...more] = uses;
    const step = use && more.length === 0 ? use.node.parent : undefined;
    if (!before || !step || !isStep(ts, step) || !ts.isExpressionStatement(before)) return undefined;
    if (before.expression === step) edits.remove(before);
    else if (isUsedAsNumber(view, before, step)) edits.replaceNode(step, textOf(view, step.operand));
    else return undefined;
  }
  return edits;
}

/** `yield list[i++];`, which reads the index itself from now on: that is the same for what is a number before it is stepped, too. */
function isUsedAsNumber(view: View, before: ts.ExpressionStatement, step: ts.Expression): boolean {
  const { ts } = view;
  return (
    ts.isYieldExpression(before.expression) &&
    ts.isPostfixUnaryExpression(step) &&
    (isNumber(view, step.operand) || isBigInt(view, step.operand))
  );
}

/** `i++`, or `++i` where its value is not used */
function isStep(ts: View["ts"], node: ts.Node): node is ts.PostfixUnaryExpression | ts.PrefixUnaryExpression {
  const isUnary = ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node);
  return isUnary && node.operator === ts.SyntaxKind.PlusPlusToken;
}

/** `for (let step = next(); …; step = next())` */
function stepsAsItBegins(view: View, { initializer, incrementor, statement }: ts.ForStatement): boolean {
  const { ts } = view;
  if (!initializer || !incrementor || !ts.isVariableDeclarationList(initializer)) return false;
  const [declaration, ...others] = initializer.declarations;
  const variable = variableAt(view, declaration?.name);
  if (!declaration?.initializer || !variable || others.length > 0) return false;
  // A closure knows the variable of its own round, here as there.
  return (
    ts.isBinaryExpression(incrementor) &&
    incrementor.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    variableAt(view, incrementor.left) === variable &&
    textOf(view, incrementor.right) === textOf(view, declaration.initializer) &&
    isSameOutside(view, initializer, incrementor.right, statement)
  );
}

/** @returns the second assignment of `let step = next(); while (…) {…; step = next(); }` */
function endsAsItBegins(view: View, opening: ts.Statement, body: ts.Block): Assignment | undefined {
  const { ts } = view;
  const declaration = asDeclaration(ts, opening);
  const step = asAssignment(ts, body.statements.at(-1));
  const variable = variableAt(view, declaration?.name);
  if (!declaration?.initializer || !variable || !step || variable.captured) return undefined;
  const isSame =
    variableAt(view, step.target) === variable &&
    textOf(view, step.value) === textOf(view, declaration.initializer) &&
    isSameOutside(view, opening, step.value, body);
  return isSame ? step : undefined;
}

/** No name in the value means something else inside the loop. */
function isSameOutside(view: View, opening: ts.Node, value: ts.Expression, body: ts.Node): boolean {
  const { ts } = view;
  return descendants(ts, value)
    .filter(ts.isIdentifier)
    .every((name) => {
      const variable = variableAt(view, name);
      return (
        variable === undefined ||
        (!contains(body, variable.declaration) && !contains(opening, variable.declaration))
      );
    });
}

/** Nothing comes after the jump but the inner loop's last statement. */
function isLastBefore(view: View, jump: ts.ContinueStatement, body: ts.Block): boolean {
  const { ts } = view;
  const before = body.statements.slice(0, -1);
  const last = before.at(-1);
  return last !== undefined && contains(last, jump) && isInTailPosition(ts, jump, last);
}
