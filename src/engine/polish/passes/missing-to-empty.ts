import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import type { TextEdit } from "../../text";
import {
  isEmptyTest,
  isNeverAmong,
  missingTest,
  shiftedIn,
  shiftOf,
  type MissingTest,
} from "../support/buffers";
import { canComplete, isOnlyBreak, isOnlyReturn } from "../support/control";
import {
  commentsWithin,
  contentStart,
  Edits,
  indentAt,
  indentUnit,
  movedText,
  rangeOf,
} from "../support/edits";
import { ownLocal } from "../support/loops";
import {
  asDeclaration,
  contains,
  isConst,
  isEndless,
  ownDescendants,
  type EndlessLoop,
} from "../support/nodes";
import type { Variable } from "../support/scopes";
import { isArray } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `const item = rows.shift(); if (!item) return; …` → `if (rows.length === 0) return; const item = rows.shift(); …`, and
 * `const item = rows.shift(); if (item) {…} …` → `if (rows.length > 0) { const item = rows.shift(); … } …`
 *
 * Condition: it is the list of an endless loop's own that other code of the loop fills, so that what it is asked for is whether there is
 * more to fetch; the type of the list says that no element passes for what an empty list gives. `shift()` changes nothing where the list is
 * empty, and where nothing came out nobody names it. TypeScript is told that there is an element.
 */
export const missingToEmpty = definePass("missing-to-empty", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop)) continue;
    const taken = takenFrom(view, loop);
    if (!taken || !isFilled(view, taken, loop)) continue;
    if (!isNeverAmong(view, taken.list, taken.test.never) || !isNamedWhereItIs(view, taken)) continue;
    return rewritten(view, taken);
  }
  return undefined;
});

interface Taken {
  readonly list: Variable;
  /** `const item = rows.shift();` */
  readonly statement: ts.VariableStatement;
  readonly shift: ts.Expression;
  readonly choice: ts.IfStatement;
  readonly test: MissingTest;
}

function takenFrom(view: View, { statement: body }: EndlessLoop): Taken | undefined {
  const { ts } = view;
  if (!ts.isBlock(body)) return undefined;
  const [first] = body.statements;
  const at = first && ts.isVariableStatement(first) ? 0 : 1;
  const [statement, choice] = body.statements.slice(at);
  const declaration = asDeclaration(ts, statement);
  if (!statement || !ts.isVariableStatement(statement) || !isConst(ts, statement.declarationList))
    return undefined;
  if (!declaration?.initializer || declaration.type || !ts.isIdentifier(declaration.name)) return undefined;
  if (!choice || !ts.isIfStatement(choice) || choice.elseStatement) return undefined;
  const list = listShifted(view, declaration.initializer);
  const test = missingTest(ts, choice.expression, declaration.name);
  if (!list || !test || (at > 0 && !(first && isFetch(view, first, list)))) return undefined;
  // Work that is done until none is left reads well as it is.
  if (at === 0 && isLeft(view, choice.thenStatement, body.parent)) return undefined;
  return { list, statement, shift: declaration.initializer, choice, test };
}

function isLeft({ ts }: View, branch: ts.Statement, loop: ts.Node): boolean {
  return isOnlyReturn(ts, branch) || (ts.isWhileStatement(loop) && isOnlyBreak(ts, branch, loop));
}

/** The array that `rows.shift()` takes from. */
function listShifted(view: View, shift: ts.Expression): Variable | undefined {
  const name = shiftedIn(view, shift);
  const list = variableAt(view, name);
  if (!list || !name || shiftOf(view, name) !== shift) return undefined;
  return ownLocal(view, list) && isArray(view, name) ? list : undefined;
}

/** `while (rows.length === 0 && more) {…}` */
function isFetch(view: View, head: ts.Statement, list: Variable): boolean {
  const { ts } = view;
  if (!ts.isWhileStatement(head) && !(ts.isIfStatement(head) && !head.elseStatement)) return false;
  const asked = unwrap(ts, head.expression);
  const isBoth =
    ts.isBinaryExpression(asked) && asked.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  const parts = isBoth ? [asked.left, asked.right] : [asked];
  return parts.some((part) => isEmptyTest(view, part) && list.uses.some(({ node }) => contains(part, node)));
}

/** Something else in the loop puts elements into the list. */
function isFilled({ ts }: View, { list, statement }: Taken, loop: EndlessLoop): boolean {
  return list.uses.some(({ node, writes }) => {
    if (!contains(loop, node) || contains(statement, node)) return false;
    const { parent } = node;
    return writes || (ts.isPropertyAccessExpression(parent) && parent.name.text === "push");
  });
}

/** Only where an element came out anybody names it, and the branch does not lead to what stands behind it. */
function isNamedWhereItIs(view: View, { statement, choice, test }: Taken): boolean {
  const { ts } = view;
  const { thenStatement: branch } = choice;
  if (canComplete(ts, branch) || (test.isThere && !ts.isBlock(branch))) return false;
  const element = variableAt(view, asDeclaration(ts, statement)?.name);
  const isNamedRightly = (node: ts.Node): boolean =>
    contains(choice.expression, node) || contains(branch, node) === test.isThere;
  return element?.uses.every(({ node }) => isNamedRightly(node)) === true;
}

function rewritten(view: View, taken: Taken): readonly TextEdit[] {
  const { ts, context } = view;
  const { list, statement, shift, choice, test } = taken;
  const isAsserted = context.isJavaScript === true || ts.isNonNullExpression(shift);
  const edits = new Edits(view).insert(shift.end, isAsserted ? "" : "!");
  const indent = indentAt(view, startOf(view, statement));
  const { start } = rangeOf(view, statement);
  const range = rangeOf(view, choice);
  const said = commentsWithin(view, { start: range.start, end: startOf(view, choice) });
  const head = [...said, `if (${list.name}.length ${test.isThere ? ">" : "==="} 0) `].join(`\n${indent}`);
  const branch = choice.thenStatement;
  if (test.isThere && ts.isBlock(branch)) {
    const inner = { start: range.start, end: contentStart(view, startOf(view, branch) + 1) };
    return edits
      .insert(start, `${head}{\n${indent}${indentUnit}`)
      .shift(rangeOf(view, statement), 1)
      .replace(inner, indentUnit)
      .done();
  }
  const exit = movedText(view, { start: startOf(view, branch), end: range.end }, indent);
  return edits.insert(start, `${head}${exit}\n${indent}`).removeSpan(range).done();
}
