import type ts from "typescript";
import { targetOf, wouldCollide } from "../support/control";
import { Edits, hasBlankLineBefore, indentAt } from "../support/edits";
import { writesOf } from "../support/loops";
import { contains, isEndless, ownDescendants, withLabel } from "../support/nodes";
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
 * Condition: the opening is the first that an endless loop does and the only write to a `let` that no closure knows, which holds nothing
 * before; nothing begins the loop a second time. Facts say that an object is opened. Or a method of it is called in any case, such as only objects have where the opening was for all that is falsy, or any property where it was for what is nothing: had
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

function isEmptyBefore(view: View, { local }: Opening, loop: ts.Statement, first: ts.Statement): boolean {
  const writes = writesOf(local.variable);
  return (
    holdsNothingBefore(view, local, loop) &&
    writes.length === 1 &&
    writes.every(({ node }) => contains(first, node))
  );
}
