import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { ownLet } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { booleanOf, isDisposable } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `let result; if (c) { …; result = { value, done: false }; } else { result = { value: undefined, done: true }; } if (result.done) return; yield result.value;`
 * → `if (c) { …; yield value; } else { return; }`
 *
 * Condition: each branch ends with the assignment of a literal with `value` and a constant `done`, and the `if` and the `yield` behind are all else that
 * names the result, and the last in their block: so each branch is known to end in one or the other. Where every `done` is `false`, there need be no `if`.
 */
export const resultToExits = definePass("result-to-exits", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice)) continue;
    const siblings = siblingsOf(ts, choice);
    const at = siblings?.indexOf(choice) ?? -1;
    const behind = siblings?.slice(at + 1) ?? [];
    const outcomes = outcomesOf(view, choice);
    const [first] = outcomes ?? [];
    const local = first && ownLet(view, variableAt(view, first.target));
    if (!outcomes || !local || !siblings?.includes(local.statement) || local.declaration.initializer)
      continue;
    const { name, uses } = local.variable;
    const reads =
      outcomes.every(({ done }) => !done) && isRelay(view, behind, name) ? 1 : readsOf(view, behind, name);
    const isWhole =
      outcomes.every((outcome) => outcome.target.text === name) && uses.length === outcomes.length + reads;
    if (!isWhole || reads === 0) continue;
    const edits = new Edits(view).remove(local.statement);
    for (const statement of behind) edits.remove(statement);
    const isValueReturned = reads === 3;
    if (!isValueReturned && outcomes.some((outcome) => outcome.done && !outcome.isDisposable)) continue;
    for (const { statement, done, value } of outcomes) {
      const final = isValueReturned && value !== "undefined" ? `return ${value};` : "return;";
      edits.replaceNode(statement, done ? final : `yield ${value};`);
    }
    return edits.done();
  }
  return undefined;
});

interface Outcome {
  readonly statement: ts.Statement;
  readonly target: ts.Identifier;
  readonly value: string;
  /** Leaving the value out makes no difference. */
  readonly isDisposable: boolean;
  readonly done: boolean;
}

/** What each branch of the chain ends with; `undefined` when one ends in another way, or there is no last `else`. */
function outcomesOf(view: View, choice: ts.IfStatement): Outcome[] | undefined {
  const { ts } = view;
  const { thenStatement, elseStatement } = choice;
  const first = outcomeOf(view, thenStatement);
  if (!first || !elseStatement) return undefined;
  if (ts.isIfStatement(elseStatement)) {
    const rest = outcomesOf(view, elseStatement);
    return rest && [first, ...rest];
  }
  const last = outcomeOf(view, elseStatement);
  return last && [first, last];
}

/** Reads `result = { value: v, done: false };` at the end of a branch. */
function outcomeOf(view: View, branch: ts.Statement): Outcome | undefined {
  const { ts } = view;
  const assignment = asAssignment(ts, statementsOf(ts, branch).at(-1));
  const literal = assignment && unwrap(ts, assignment.value);
  if (!assignment || !literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  let value = "undefined";
  let isIdle = true;
  let done: boolean | undefined = false;
  for (const member of literal.properties) {
    const key = member.name?.getText();
    if (ts.isShorthandPropertyAssignment(member) && key === "value") value = "value";
    else if (!ts.isPropertyAssignment(member)) return undefined;
    else if (key === "value") {
      value = textOf(view, member.initializer);
      isIdle = isDisposable(view, member.initializer);
    } else if (key === "done") done = booleanOf(view, member.initializer);
    else return undefined;
  }
  return done === undefined
    ? undefined
    : { statement: assignment.statement, target: assignment.target, value, done, isDisposable: isIdle };
}

/** How often `if (result.done) return …; yield result.value;` names the result; 0 when it is something else. */
function readsOf(view: View, [test, ...relay]: readonly ts.Statement[], name: string): number {
  const { ts } = view;
  if (
    !test ||
    !ts.isIfStatement(test) ||
    test.elseStatement ||
    textOf(view, test.expression) !== `${name}.done`
  )
    return 0;
  if (!isRelay(view, relay, name)) return 0;
  const [exit, ...others] = statementsOf(ts, test.thenStatement);
  if (!exit || others.length > 0 || !ts.isReturnStatement(exit)) return 0;
  if (!exit.expression) return 2;
  return textOf(view, exit.expression) === `${name}.value` ? 3 : 0;
}

/** `yield result.value;` */
function isRelay(view: View, [relay, ...others]: readonly ts.Statement[], name: string): boolean {
  if (!relay || others.length > 0 || !view.ts.isExpressionStatement(relay)) return false;
  return textOf(view, relay.expression) === `yield ${name}.value`;
}
