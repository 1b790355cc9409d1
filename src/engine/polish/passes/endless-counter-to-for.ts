import type ts from "typescript";
import { breaksOf } from "../support/control";
import { commentsWithin, Edits, indentAt, rangeOf } from "../support/edits";
import { canMoveInitializer, ownLet } from "../support/loops";
import { contains, isEndless, ownDescendants, type EndlessLoop } from "../support/nodes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";
import { passingStatement, stepOf, withCounterInHead } from "./counter-to-for";
import { bareStep, startOfCount, type HeadStep } from "./head-counter-to-for";

/**
 * `let n = 0; while (true) { n++; yield n; }` → `for (let n = 1; ; n++) { yield n; }`, and `let n = 0; while (true) { yield n++; }`
 * → `for (let n = 0; ; n++) { yield n; }`
 *
 * Condition: the counter is a number, in a `let` that no closure knows and that only the loop names. It is stepped at one place: first in each round; or, where
 * nothing leaves the loop but an error, so that counting is what it is for, at one that every round passes and where nothing else names it; or where it
 * may wait for the end of the round, as for the loops that end.
 */
export const endlessCounterToFor = definePass("endless-counter-to-for", toFor, { forgetsPosition: true });

function toFor(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const body = loop.statement;
    const first = withFirstStep(view, loop, body);
    if (first) return first;
    if (mayBeLeft(view, loop)) continue;
    const edits = withOnlyUse(view, loop, body) ?? withLaterStep(view, loop, body);
    if (edits) return edits;
  }
  return undefined;
}

function mayBeLeft({ ts }: View, loop: EndlessLoop): boolean {
  return (
    breaksOf(ts, loop).length > 0 ||
    ownDescendants(ts, loop.statement).some(
      (node) =>
        ts.isReturnStatement(node) || (ts.isBreakOrContinueStatement(node) && node.label !== undefined),
    )
  );
}

/** The number is the one that it is after the first step. */
function withFirstStep(view: View, loop: EndlessLoop, { statements: [first] }: ts.Block) {
  const step = first && bareStep(view, first, loop);
  if (!first || !step || !canMoveInitializer(view, step.local, loop)) return undefined;
  // What only counts is not worth a `for`.
  if (!step.variable.uses.some(({ node }) => !contains(first, node))) return undefined;
  const span = rangeOf(view, first);
  const lead = commentsWithin(view, span).map(
    (comment) => `${comment}\n${indentAt(view, startOf(view, loop))}`,
  );
  return withHead(view, loop, step, lead.join("")).removeSpan(span).done();
}

/** `yield ++n`, where nothing else names the counter. */
function withOnlyUse(view: View, loop: EndlessLoop, body: ts.Block) {
  const { ts } = view;
  for (const node of ownDescendants(ts, body)) {
    if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.PlusPlusToken) continue;
    const local = ownLet(view, variableAt(view, node.operand));
    const start = local?.variable.uses.length === 1 ? startOfCount(view, local, loop, 1) : undefined;
    if (!local || start === undefined || !canMoveInitializer(view, local, loop)) continue;
    if (!passingStatement(view, node.operand, loop, body)) continue;
    const { name } = local.variable;
    return withHead(view, loop, { local, start, text: `${name}++` })
      .replaceNode(node, name)
      .done();
  }
  return undefined;
}

function withHead(
  view: View,
  loop: EndlessLoop,
  { local: { statement, declaration, variable }, start, text }: Pick<HeadStep, "local" | "start" | "text">,
  lead = "",
): Edits {
  const type = declaration.type ? `: ${textOf(view, declaration.type)}` : "";
  const head = { start: startOf(view, loop), end: startOf(view, loop.statement) };
  return new Edits(view)
    .remove(statement)
    .replace(head, `${lead}for (let ${variable.name}${type} = ${start}; ; ${text}) `);
}

function withLaterStep(view: View, loop: EndlessLoop, body: ts.Block) {
  for (const node of ownDescendants(view.ts, body)) {
    const local = view.ts.isIdentifier(node) ? ownLet(view, view.scopes.variableOf(node)) : undefined;
    const initializer = local?.declaration.initializer;
    if (!local || !initializer || !isNumber(view, initializer)) continue;
    const step = stepOf(view, local, loop, body);
    if (step) return withCounterInHead(view, loop, local, step);
  }
  return undefined;
}
