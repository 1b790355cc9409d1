import type ts from "typescript";
import { accessKind, statementsOf, unwrap } from "../../syntax/nodes";
import { isLogical } from "../support/conditions";
import { canComplete, canListComplete } from "../support/control";
import { commentsWithin, Edits, indentAt, indentUnit, trimmedEnd } from "../support/edits";
import { contains, isStrictEquality, ownDescendants, siblingsOf } from "../support/nodes";
import { declarationKind, isNeverWritten, type Variable } from "../support/scopes";
import { isConstantLiteral } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `if (result.done) { isOver = true; } if (result.done) return result.value; …` → `if (result.done) { isOver = true; return result.value; } …`, and
 * `if (result.done) { result = it.next(); if (result.done) throw e; } if (result.done) return; …` → the same without the last test
 *
 * Condition: the second test comes right after the first and asks for the same `done` of a variable that no closure knows; neither has an `else`.
 * The first branch ends by asking that as well, and leaves; or it goes on, sets neither the variable nor its `done`, and declares nothing.
 *
 * `if (!more) { close(); } if (!more) return; …` → `if (!more) { close(); return; } …`
 *
 * Condition: the same, where all that is asked is what variables hold that nothing sets after their declaration, without asking an object for its number or text.
 */
export const joinRepeatedTest = definePass("join-repeated-test", (view) => {
  const { ts } = view;
  for (const first of ownDescendants(ts, view.fn)) {
    if (!ts.isIfStatement(first) || first.elseStatement) continue;
    const next = repeated(view, first);
    if (!next) continue;
    const result = resultOf(view, first.expression);
    const branch = statementsOf(ts, first.thenStatement);
    if (result && isAskedAtEnd(view, first, branch)) return new Edits(view).remove(next).done();
    const isSame = result
      ? !isChangedIn(view, first.thenStatement, result)
      : isSettled(view, first.expression);
    const [only, ...more] = statementsOf(ts, next.thenStatement);
    if (!only || more.length > 0 || !isSame || !goesOn(view, branch)) continue;
    const edits = new Edits(view).remove(next);
    insertLast(view, edits, first.thenStatement, only);
    return edits.done();
  }
  return undefined;
});

function insertLast(view: View, edits: Edits, branch: ts.Statement, last: ts.Statement): void {
  const outer = indentAt(view, startOf(view, branch.parent));
  const line = `\n${outer}${indentUnit}${textOf(view, last)}`;
  if (view.ts.isBlock(branch)) edits.insert(trimmedEnd(view, branch.end - 1), line);
  else edits.replaceNode(branch, `{\n${outer}${indentUnit}${textOf(view, branch)}${line}\n${outer}}`);
}

/** @returns the statement behind, where it asks the same */
function repeated(view: View, first: ts.IfStatement): ts.IfStatement | undefined {
  const { ts } = view;
  const siblings = siblingsOf(ts, first);
  const next = siblings?.[siblings.indexOf(first) + 1];
  if (!next || !ts.isIfStatement(next) || next.elseStatement) return undefined;
  if (textOf(view, next.expression) !== textOf(view, first.expression)) return undefined;
  return commentsWithin(view, { start: startOf(view, next), end: next.end }).length > 0 ? undefined : next;
}

/** `result`, for `result.done` */
function resultOf(view: View, expression: ts.Expression): Variable | undefined {
  if (!view.ts.isPropertyAccessExpression(expression) || expression.name.text !== "done") return undefined;
  const result = variableAt(view, expression.expression);
  return result?.captured === false ? result : undefined;
}

/** `if (result.done) { …; if (result.done) throw e; }` */
function isAskedAtEnd(view: View, first: ts.IfStatement, statements: readonly ts.Statement[]): boolean {
  const { ts } = view;
  const last = statements.at(-1);
  return (
    last !== undefined &&
    ts.isIfStatement(last) &&
    !last.elseStatement &&
    textOf(view, last.expression) === textOf(view, first.expression) &&
    !canComplete(ts, last.thenStatement)
  );
}

/** The branch comes to its end, and what stands there means the same as behind it. */
function goesOn({ ts }: View, statements: readonly ts.Statement[]): boolean {
  const declares = statements.some(
    (one) => ts.isVariableStatement(one) || ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one),
  );
  return !declares && canListComplete(ts, statements);
}

/** The answer may be another one behind the branch. */
function isChangedIn({ ts }: View, branch: ts.Statement, { uses }: Variable): boolean {
  return uses.some(({ node, writes }) => contains(branch, node) && (writes || isDoneSet(ts, node)));
}

/** `more`, `!more`, `next === undefined`: the answer is the same for ever. */
function isSettled(view: View, question: ts.Expression): boolean {
  const { ts } = view;
  const node = unwrap(ts, question);
  if (isConstantLiteral(view, node)) return true;
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.ExclamationToken && isSettled(view, node.operand);
  if (ts.isBinaryExpression(node)) {
    const isPlain = isLogical(ts, node) || isStrictEquality(ts, node);
    return isPlain && isSettled(view, node.left) && isSettled(view, node.right);
  }
  const variable = variableAt(view, node);
  if (!variable || !isNeverWritten(variable)) return false;
  const kind = declarationKind(ts, variable);
  return kind === "const" || kind === "parameter";
}

/** `result.done = false`, or the result is handed to who may do that */
function isDoneSet(ts: View["ts"], { parent }: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(parent)) return true;
  return accessKind(ts, parent) !== "read";
}
