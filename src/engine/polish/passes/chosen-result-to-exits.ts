import type ts from "typescript";
import { isUndefined, unwrap } from "../../syntax/nodes";
import { isWrittenOut } from "../../syntax/plain-value";
import { Edits, indentAt } from "../support/edits";
import { ownLocal } from "../support/loops";
import { freeVariableName } from "../support/names";
import { negate } from "../support/negate";
import { isLoop, siblingsOf } from "../support/nodes";
import { declarationKind } from "../support/scopes";
import { readsOf, resultIn, type WrittenResult } from "../support/results";
import { isUnseen } from "../support/unseen";
import { booleanOf } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const result = isFirst ? { value: a, done: false } : { value: undefined, done: true }; isFirst = false; if (result.done) return; yield result.value;`
 * → `if (!isFirst) return; const value = a; isFirst = false; yield value;`
 *
 * Condition: both results are literals with a constant `done`, one of them the end; the test and the `yield` are all that names the result. What stands
 * between does nothing where the generator ends: it only sets what was asked for to what it was found to be, a variable or field that
 * is only ever `true` or `false`, or writes a variable that nobody knows outside the loop, and cannot fail.
 */
export const chosenResultToExits = definePass("chosen-result-to-exits", (view) => {
  for (const variable of view.scopes.variables) {
    const local = ownLocal(view, variable);
    const choice = local && choiceOf(view, local.declaration.initializer);
    const siblings = local && siblingsOf(view.ts, local.statement);
    if (!choice || !siblings || declarationKind(view.ts, variable) !== "const") continue;
    const behind = siblings.slice(siblings.indexOf(local.statement) + 1);
    const between = behind.slice(0, -2);
    const end = behind.slice(-2);
    const [test, relay] = end;
    const reads = readsOf(view, end, variable.name);
    if (!test || !relay || reads === 0 || variable.uses.length !== reads) continue;
    if (reads !== 3 && !choice.last.isDisposable) continue;
    const loop = loopAround(view, local.statement);
    if (!between.every((one) => isIdle(view, one, choice.asked) || (loop && isUnseen(view, one, loop))))
      continue;
    const { first, last, leaving } = choice;
    const final = reads === 3 && last.value !== "undefined" ? `return ${last.value};` : "return;";
    const isHeld = between.length > 0 && first.node !== undefined && !isFixed(view, first.node);
    const name = isHeld ? freeVariableName(view, "value") : first.value;
    const indent = indentAt(view, startOf(view, local.statement));
    const holding = isHeld ? `\n${indent}const ${name} = ${first.value};` : "";
    if (between.length > 0 && !first.node && first.value !== "undefined") continue;
    return new Edits(view)
      .replaceNode(local.statement, `if (${leaving}) ${final}${holding}`)
      .remove(test)
      .replaceNode(relay, `yield ${name};`)
      .done();
  }
  return undefined;
});

/** The loop whose rounds the statement is part of. */
function loopAround({ ts }: View, statement: ts.Statement): ts.Statement | undefined {
  const { parent } = statement;
  return ts.isBlock(parent) && ts.isStatement(parent.parent) && isLoop(ts, parent.parent)
    ? parent.parent
    : undefined;
}

interface Choice {
  /** Holds where the generator ends. */
  readonly leaving: string;
  /** What is asked for, and the answer that leads to the end. */
  readonly asked: { readonly text: string; readonly node: ts.Expression; readonly answer: boolean };
  readonly first: WrittenResult;
  readonly last: WrittenResult;
}

function choiceOf(view: View, initializer: ts.Expression | undefined): Choice | undefined {
  const { ts } = view;
  const node = initializer && unwrap(ts, initializer);
  if (!node || !ts.isConditionalExpression(node)) return undefined;
  const [whenTrue, whenFalse] = [resultIn(view, node.whenTrue), resultIn(view, node.whenFalse)];
  if (!whenTrue || !whenFalse || whenTrue.done === whenFalse.done) return undefined;
  const condition = unwrap(ts, node.condition);
  const text = textOf(view, condition);
  const leaving = whenTrue.done ? text : (negate(view, condition) ?? `!(${text})`);
  if (leaving.includes("\n")) return undefined;
  const isNegation =
    ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken;
  const flag = isNegation ? unwrap(ts, condition.operand) : condition;
  const asked = { text: textOf(view, flag), node: flag, answer: whenTrue.done !== isNegation };
  const [first, last] = whenTrue.done ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  return { leaving, asked, first, last };
}

/** It sets the flag to what it is. */
function isIdle(view: View, statement: ts.Statement, { text, node, answer }: Choice["asked"]): boolean {
  const { ts } = view;
  const setting = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return (
    setting !== undefined &&
    ts.isBinaryExpression(setting) &&
    setting.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    textOf(view, setting.left) === text &&
    booleanOf(view, setting.right) === answer &&
    isFlag(view, node)
  );
}

/** It is `true` or `false` at any time, whoever sets it. */
function isFlag(view: View, flag: ts.Expression): boolean {
  const { ts } = view;
  const variable = variableAt(view, flag);
  if (view.context.factsOf(textOf(view, flag))?.unionText === "boolean") return true;
  if (!variable) return false;
  const { parent } = variable.declaration;
  if (!ts.isVariableDeclaration(parent) || booleanOf(view, parent.initializer) === undefined) return false;
  return variable.uses.every(({ node, writes }) => {
    const { parent: setting } = node;
    if (!writes) return true;
    const isPlain =
      ts.isBinaryExpression(setting) &&
      setting.left === node &&
      setting.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isPlain && booleanOf(view, setting.right) !== undefined;
  });
}

/** Written out in all its parts: it means the same a little later. */
function isFixed(view: View, value: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, value);
  if (isWrittenOut(ts, node) || isUndefined(ts, node)) return true;
  if (ts.isArrayLiteralExpression(node)) return node.elements.every((one) => isFixed(view, one));
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.every((one) => ts.isPropertyAssignment(one) && isFixed(view, one.initializer))
  );
}
