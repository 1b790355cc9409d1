import type ts from "typescript";
import { breaksOf, canListComplete, continuesOf, isInTailPosition, wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { asAssignment, asDeclaration, contains, isEndless, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `outer: while (true) { let step = it.next(); while (!step.done) { if (c) { yield step.value; continue outer; } step = it.next(); } return; }`
 * → `let step = it.next(); while (!step.done) { if (c) { yield step.value; } step = it.next(); } return;`
 *
 * Condition: a round begins as the inner loop's own rounds end, by the same assignment, and ends for good behind the inner loop. Each way back to the outer loop is the
 * end of what comes before that assignment, so going on there is the same.
 */
export const rejoinInnerLoop = definePass("rejoin-inner-loop", (view) => {
  const { ts } = view;
  for (const outer of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, outer) || !ts.isBlock(outer.statement)) continue;
    const [opening, inner, ...rest] = outer.statement.statements;
    const label = ts.isLabeledStatement(outer.parent) ? outer.parent : outer;
    if (!opening || !inner || !ts.isWhileStatement(inner) || !ts.isBlock(inner.statement)) continue;
    if (!ts.isBlock(label.parent) || wouldCollide(view, outer.statement.statements, label.parent)) continue;
    if (rest.length === 0 || canListComplete(ts, rest) || breaksOf(ts, outer).length > 0) continue;
    const jumps = continuesOf(ts, outer);
    if (jumps.length === 0 || !endsAsItBegins(view, opening, inner.statement)) continue;
    if (!jumps.every((jump) => isLastBefore(view, jump, inner.statement as ts.Block))) continue;
    const edits = new Edits(view);
    for (const jump of jumps) {
      if (ts.isBlock(jump.parent)) edits.remove(jump);
      else edits.replaceNode(jump, "{}");
    }
    return edits.unwrap(startOf(view, label), outer.statement, outer.end).done();
  }
  return undefined;
});

/** `let step = next(); while (…) {…; step = next(); }` */
function endsAsItBegins(view: View, opening: ts.Statement, body: ts.Block): boolean {
  const { ts } = view;
  const declaration = asDeclaration(ts, opening);
  const step = asAssignment(ts, body.statements.at(-1));
  const variable = variableAt(view, declaration?.name);
  if (!declaration?.initializer || !variable || !step || variable.captured) return false;
  return (
    variableAt(view, step.target) === variable &&
    textOf(view, step.value) === textOf(view, declaration.initializer) &&
    isSameOutside(view, opening, step.value, body)
  );
}

/** No name in the value means something else inside the loop. */
function isSameOutside(view: View, opening: ts.Statement, value: ts.Expression, body: ts.Block): boolean {
  const { ts } = view;
  return ownDescendants(ts, value)
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
