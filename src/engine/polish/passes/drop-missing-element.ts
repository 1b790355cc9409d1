import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { breaksOf, isTried } from "../support/control";
import { Edits } from "../support/edits";
import { isEndless, ownDescendants, siblingsOf } from "../support/nodes";
import { isArray, isDisposable, isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (items.length > 0) { … } return items.shift();` → `while (items.length > 0) { … } return;`, and
 * `if (i >= items.length) return items[i++];` → `if (i >= items.length) return;`
 *
 * Condition: the types ask for no final value; what is asked right before the `return`, with nothing in between, says that a real array is empty, or has
 * no element at the index, so that `shift()` and `pop()` give `undefined` and change nothing. An index that is stepped is a variable of the generator's own that
 * no closure knows, and no `try` stands around: nobody asks for it again.
 */
export const dropMissingElement = definePass("drop-missing-element", (view) => {
  const { ts, context } = view;
  if (context.promisesFinalValue === true) return undefined;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isReturnStatement(node) || !node.expression) continue;
    const read = readOf(view, unwrap(ts, node.expression));
    if (!read || !isArray(view, read.list) || !isDisposable(view, read.list)) continue;
    const answer = askedBefore(view, node);
    if (!answer || !saysMissing(view, answer, read)) continue;
    const start = startOf(view, node) + "return".length;
    return new Edits(view).replace({ start, end: node.expression.end }, "").done();
  }
  return undefined;
});

/** An element that is read: at an index, or the first or last one where there is none. */
interface Read {
  readonly list: ts.Expression;
  readonly index?: ts.Expression;
}

function readOf(view: View, value: ts.Expression): Read | undefined {
  const { ts } = view;
  if (ts.isCallExpression(value)) {
    const { expression: callee } = value;
    const isTaken = ts.isPropertyAccessExpression(callee) && /^(?:shift|pop)$/.test(callee.name.text);
    return isTaken && value.arguments.length === 0 && !ts.isOptionalChain(value)
      ? { list: callee.expression }
      : undefined;
  }
  if (!ts.isElementAccessExpression(value) || value.questionDotToken) return undefined;
  const at = unwrap(ts, value.argumentExpression);
  const isStepped = ts.isPostfixUnaryExpression(at);
  const index = isStepped ? at.operand : at;
  const variable = variableAt(view, index);
  if (!variable || (isStepped && (variable.captured || isTried(ts, value, view.fn)))) return undefined;
  return { list: value.expression, index };
}

/** A condition, and how it was answered. */
interface Answer {
  readonly condition: ts.Expression;
  readonly holds: boolean;
}

/** What is worked out last before a statement. */
function askedBefore({ ts }: View, statement: ts.Statement): Answer | undefined {
  const siblings = siblingsOf(ts, statement);
  const before = siblings?.[siblings.indexOf(statement) - 1];
  if (before) {
    if (!ts.isWhileStatement(before) && !ts.isForStatement(before)) return undefined;
    const condition = ts.isWhileStatement(before) ? before.expression : before.condition;
    if (!condition || isEndless(ts, before) || breaksOf(ts, before).length > 0) return undefined;
    return { condition, holds: false };
  }
  const branch = siblings ? statement.parent : statement;
  const choice = branch.parent;
  if (!ts.isIfStatement(choice)) return undefined;
  return { condition: choice.expression, holds: choice.thenStatement === branch };
}

function saysMissing(view: View, { condition, holds }: Answer, read: Read): boolean {
  const { ts } = view;
  const asked = unwrap(ts, condition);
  if (ts.isPrefixUnaryExpression(asked) && asked.operator === ts.SyntaxKind.ExclamationToken)
    return saysMissing(view, { condition: asked.operand, holds: !holds }, read);
  const isLength = (node: ts.Expression): boolean => isLengthOf(view, node, read.list);
  if (!ts.isBinaryExpression(asked)) return !read.index && !holds && isLength(asked);
  const { left, right, operatorToken } = asked;
  const operator = operatorToken.getText();
  if (!read.index) {
    const empty = holds ? ["===", "=="] : [">", "!==", "!="];
    return isLength(left) && textOf(view, right) === "0" && empty.includes(operator);
  }
  if (textOf(view, left) !== textOf(view, read.index) || !isLength(right)) return false;
  if (operator === (holds ? "===" : "!==")) return true;
  return operator === (holds ? ">=" : "<") && isNumber(view, left);
}

function isLengthOf(view: View, expression: ts.Expression, list: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, expression);
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "length" &&
    !node.questionDotToken &&
    textOf(view, unwrap(ts, node.expression)) === textOf(view, unwrap(ts, list))
  );
}
