import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { commentsWithin, Edits } from "../support/edits";
import { localOf, type Local } from "../support/loops";
import { descendants, isStrictEquality, ownDescendants } from "../support/nodes";
import { declarationKind, isNeverWritten } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const done = value === undefined; if (done) return;` → `if (value === undefined) return;`
 *
 * Condition: the constant is called `done` or the like, which is what a result's own member wanted, and is asked for by one `if` further down alone, as its
 * whole condition. It is an operation on one line, and nothing stands between the two, or all that it names is never written, and is a number or
 * compared by its `===` or `!==`.
 */
export const askAtOnce = definePass("ask-at-once", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(node) || !ts.isBlock(node.parent)) continue;
    const variable = variableAt(view, unwrap(ts, node.expression));
    const local = variable && localOf(view, variable);
    const value = local && operationOf(view, local);
    if (!local || !value) continue;
    const { statements } = node.parent;
    const at = statements.indexOf(local.statement);
    if (at < 0) continue;
    const isNext = statements[at + 1] === node;
    if (!isNext && !isFixed(view, value)) continue;
    if (commentsWithin(view, { start: startOf(view, local.statement), end: startOf(view, node) }).length > 0)
      continue;
    return new Edits(view).replaceNode(node.expression, textOf(view, value)).remove(local.statement).done();
  }
  return undefined;
});

const bareNames = /^(?:done|isDone|finished|isFinished|ended|isEnd|isAtEnd)\d*$/;

function operationOf(view: View, { variable, declaration }: Local): ts.BinaryExpression | undefined {
  const { ts } = view;
  const { initializer } = declaration;
  if (!initializer || declaration.type || !bareNames.test(variable.name)) return undefined;
  if (declarationKind(ts, variable) !== "const" || variable.uses.length !== 1) return undefined;
  const value = unwrap(ts, initializer);
  return ts.isBinaryExpression(value) && !textOf(view, value).includes("\n") ? value : undefined;
}

/** Numbers that no statement between can change, or, where all that is done is to compare two by `===`, anything that none can. */
function isFixed(view: View, value: ts.BinaryExpression): boolean {
  const { ts } = view;
  return descendants(ts, value).every((node) => {
    if (!ts.isIdentifier(node)) return isPlain(ts, node);
    const variable = variableAt(view, node);
    const isStable = variable
      ? isNeverWritten(variable) && declarationKind(ts, variable) !== "other"
      : view.context.factsOf(node.text)?.isStable === true;
    return isStable && (isNumber(view, node) || (node.parent === value && isStrictEquality(ts, value)));
  });
}

/** Literals and operators are tokens. */
function isPlain(ts: View["ts"], node: ts.Node): boolean {
  return ts.isBinaryExpression(node) || ts.isParenthesizedExpression(node) || ts.isToken(node);
}
