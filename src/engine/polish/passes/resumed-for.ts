import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { canMoveInitializer, ownLet, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, isEndless, ownDescendants, siblingsOf, withLabel } from "../support/nodes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `let start = 0; outer: while (true) { for (let i = start; i < n; i++) { …; start = i + 1; yield i; continue outer; } return; }`
 * → `outer: for (let i = 0; i < n; i++) { …; yield i; continue outer; } return;`
 *
 * Condition: the `for` is all that a round does before it ends for good; each way back to the outer loop remembers the next index just before, in the same
 * block, so that the `for` would go on where it is; nothing else names what is remembered, and no closure knows either variable.
 */
export const resumedFor = definePass("resumed-for", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const [inner, ...rest] = outer.statement.statements;
    const label = withLabel(ts, outer);
    if (!inner || !ts.isForStatement(inner) || !ts.isBlock(label.parent)) continue;
    if (
      rest.length === 0 ||
      canListComplete(ts, rest) ||
      wouldCollide(view, rest) ||
      breaksOf(ts, outer).length > 0
    )
      continue;
    const resumed = resumedFrom(view, inner);
    const jumps = continuesOf(ts, outer);
    if (!resumed || jumps.length === 0 || !canMoveInitializer(view, resumed.start, outer)) continue;
    const settings = jumps.map((jump) => settingBefore(view, jump, resumed, inner));
    if (settings.length !== writesOf(resumed.start.variable).length) continue;
    const edits = new Edits(view).remove(resumed.start.statement);
    for (const setting of settings) if (setting) edits.remove(setting);
    if (settings.includes(undefined)) continue;
    const { initializer } = resumed.start.declaration;
    if (initializer) edits.replaceNode(resumed.from, textOf(view, initializer));
    return edits.unwrap(startOf(view, outer), outer.statement, outer.end).done();
  }
  return undefined;
});

interface Resumed {
  /** What is remembered. */
  readonly start: Local;
  readonly index: string;
  /** The initial value of the index in the head of the `for`. */
  readonly from: ts.Expression;
}

/** Reads `for (let i = start; …; i++)`. */
function resumedFrom(view: View, { initializer, incrementor }: ts.ForStatement): Resumed | undefined {
  const { ts } = view;
  if (!initializer || !incrementor || !ts.isVariableDeclarationList(initializer)) return undefined;
  const [declaration, ...others] = initializer.declarations;
  const index = variableAt(view, declaration?.name);
  if (!declaration?.initializer || !index || index.captured || others.length > 0) return undefined;
  const start = ownLet(view, variableAt(view, declaration.initializer));
  const isCounting = textOf(view, incrementor) === `${index.name}++` && writesOf(index).length === 1;
  if (!start?.declaration.initializer || !isCounting || !isNumber(view, start.declaration.initializer))
    return undefined;
  const reads = start.variable.uses.filter((use) => use.reads);
  return reads.length === 1 ? { start, index: index.name, from: declaration.initializer } : undefined;
}

/** Finds `start = i + 1;` before the jump, in the same block. */
function settingBefore(
  view: View,
  jump: ts.ContinueStatement,
  { start, index }: Resumed,
  inner: ts.ForStatement,
): ts.Statement | undefined {
  if (!contains(inner.statement, jump)) return undefined;
  return siblingsOf(view.ts, jump)?.find((one) => {
    const assignment = one.end <= jump.pos ? asAssignment(view.ts, one) : undefined;
    const isOfStart = assignment && variableAt(view, assignment.target) === start.variable;
    return isOfStart && textOf(view, assignment.value) === `${index} + 1`;
  });
}
