import type ts from "typescript";
import { isTried, targetOf, wouldCollide } from "../support/control";
import { Edits, hasBlankLineBefore, indentAt } from "../support/edits";
import { writesOf } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants, siblingsOf, withLabel } from "../support/nodes";
import {
  holdsNothingBefore,
  isUsedAnyway,
  leadText,
  openingOf,
  withParentheses,
  type Opening,
} from "../support/openings";
import { isOpened } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let reader; while (true) { reader ??= open(); const r = await reader.read(); … }` → `let reader; reader = open(); while (true) {…}`, and
 * with `if (!reader) reader = open();` and `(reader ??= open()).read()`
 *
 * Condition: the opening is the first that an endless loop does and writes a `let` that no closure knows, which holds nothing
 * before; nothing begins the loop a second time, and whatever else there assigns it opens, too, in the same sense. Facts say that an object is opened. Or a method of it is called in any case, such as only objects have where the opening was for all that is falsy, or any property where it was for what is nothing: had
 * nothing been opened, that would end the generator, so no later round opens again. What an endless loop inside does first counts as well.
 */
export const openBeforeLoop = definePass("open-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const whole = withLabel(ts, loop);
    if (!ts.isBlock(whole.parent)) continue;
    const [first, second] = loop.statement.statements;
    const opening = first && openingOf(view, first);
    if (!first || !opening || !isEmptyBefore(view, opening, loop, first)) continue;
    if (!isOpened(view, opening.local.variable, opening.value) && !isUsedAnyway(view, opening, first, second))
      continue;
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
    const lead = leadText(view, opening, indent);
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
  const whole = withLabel(ts, loop);
  const jumps = lead.flatMap((one) =>
    ownDescendants(ts, one).filter((node) => ts.isBreakOrContinueStatement(node)),
  );
  const leaves = jumps.some((jump) => {
    const target = targetOf(ts, jump);
    return target === undefined || contains(target, loop);
  });
  return !leaves && (lead.length === 0 || !wouldCollide(view, lead, whole.parent));
}

function isEmptyBefore(view: View, opening: Opening, loop: ts.Statement, first: ts.Statement): boolean {
  const { local } = opening;
  const others = writesOf(local.variable).filter(({ node }) => !contains(first, node));
  return (
    holdsNothingBefore(view, local, loop) &&
    writesOf(local.variable).length === others.length + 1 &&
    others.every(({ node }) => isOpenedAgain(view, opening, node, loop))
  );
}

/** `ahead = await source.next(); yield [value, ahead.done];`: had it been nothing, that would be the end. */
function isOpenedAgain(view: View, opening: Opening, node: ts.Identifier, loop: ts.Statement): boolean {
  const { ts } = view;
  const { parent: statement } = node.parent;
  const assignment = ts.isExpressionStatement(statement) ? asAssignment(ts, statement) : undefined;
  if (assignment?.target !== node || !contains(loop, node) || isTried(ts, node, loop)) return false;
  if (isOpened(view, opening.local.variable, assignment.value)) return true;
  const siblings = siblingsOf(ts, assignment.statement);
  const next = siblings?.[siblings.indexOf(assignment.statement) + 1];
  return isUsedAnyway(view, { ...opening, expression: undefined }, assignment.statement, next);
}
