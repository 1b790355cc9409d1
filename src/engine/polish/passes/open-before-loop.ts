import type ts from "typescript";
import { targetOf, wouldCollide } from "../support/control";
import { Edits, hasBlankLineBefore, indentAt, leadingStart, movedText } from "../support/edits";
import { isAlwaysEvaluated, runsOnceFrom, writesOf } from "../support/loops";
import { contains, isEndless, ownDescendants } from "../support/nodes";
import { openingOf, type Opening } from "../support/openings";
import { isNothing, isObject } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let reader; while (true) { reader ??= open(); const r = await reader.read(); … }` → `let reader; reader = open(); while (true) {…}`, and
 * with `if (!reader) reader = open();` and `(reader ??= open()).read()`
 *
 * Condition: the opening is the first that an endless loop does and the only write to a `let` that no closure knows, which holds nothing
 * before; nothing begins the loop a second time. Facts say that an object is opened. Or a method of it is called in any case, such as only objects have where the opening was for all that is falsy, or any property where it was for what is nothing: had
 * nothing been opened, that would end the generator, so no later round opens again. What an endless loop inside does first counts as well.
 */
export const openBeforeLoop = definePass("open-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const whole = ts.isLabeledStatement(loop.parent) ? loop.parent : loop;
    if (!ts.isBlock(whole.parent)) continue;
    const [first, second] = loop.statement.statements;
    const opening = first && openingOf(view, first);
    if (!first || !opening || !isEmptyBefore(view, opening, loop, first)) continue;
    if (!isObject(view, opening.value) && !isUsedAnyway(view, opening, first, second)) continue;
    if (!canStandBefore(view, opening, loop)) continue;
    const start = startOf(view, whole);
    const { name } = opening.local.variable;
    const edits = new Edits(view);
    if (opening.expression) {
      edits.insert(start, `${name} = ${textOf(view, opening.value)};\n${indentAt(view, start)}`);
      return edits.replaceNode(withParentheses(ts, opening.expression), name).done();
    }
    const blank = second && hasBlankLineBefore(view, second) ? "\n" : "";
    const indent = indentAt(view, start);
    const [firstOfLead] = opening.lead;
    const lead = firstOfLead ? leadText(view, firstOfLead, opening, indent) : "";
    return edits
      .moveCommentsBefore(first, whole)
      .insert(start, `${lead}${name} = ${textOf(view, opening.value)};\n${blank}${indent}`)
      .removeSpan({ start: startOf(view, first), end: first.end })
      .done();
  }
  return undefined;
});

/** What is done before the opening means the same before the loop, and jumps to nowhere in it. */
function canStandBefore(view: View, { lead }: Opening, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  const whole = ts.isLabeledStatement(loop.parent) ? loop.parent : loop;
  const jumps = lead.flatMap((one) =>
    ownDescendants(ts, one).filter((node) => ts.isBreakOrContinueStatement(node)),
  );
  const leaves = jumps.some((jump) => {
    const target = targetOf(ts, jump);
    return target === undefined || contains(target, loop);
  });
  return !leaves && (lead.length === 0 || !wouldCollide(view, lead, whole.parent));
}

/** The statements before the opening, as they stand, comments before and between them included. */
function leadText(view: View, first: ts.Statement, { value }: Opening, indent: string): string {
  const assignment = value.parent.parent;
  return movedText(view, { start: leadingStart(view, first), end: startOf(view, assignment) }, indent);
}

function withParentheses(ts: View["ts"], expression: ts.Expression): ts.Expression {
  let outer = expression;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return outer;
}

function isEmptyBefore(
  view: View,
  { local: { variable, declaration, statement } }: Opening,
  loop: ts.Statement,
  first: ts.Statement,
): boolean {
  return (
    isNothing(view, declaration.initializer) &&
    !contains(loop, declaration) &&
    runsOnceFrom(view, statement, loop) &&
    writesOf(variable).every(({ node }) => contains(first, node)) &&
    writesOf(variable).length === 1
  );
}

/** One of the two statements calls a method of what is open, whatever else happens. */
function isUsedAnyway(
  view: View,
  opening: Opening,
  first: ts.Statement,
  second: ts.Statement | undefined,
): boolean {
  const { ts } = view;
  const { expression, local } = opening;
  if (expression && isCalledAnyway(view, opening, withParentheses(ts, expression), first)) return true;
  const next = second && firstIn(ts, second);
  if (!next || (expression && !ts.isVariableStatement(first))) return false;
  const alias = expression && aliasOf(view, expression);
  const uses = [...local.variable.uses, ...(alias?.uses ?? [])];
  return uses.some(({ node }) => contains(next, node) && isCalledAnyway(view, opening, node, next));
}

/** What an endless loop begins with is done whenever the loop is. */
function firstIn(ts: View["ts"], statement: ts.Statement): ts.Statement | undefined {
  const loop = ts.isLabeledStatement(statement) ? statement.statement : statement;
  return isEndless(ts, loop) && ts.isBlock(loop.statement) ? loop.statement.statements[0] : statement;
}

/** `const current = (reader ??= open());` */
function aliasOf(view: View, expression: ts.Expression) {
  const { parent } = withParentheses(view.ts, expression);
  return view.ts.isVariableDeclaration(parent) ? variableAt(view, parent.name) : undefined;
}

function isCalledAnyway(
  view: View,
  { isForNullish }: Opening,
  node: ts.Expression,
  statement: ts.Statement,
): boolean {
  const { ts } = view;
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== node || access.questionDotToken)
    return false;
  const isCalled = ts.isCallExpression(access.parent) && access.parent.expression === access;
  // `undefined` and `null` have no properties either; what else is falsy has.
  if (!isForNullish && (!isCalled || isMethodOfPrimitive(access.name.text))) return false;
  for (let part: ts.Node = node; part !== statement; part = part.parent) {
    if (!isAlwaysEvaluated(ts, part.parent, part)) return false;
  }
  return true;
}

/** `""`, `0` and `false` have methods, too. */
function isMethodOfPrimitive(name: string): boolean {
  return ["", 0, 0n, false].some((value) => name in Object(value));
}
