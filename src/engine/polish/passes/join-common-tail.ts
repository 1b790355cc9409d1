import type ts from "typescript";
import { Edits, indentAt } from "../support/edits";
import { contains, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (page.more) { …; yield page.rows; } else { …; yield page.rows; }` → `if (page.more) { … } else { … } yield page.rows;`
 *
 * Condition: both branches are blocks that end with the same `yield`, do something before it, and declare nothing that it names.
 */
export const joinCommonTail = definePass("join-common-tail", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !ts.isBlock(choice.parent)) continue;
    const { thenStatement, elseStatement } = choice;
    if (!elseStatement || !ts.isBlock(thenStatement) || !ts.isBlock(elseStatement)) continue;
    const tails = [thenStatement, elseStatement].map((branch) => tailOf(view, branch));
    const [tail, other] = tails;
    if (!tail || !other || textOf(view, tail) !== textOf(view, other)) continue;
    const indent = indentAt(view, startOf(view, choice));
    return new Edits(view)
      .remove(tail)
      .remove(other)
      .insert(choice.end, `\n${indent}${textOf(view, tail)}`)
      .done();
  }
  return undefined;
});

/** The `yield` at the end of a branch, which could stand behind it. */
function tailOf(view: View, { statements }: ts.Block): ts.Statement | undefined {
  const { ts } = view;
  const tail = statements.at(-1);
  if (!tail || statements.length < 2 || !ts.isExpressionStatement(tail)) return undefined;
  if (!ts.isYieldExpression(tail.expression) || textOf(view, tail).includes("\n")) return undefined;
  const before = statements.slice(0, -1);
  const isOwn = ownDescendants(ts, tail).some((node) => {
    const variable = ts.isIdentifier(node) ? variableAt(view, node) : undefined;
    return variable !== undefined && before.some((one) => contains(one, variable.declaration));
  });
  return isOwn ? undefined : tail;
}
