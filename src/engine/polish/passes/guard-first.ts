import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { isOnlyBreak, isOnlyReturn } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { localOf } from "../support/loops";
import { negate } from "../support/negate";
import { contains, isEndless, ownDescendants } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { isUnseen } from "../support/unseen";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const done = i === n; const value = list[i]; i++; if (done) return; … }`
 * → `while (true) { if (i === n) return; const value = list[i]; i++; … }`, and the guard becomes the loop's condition.
 *
 * Condition: what stands before the guard can neither fail nor be seen once the generator is left: declarations, and writes of variables that no closure
 * and nothing outside the loop knows. None of it is named in the guard, but the one constant that the guard asks for, which nobody else does.
 */
export const guardFirst = definePass("guard-first", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    const at = statements.findIndex((one) => ts.isIfStatement(one));
    const guard = statements[at];
    const [first] = statements;
    if (!first || at <= 0 || !guard || !ts.isIfStatement(guard) || guard.elseStatement) continue;
    if (!isOnlyReturn(ts, guard.thenStatement) && !isOnlyBreak(ts, guard.thenStatement, loop)) continue;
    const work = statements.slice(0, at);
    const named = namedBy(view, guard.expression, work);
    const passed = named ? work.slice(0, work.indexOf(named.statement)) : work;
    const condition = named?.condition ?? guard.expression;
    if (!work.every((one) => one === named?.statement || isUnseen(view, one, loop))) continue;
    if (!isQuiet(view, condition) || !canComeFirst(view, condition, passed)) continue;
    if (negate(view, condition)?.includes("\n") !== false) continue;
    return moved(view, first, guard, named?.statement, condition);
  }
  return undefined;
});

interface Named {
  readonly statement: ts.Statement;
  readonly condition: ts.Expression;
}

/** The constant that holds the guard's answer, and that the guard alone asks for. */
function namedBy(view: View, condition: ts.Expression, work: readonly ts.Statement[]): Named | undefined {
  const variable = variableAt(view, unwrap(view.ts, condition));
  const local = variable && localOf(view, variable);
  const value = local?.declaration.initializer;
  if (!local || !value || declarationKind(view.ts, variable) !== "const") return undefined;
  return variable.uses.length === 1 && work.includes(local.statement)
    ? { statement: local.statement, condition: value }
    : undefined;
}

/** Does the condition ask for nothing that these statements declare or write? */
function canComeFirst(view: View, condition: ts.Expression, passed: readonly ts.Statement[]): boolean {
  return view.scopes.variables
    .filter(({ uses }) => uses.some(({ node }) => contains(condition, node)))
    .every(
      ({ declaration, uses }) =>
        !passed.some(
          (one) =>
            contains(one, declaration) || uses.some(({ node, writes }) => writes && contains(one, node)),
        ),
    );
}

function moved(
  view: View,
  first: ts.Statement,
  guard: ts.IfStatement,
  named: ts.Statement | undefined,
  condition: ts.Expression,
) {
  const start = startOf(view, first);
  const text = `if (${textOf(view, condition)}) ${textOf(view, guard.thenStatement)}`;
  const edits = new Edits(view);
  if (named === first) return edits.replaceNode(first, text).remove(guard).done();
  if (named) edits.remove(named);
  return edits
    .insert(start, `${text}\n${indentAt(view, start)}`)
    .remove(guard)
    .done();
}
