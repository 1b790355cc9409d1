import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { nameOf, ownLet, writesOf } from "../support/loops";
import { asAssignment, contains, ownDescendants, siblingsOf } from "../support/nodes";
import type { Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, variableAt, type View } from "../support/view";

/**
 * `done = true; value = undefined; if (done) return; yield value;` → `done = true; value = undefined; if (true) return; yield value;`
 *
 * Condition: the variable is a `let` that no closure knows, it gets `true` or `false` by a statement of the same list, and no statement between writes it.
 */
export const testBehindMark = definePass("test-behind-mark", (view) => {
  const { ts } = view;
  for (const test of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(test)) continue;
    const asked = unwrap(ts, test.expression);
    const isNegated = ts.isPrefixUnaryExpression(asked) && asked.operator === ts.SyntaxKind.ExclamationToken;
    const variable = ownLet(view, nameOf(view, isNegated ? asked.operand : asked))?.variable;
    const mark = variable && markBefore(view, test, variable);
    if (mark === undefined) continue;
    return new Edits(view).replaceNode(test.expression, String(mark !== isNegated)).done();
  }
  return undefined;
});

/** What the last statement before it that writes the variable puts in. */
function markBefore(view: View, test: ts.Statement, variable: Variable): boolean | undefined {
  const siblings = siblingsOf(view.ts, test) ?? [];
  const writing = siblings
    .slice(0, siblings.indexOf(test))
    .findLast((one) => writesOf(variable).some(({ node }) => contains(one, node)));
  const assignment = asAssignment(view.ts, writing);
  if (!assignment || variableAt(view, assignment.target) !== variable) return undefined;
  return booleanOf(view, assignment.value);
}
