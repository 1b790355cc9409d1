import type ts from "typescript";
import { commentsWithin, indentAt, rangeOf, type Edits } from "./edits";
import { contains, withLabel } from "./nodes";
import type { Variable } from "./scopes";
import { startOf, type View } from "./view";

/**
 * Does one of the statements of a block name something that the block declares outside of them?
 *
 * @param but - a variable that does not count
 */
export function namesMore(
  view: View,
  statements: readonly ts.Statement[],
  block: ts.Block,
  but?: Variable,
): boolean {
  const isWithin = (node: ts.Node): boolean => statements.some((one) => contains(one, node));
  return view.scopes.variables.some(
    (variable) =>
      variable !== but &&
      contains(block, variable.declaration) &&
      !isWithin(variable.declaration) &&
      variable.uses.some(({ node }) => isWithin(node)),
  );
}

/** Makes a loop begin behind the first statement of its block, which comes before it then, with its comments. */
export function beginBehind(
  view: View,
  edits: Edits,
  loop: ts.WhileStatement,
  statement: ts.Statement,
): Edits {
  const whole = withLabel(view.ts, loop);
  const start = startOf(view, whole);
  const { start: from, end } = rangeOf(view, statement);
  const head = view.text.slice(start, startOf(view, loop.statement));
  const comments = commentsWithin(view, { start, end: from });
  const indent = indentAt(view, start);
  return edits
    .replace({ start, end: from }, comments.map((comment) => `${comment}\n${indent}`).join(""))
    .shift({ start: from, end }, -1)
    .insert(end, `\n${indent}${head}{`);
}
