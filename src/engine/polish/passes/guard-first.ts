import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { replaced, type Replacement } from "../support/conditions";
import { isOnlyBreak, isOnlyReturn } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { localOf } from "../support/loops";
import { negate } from "../support/negate";
import { contains, isEndless, ownDescendants } from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { isUnseen } from "../support/unseen";
import { isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const done = i === n; const value = list[i]; i++; if (done) return; … }`
 * → `while (true) { if (i === n) return; const value = list[i]; i++; … }`, and the guard becomes the loop's condition;
 * `const at = i; i++; if (at === n) return at; … }` → `if (i === n) return i; const at = i; i++; …`
 *
 * Condition: what stands before the guard can neither fail nor be seen once the generator is left: declarations, and writes of variables that no closure
 * and nothing outside the loop knows. None of it is named in the guard, but the one constant that the guard asks for, which nobody else does, and
 * constants that hold what a variable was in the beginning. A member that is returned is read there once more instead of by the constant's name.
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
    const work = statements.slice(0, at);
    const isBare = isOnlyReturn(ts, guard.thenStatement) || isOnlyBreak(ts, guard.thenStatement, loop);
    const exit = isBare ? textOf(view, guard.thenStatement) : returnOf(view, guard.thenStatement, work);
    if (exit === undefined) continue;
    const named = namedBy(view, guard.expression, work);
    const passed = named ? work.slice(0, work.indexOf(named.statement)) : work;
    const condition = named?.condition ?? guard.expression;
    if (!work.every((one) => one === named?.statement || isUnseen(view, one, loop))) continue;
    const copies = copiesIn(view, condition, passed);
    if (!isQuiet(view, condition) || !canComeFirst(view, condition, passed, copies)) continue;
    if (negate(view, condition, copies)?.includes("\n") !== false) continue;
    return moved(view, first, guard, named?.statement, `if (${replaced(view, condition, copies)}) ${exit}`);
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

/** `return value;`, where `const value = list[i];` tells what it gives in the beginning of the round: `return list[i];` */
function returnOf(view: View, exit: ts.Statement, work: readonly ts.Statement[]): string | undefined {
  const { ts } = view;
  const [only, ...others] = statementsOf(ts, exit);
  if (!only || others.length > 0 || !ts.isReturnStatement(only)) return undefined;
  const value = variableAt(view, only.expression);
  const given = copiedIn(view, value, work)?.name ?? readIn(view, value, work);
  return given && `return ${given};`;
}

/** The member that a constant of these statements holds, where it is the same before all of them. */
function readIn(
  view: View,
  constant: Variable | undefined,
  work: readonly ts.Statement[],
): string | undefined {
  const { ts } = view;
  const local = constant && localOf(view, constant);
  const read = local?.declaration.initializer;
  if (!local || !read || local.declaration.type || declarationKind(ts, constant) !== "const")
    return undefined;
  const member = unwrap(ts, read);
  const isRead = ts.isElementAccessExpression(member) || ts.isPropertyAccessExpression(member);
  const at = work.indexOf(local.statement);
  if (!isRead || at < 0 || !canComeFirst(view, read, work.slice(0, at), [])) return undefined;
  const text = textOf(view, read);
  return text.includes("\n") ? undefined : text;
}

/** What is named in the condition by constants that copy it. */
function copiesIn(view: View, condition: ts.Expression, passed: readonly ts.Statement[]): Replacement[] {
  return view.scopes.variables.flatMap((variable) => {
    const original = copiedIn(view, variable, passed);
    const uses = original ? variable.uses.filter(({ node }) => contains(condition, node)) : [];
    return uses.map(({ node }) => ({ node, text: original?.name ?? variable.name }));
  });
}

/** The variable that a constant of these statements holds as it was before all of them. */
function copiedIn(
  view: View,
  constant: Variable | undefined,
  passed: readonly ts.Statement[],
): Variable | undefined {
  const local = constant && localOf(view, constant);
  const original = variableAt(view, local?.declaration.initializer);
  if (!local || !original || declarationKind(view.ts, local.variable) !== "const") return undefined;
  const at = passed.indexOf(local.statement);
  if (at < 0 || isNameShared(view.scopes, original)) return undefined;
  if (passed.some((one) => contains(one, original.declaration))) return undefined;
  const before = passed.slice(0, at);
  const isSame = original.uses.every(
    ({ node, writes }) => !writes || !before.some((one) => contains(one, node)),
  );
  return isSame ? original : undefined;
}

/** Does the condition ask for nothing that these statements declare or write, but for copies that are replaced? */
function canComeFirst(
  view: View,
  condition: ts.Expression,
  passed: readonly ts.Statement[],
  copies: readonly Replacement[],
): boolean {
  const isReplaced = (name: ts.Node): boolean => copies.some(({ node }) => node === name);
  return view.scopes.variables
    .filter(({ uses }) => uses.some(({ node }) => contains(condition, node) && !isReplaced(node)))
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
  text: string,
) {
  const start = startOf(view, first);
  const edits = new Edits(view);
  if (named === first) return edits.replaceNode(first, text).remove(guard).done();
  if (named) edits.remove(named);
  return edits
    .insert(start, `${text}\n${indentAt(view, start)}`)
    .remove(guard)
    .done();
}
