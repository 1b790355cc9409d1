import type ts from "typescript";
import { canComplete } from "../../syntax/completion";
import { isAssertedAny, unwrap } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { contains, siblingsOf } from "../support/nodes";
import { declarationKind, isNeverWritten } from "../support/scopes";
import { isDisposable, isQuiet } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const value = done ? last : read(); if (done) return value; yield value;` → `if (done) return last; const value = read(); yield value;`
 *
 * Condition: what is asked cannot change between the two questions, the second one leaves, and what is chosen for it is what it returns,
 * or has no effect.
 */
export const choiceBehindTest = definePass("choice-behind-test", (view) => {
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    const asked = local && askedTwice(view, local);
    if (!asked) continue;
    const { choice, test, returned } = asked;
    const leaving = returned ? withPart(view, test, returned, choice.first) : textOf(view, test);
    return new Edits(view)
      .replaceNode(local.statement, leaving)
      .replaceNode(test, withPart(view, local.statement, choice.node, textOf(view, choice.rest)))
      .done();
  }
  return undefined;
});

/** The text of a node with another text in the place of a part of it. */
function withPart(view: View, node: ts.Node, part: ts.Node, text: string): string {
  const whole = textOf(view, node);
  const start = startOf(view, part) - startOf(view, node);
  return whole.slice(0, start) + text + whole.slice(start + part.end - startOf(view, part));
}

/** What a variable is chosen to be, by a condition. */
interface Choice {
  readonly node: ts.Expression;
  readonly condition: ts.Expression;
  /** What it is where the condition holds. */
  readonly first: string;
  /** The same as it is written; `undefined` for the `false` that `!done && …` gives. */
  readonly firstNode: ts.Expression | undefined;
  readonly rest: ts.Expression;
}

interface AskedTwice {
  readonly choice: Choice;
  readonly test: ts.IfStatement;
  /** The variable, where the test's branch returns it. */
  readonly returned: ts.Identifier | undefined;
}

function askedTwice(view: View, local: Local): AskedTwice | undefined {
  const { ts } = view;
  const choice = choiceOf(view, local);
  const siblings = siblingsOf(ts, local.statement);
  const test = siblings?.[siblings.indexOf(local.statement) + 1];
  if (!choice || !test || !ts.isIfStatement(test) || test.elseStatement) return undefined;
  // By its other half the variable is of any type; the rest alone is not.
  if (choice.firstNode && !local.declaration.type && isAssertedAny(ts, choice.firstNode)) return undefined;
  if (textOf(view, unwrap(ts, test.expression)) !== textOf(view, choice.condition)) return undefined;
  if (canComplete(ts, test.thenStatement) || !isSettled(view, choice)) return undefined;
  if (commentsWithin(view, { start: startOf(view, local.statement), end: local.statement.end }).length > 0)
    return undefined;
  const inside = local.variable.uses.filter(({ node }) => contains(test, node));
  const [use, ...more] = inside;
  if (more.length > 0 || local.variable.uses.length === inside.length) return undefined;
  if (!use) {
    const isNothingLost = !choice.firstNode || isDisposable(view, choice.firstNode);
    return isNothingLost ? { choice, test, returned: undefined } : undefined;
  }
  const isReturned = ts.isReturnStatement(use.node.parent) && ts.isIdentifier(use.node);
  return isReturned ? { choice, test, returned: use.node } : undefined;
}

/** `done ? last : read()`, or `!done && read()` */
function choiceOf(view: View, { variable, declaration }: Local): Choice | undefined {
  const { ts } = view;
  if (declarationKind(ts, variable) !== "const" || !declaration.initializer) return undefined;
  const node = unwrap(ts, declaration.initializer);
  if (ts.isConditionalExpression(node)) {
    const { condition, whenTrue, whenFalse } = node;
    return {
      node,
      condition: unwrap(ts, condition),
      first: textOf(view, whenTrue),
      firstNode: whenTrue,
      rest: whenFalse,
    };
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken)
    return undefined;
  const left = unwrap(ts, node.left);
  if (!ts.isPrefixUnaryExpression(left) || left.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
  return {
    node,
    condition: unwrap(ts, left.operand),
    first: "false",
    firstNode: undefined,
    rest: node.right,
  };
}

/** A constant, or what a result that a constant holds says of itself; anything else only where the choice does nothing. */
function isSettled(view: View, { condition, rest, firstNode }: Choice): boolean {
  const { ts } = view;
  if (!isQuiet(view, condition)) return false;
  if (isQuiet(view, rest) && (!firstNode || isQuiet(view, firstNode))) return true;
  const isResult = ts.isPropertyAccessExpression(condition) && condition.name.text === "done";
  const variable = variableAt(view, isResult ? condition.expression : condition);
  return variable !== undefined && isNeverWritten(variable);
}
