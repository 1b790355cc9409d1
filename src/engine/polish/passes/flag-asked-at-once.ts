import type ts from "typescript";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { isTruthAsked } from "../support/conditions";
import { isTried } from "../support/control";
import { Edits } from "../support/edits";
import { ownLet, writesOf, type Local } from "../support/loops";
import { asAssignment, contains, siblingsOf, type Assignment } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, textOf, type View } from "../support/view";

/**
 * `let ended = false; while (true) { if (ended || a) return; …; ended = c; if (ended) return; … }`
 * → `while (true) { if (false || a) return; …; if (c) return; … }`, and the tidying passes do the rest.
 *
 * Condition: the flag is a `let` that no closure knows, with nothing or `false` to start with, and written at one place. The statement
 * behind asks for it and does nothing but return, be it with something else, so that whoever else asks comes while it is falsy; no handler and no `finally` around
 * could come in between. It is asked for as a condition only: what is falsy need not be `false`.
 */
export const flagAskedAtOnce = definePass("flag-asked-at-once", (view) => {
  for (const variable of view.scopes.variables) {
    const local = ownLet(view, variable);
    const setting = local && isFalsyAtFirst(view, local) ? settingOf(view, local) : undefined;
    if (!local || !setting) continue;
    const others = variable.uses.filter(({ node, writes }) => !writes && !contains(setting.asked, node));
    if (!others.every(({ node }) => isTruthAsked(view, node))) continue;
    const edits = new Edits(view).remove(local.statement).remove(setting.assignment.statement);
    for (const { node } of others) edits.replaceNode(node, "false");
    return edits.replaceNode(setting.asked, textOf(view, setting.assignment.value)).done();
  }
  return undefined;
});

interface Setting {
  readonly assignment: Assignment;
  /** Where the statement behind asks for it. */
  readonly asked: ts.Expression;
}

function isFalsyAtFirst(view: View, { declaration: { initializer } }: Local): boolean {
  return initializer === undefined || booleanOf(view, initializer) === false;
}

/** Reads `ended = c; if (ended) return;`, which is all that writes the flag. */
function settingOf(view: View, { variable }: Local): Setting | undefined {
  const { ts } = view;
  const [write, ...more] = writesOf(variable);
  const statement = write?.node.parent.parent;
  const assignment =
    statement && ts.isExpressionStatement(statement) ? asAssignment(ts, statement) : undefined;
  if (!write || assignment?.target !== write.node || more.length > 0) return undefined;
  // Code of the function that runs behind a `return`, or when something fails, might ask as well.
  if (isTried(ts, assignment.statement, view.fn)) return undefined;
  const siblings = siblingsOf(ts, assignment.statement);
  const test = siblings?.[siblings.indexOf(assignment.statement) + 1];
  if (!test || !ts.isIfStatement(test) || test.elseStatement) return undefined;
  const asked = test.expression;
  const isAsked = variable.uses.some(({ node }) => node === unwrap(ts, asked));
  const isOwnValue = variable.uses.some(({ node, reads }) => reads && contains(assignment.value, node));
  return isAsked && !isOwnValue && isReturn(view, test.thenStatement, variable)
    ? { assignment, asked }
    : undefined;
}

/** `return;`, or the `return` of something that is not worked out from the flag. */
function isReturn({ ts }: View, statement: ts.Statement, { uses }: Variable): boolean {
  const [only, ...others] = statementsOf(ts, statement);
  if (!only || others.length > 0 || !ts.isReturnStatement(only)) return false;
  return !uses.some(({ node }) => contains(only, node));
}
