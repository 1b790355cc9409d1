import type ts from "typescript";
import { Edits, indentAt } from "../support/edits";
import { accessKind } from "../../syntax/nodes";
import { contains, ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (page.more) { …; yield page.rows; } else { …; yield page.rows; }` → `if (page.more) { … } else { … } yield page.rows;`
 *
 * Condition: both branches are blocks that end with the same `yield`, do something before it, and declare nothing that it names. Where
 * it does more than read, neither the test nor the branches say anything of what it names.
 */
export const joinCommonTail = definePass("join-common-tail", (view) => {
  const { ts } = view;
  for (const choice of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(choice) || !ts.isBlock(choice.parent)) continue;
    const { thenStatement, elseStatement } = choice;
    if (!elseStatement || !ts.isBlock(thenStatement) || !ts.isBlock(elseStatement)) continue;
    const tails = [thenStatement, elseStatement].map((branch) => tailOf(view, branch));
    const [tail, other] = tails;
    if (!tail || !other || textOf(view, tail) !== textOf(view, other) || mayBeNarrowed(view, choice, tail))
      continue;
    const indent = indentAt(view, startOf(view, choice));
    return new Edits(view)
      .remove(tail)
      .remove(other)
      .insert(choice.end, `\n${indent}${textOf(view, tail)}`)
      .done();
  }
  return undefined;
});

/** It works with what the branches have another type of, by the test or by an assignment: on the whole type that may not compile. */
function mayBeNarrowed(view: View, choice: ts.IfStatement, tail: ts.Statement): boolean {
  const { ts } = view;
  const isWork = ownDescendants(ts, tail).some(
    (node) =>
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isBinaryExpression(node) ||
      ts.isElementAccessExpression(node) ||
      ts.isTaggedTemplateExpression(node),
  );
  return isWork && namesIn(view, tail).some((name) => isTestedOrSet(view, choice, name));
}

function isTestedOrSet(
  view: View,
  { expression, thenStatement, elseStatement }: ts.IfStatement,
  name: string,
) {
  const { ts } = view;
  if (namesIn(view, expression).includes(name)) return true;
  return [thenStatement, elseStatement].some(
    (branch) =>
      branch &&
      ownDescendants(ts, branch).some(
        (node) => ts.isIdentifier(node) && node.text === name && accessKind(ts, node) !== "read",
      ),
  );
}

function namesIn({ ts }: View, root: ts.Node): string[] {
  return ownDescendants(ts, root).flatMap((node) => (ts.isIdentifier(node) ? [node.text] : []));
}

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
