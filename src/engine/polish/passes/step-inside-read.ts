import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { isTried } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { isStepByOne, localOf, ownLet } from "../support/loops";
import { isBareName } from "../support/names";
import { contains, ownDescendants, siblingsOf, yieldedBy } from "../support/nodes";
import { declarationKind, type Variable } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const value = rows[index]; index += 1; yield value;` → `yield rows[index++];`
 *
 * Condition: the constant is called `value` or the like and is named by the `yield` alone. It is an element, by an index that is a number and that only the generator
 * knows: nobody sees whether it is stepped before or after the element is read, nor, without a `try` around, that it was where reading fails.
 */
export const stepInsideRead = definePass("step-inside-read", (view) => {
  const { ts } = view;
  for (const given of ownDescendants(ts, view.fn)) {
    if (!ts.isExpressionStatement(given)) continue;
    const read = readFor(view, given);
    if (!read || isTried(ts, given, view.fn)) continue;
    const { index, step, statement, value } = read;
    if (commentsWithin(view, { start: startOf(view, statement), end: given.end }).length > 0) continue;
    const from = startOf(view, value);
    const text = textOf(view, value);
    const at = index.end - from;
    return new Edits(view)
      .replaceNode(statement, `yield ${text.slice(0, at)}++${text.slice(at)};`)
      .remove(step)
      .remove(given)
      .done();
  }
  return undefined;
});

interface Read {
  /** `const value = rows[index];` */
  readonly statement: ts.Statement;
  readonly value: ts.Expression;
  /** The index where it is read. */
  readonly index: ts.Expression;
  /** `index += 1;` */
  readonly step: ts.Statement;
}

/** What stands before `yield value;` */
function readFor(view: View, given: ts.ExpressionStatement): Read | undefined {
  const { ts } = view;
  const constant = variableAt(view, yieldedBy(ts, given));
  const local = constant && localOf(view, constant);
  const value = local?.declaration.initializer;
  if (!local || !value || !isBareName(constant.name) || local.declaration.type) return undefined;
  if (declarationKind(ts, constant) !== "const" || constant.uses.length !== 1) return undefined;
  const siblings = siblingsOf(ts, given) ?? [];
  const step = siblings[siblings.indexOf(given) - 1];
  if (!step || siblings[siblings.indexOf(step) - 1] !== local.statement) return undefined;
  const element = unwrap(ts, value);
  if (!ts.isElementAccessExpression(element) || textOf(view, value).includes("\n")) return undefined;
  const { argumentExpression: index } = element;
  const counter = variableAt(view, index);
  if (!counter || !ts.isExpressionStatement(step) || !isStepByOne(view, step.expression, counter))
    return undefined;
  return isOnlyIndex(view, counter, value, index)
    ? { statement: local.statement, value, index, step }
    : undefined;
}

/** Nobody else asks for it there, nor anybody outside. */
function isOnlyIndex(view: View, counter: Variable, value: ts.Expression, index: ts.Expression): boolean {
  return (
    ownLet(view, counter) !== undefined &&
    isNumber(view, index) &&
    counter.uses.every(({ node }) => node === index || !contains(value, node))
  );
}
