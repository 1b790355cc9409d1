import type ts from "typescript";
import { ancestor } from "../../syntax/nodes";
import { isForNextLine } from "../../syntax/directives";
import { wouldCollide } from "../support/control";
import { commentsWithin, Edits, indentAt, movedText, rangeOf } from "../support/edits";
import type { Local } from "../support/loops";
import { isEndless, ownDescendants } from "../support/nodes";
import { machineOf } from "../support/state-machine";
import { pathOf, type Path, type Step, type Work } from "../support/state-path";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let state = 0; while (true) { switch (state) { case 0: state = 1; yield a; continue; case 1: state = 2; yield b; continue; default: return; } }`
 * → `yield a; yield b; return;`; a state that comes back to itself becomes a loop. Also with `if (state === 0) {…}` for `case`,
 * and with `switch (step++)`, where each state goes round.
 *
 * Condition: the state is a `let` that no closure knows, starts with a constant and is only ever set to constants; the loop holds nothing but the choice. Each
 * state that is reached sets the next one once, by a statement of its own, and then goes round; or ends the generator; or is of the form
 * `if (c) { state = n; continue; } …; continue;`, which is a loop that `c` ends; or it has an `if (c) { …; continue; }`, which with what comes before it is a loop for as long as `c` holds. Instead of going
 * round, a state may fall into the one that it sets. A way back to an earlier state makes a loop of all from there on.
 */
export const stateToStraightLine = definePass("state-to-straight-line", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement) || !ts.isBlock(loop.parent)) continue;
    const machine = machineOf(view, loop, loop.statement.statements);
    const path = machine && pathOf(view, machine, loop);
    if (machine === undefined || path === undefined) continue;
    const used = path.steps.flatMap((step) => step.state.statements);
    if (path.steps.length < 2 || wouldCollide(view, used, loop.parent)) continue;
    return rewritten(view, loop, machine.local, path);
  }
  return undefined;
});

function rewritten(view: View, loop: ts.WhileStatement, { statement }: Local, { steps, backTo }: Path) {
  const indent = indentAt(view, startOf(view, loop));
  const lines: string[] = [];
  const outside = commentsOutside(view, loop, steps);
  for (const [index, step] of steps.entries()) {
    if (index === backTo) lines.push(`${indent}while (true) {`);
    const inner = backTo !== undefined && index >= backTo ? `${indent}  ` : indent;
    lines.push(...saidOfState(view, step, outside).map((comment) => inner + comment));
    lines.push(...linesOf(view, step, inner));
  }
  if (backTo !== undefined) lines.push(`${indent}}`);
  const lost = outside.map((text) => `${indent}${text}`);
  return new Edits(view)
    .remove(statement)
    .replaceNode(loop, [...lost, ...lines].join("\n").slice(indent.length))
    .done();
}

function linesOf(view: View, { kept, end, work }: Step, indent: string): string[] {
  const move = (one: ts.Statement, to: string): string => to + movedText(view, rangeOf(view, one), to);
  const inner = `${indent}  `;
  if (end === undefined) return [...linesOfWork(view, work, indent), ...kept.map((one) => move(one, indent))];
  return [
    `${indent}while (true) {`,
    `${inner}if (${textOf(view, end.expression)}) break;`,
    ...kept.map((one) => move(one, inner)),
    `${indent}}`,
  ];
}

function linesOfWork(view: View, work: Work | undefined, indent: string): string[] {
  if (!work) return [];
  const { before, until, choice, kept } = work;
  const inner = `${indent}  `;
  const inside = (one: ts.Statement): string => inner + movedText(view, rangeOf(view, one), inner);
  const comments = commentsBefore(view, choice);
  if (until === undefined) {
    return [
      ...comments.map((comment) => indent + comment),
      `${indent}while (${textOf(view, choice.expression)}) {`,
      ...kept.map(inside),
      `${indent}}`,
    ];
  }
  return [
    `${indent}while (true) {`,
    ...before.map(inside),
    ...comments.map((comment) => inner + comment),
    `${inner}if (${until}) break;`,
    ...kept.map(inside),
    `${indent}}`,
  ];
}

function commentsBefore(view: View, statement: ts.Statement): readonly string[] {
  return commentsWithin(view, { start: rangeOf(view, statement).start, end: startOf(view, statement) });
}

/** `case 1: // the news`; what is found is taken out of the list. */
function saidOfState(view: View, { state }: Step, outside: string[]): readonly string[] {
  const { ts } = view;
  const [first] = state.statements;
  const clause = first && ancestor(first, (node) => ts.isCaseOrDefaultClause(node));
  if (!clause) return [];
  const span = { start: startOf(view, clause), end: startOf(view, first) };
  return commentsWithin(view, span).filter((comment) => {
    const at = outside.indexOf(comment);
    if (at >= 0) outside.splice(at, 1);
    return at >= 0;
  });
}

/** Comments of the loop that do not go with what is kept, save for what was said to tools about lines that go. */
function commentsOutside(view: View, loop: ts.Statement, steps: readonly Step[]): string[] {
  const all = commentsWithin(view, { start: startOf(view, loop), end: loop.end });
  const kept = steps.flatMap(({ kept: some, end, work }) => [
    ...some.flatMap((one) => commentsWithin(view, rangeOf(view, one))),
    ...(end ? commentsWithin(view, rangeOf(view, end)) : []),
    ...(work ? commentsBefore(view, work.choice) : []),
    ...[...(work?.before ?? []), ...(work?.kept ?? [])].flatMap((one) =>
      commentsWithin(view, rangeOf(view, one)),
    ),
  ]);
  for (const comment of kept) all.splice(all.indexOf(comment), 1);
  return all.filter((comment) => !isForNextLine(comment));
}
