import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { isQuietDeclaration, ownLocal } from "../support/loops";
import { asAssignment, contains, ownDescendants, siblingsOf } from "../support/nodes";
import { declarationKind, isNeverWritten } from "../support/scopes";
import { isArray, isQuiet } from "../support/values";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `const buffer = page.items; cursor = page.next; yield* buffer;` → `cursor = page.next; yield* page.items;`
 *
 * Condition: the variable is named once, as what is handed out; its value is a `const` or a property of one or of `this`, or a plain copy `[...list]` of such an array that
 * nobody else changes (`ownsResults`). Between the two nothing can change that property: only quiet statements stand there, or nobody else
 * holds what was fetched (`ownsResults`).
 */
export const inlineDrainedList = definePass("inline-drained-list", (view) => {
  const { ts } = view;
  for (const statement of ownDescendants(ts, view.fn)) {
    const list = handedOut(view, statement);
    const variable = list && variableAt(view, list);
    const local = variable && ownLocal(view, variable);
    const initializer = local?.declaration.initializer;
    if (!list || !variable || !initializer) continue;
    if (variable.uses.length !== 1 || !isNeverWritten(variable)) continue;
    const to = statement as ts.Statement;
    const plain = valueOf(view, initializer);
    const isPlain = plain && isSameLater(view, plain, local.statement, to);
    const value = isPlain ? plain : listMadeLater(view, initializer, local.statement, to);
    if (!value) continue;
    return new Edits(view).moveDeclaration(local.statement, to).replaceNode(list, textOf(view, value)).done();
  }
  return undefined;
});

/** The list of `yield* list;` and of `for (… of list) {… yield …}`. */
function handedOut({ ts }: View, node: ts.Node): ts.Expression | undefined {
  if (ts.isForOfStatement(node) && !node.awaitModifier) return node.expression;
  if (!ts.isExpressionStatement(node) || !ts.isYieldExpression(node.expression)) return undefined;
  return node.expression.asteriskToken ? node.expression.expression : undefined;
}

function valueOf(view: View, initializer: ts.Expression): ts.Expression | undefined {
  const { ts, context } = view;
  const node = unwrap(ts, initializer);
  if (ts.isArrayLiteralExpression(node) && context.ownsResults === true) {
    const [only, ...others] = node.elements;
    const isCopy = only && others.length === 0 && ts.isSpreadElement(only) && isArray(view, only.expression);
    return isCopy ? valueOf(view, only.expression) : undefined;
  }
  if (ts.isIdentifier(node)) return isConstant(view, node) ? node : undefined;
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken) return undefined;
  const isOfThis = node.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOfThis || isConstant(view, node.expression) ? node : undefined;
}

/**
 * `page.items.slice()`, `[...page.items]`: made right before it is handed out, as the list is that another call gives to a `yield*` right behind. Only assignments to own variables come between, which
 * neither the list nor anything it calls can see.
 */
function listMadeLater(
  view: View,
  initializer: ts.Expression,
  from: ts.Statement,
  to: ts.Statement,
): ts.Expression | undefined {
  const { ts } = view;
  const node = unwrap(ts, initializer);
  const text = textOf(view, node);
  if (text.includes("\n") || text.length > 60) return undefined;
  const isCall = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
  const isMade = isCall && /^(?:slice|map|filter|concat|flat|flatMap)$/.test(nameOf(ts, node.expression));
  const isCopy =
    ts.isArrayLiteralExpression(node) && node.elements.every((element) => ts.isSpreadElement(element));
  const siblings = siblingsOf(ts, to);
  if (!siblings?.includes(from)) return undefined;
  if (
    !isMade &&
    !isCopy &&
    !(isPlainCall(view, initializer) && ts.isExpressionStatement(to) && isNext(siblings, from, to))
  )
    return undefined;
  for (const node of ownDescendants(ts, initializer))
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return undefined;
  const between = siblings.slice(siblings.indexOf(from) + 1, siblings.indexOf(to));
  return between.every((one) => isUnseen(view, one, initializer)) ? node : undefined;
}

/** `this.entries()`, of which nobody says that it is of another type */
function isPlainCall({ ts }: View, value: ts.Expression): boolean {
  const { parent } = value;
  return ts.isCallExpression(value) && ts.isVariableDeclaration(parent) && !parent.type;
}

function isNext(siblings: readonly ts.Statement[], from: ts.Statement, to: ts.Statement): boolean {
  return siblings.indexOf(to) === siblings.indexOf(from) + 1;
}

function nameOf(ts: View["ts"], callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
}

/** An assignment of a quiet value to an own variable that the expression does not name. */
function isUnseen(view: View, statement: ts.Statement, expression: ts.Expression): boolean {
  const assignment = asAssignment(view.ts, statement);
  const variable = assignment && variableAt(view, assignment.target);
  if (!assignment || !variable || variable.captured || !isQuiet(view, assignment.value)) return false;
  return variable.uses.every(({ node }) => !contains(expression, node));
}

function isConstant(view: View, object: ts.Expression): boolean {
  const variable = variableAt(view, object);
  return variable !== undefined && declarationKind(view.ts, variable) === "const";
}

function isSameLater(view: View, value: ts.Expression, from: ts.Statement, to: ts.Statement): boolean {
  const siblings = siblingsOf(view.ts, to);
  if (!siblings?.includes(from)) return false;
  if (view.ts.isIdentifier(value)) return true;
  const between = siblings.slice(siblings.indexOf(from) + 1, siblings.indexOf(to));
  if (between.some((one) => assigns(view, one, value))) return false;
  if (between.every((one) => isQuietStatement(view, one))) return true;
  return view.context.ownsResults === true && between.every((one) => onlyReadsFrom(view, one, value));
}

/** Does the statement assign the property? */
function assigns(view: View, statement: ts.Statement, value: ts.Expression): boolean {
  const { ts } = view;
  const text = textOf(view, value);
  for (const node of ownDescendants(ts, statement)) {
    if (ts.isBinaryExpression(node) && textOf(view, node.left) === text) return true;
  }
  return false;
}

/** Names the object that the list belongs to only to read another property of it. */
function onlyReadsFrom(view: View, statement: ts.Statement, value: ts.Expression): boolean {
  const { ts } = view;
  const object = ts.isPropertyAccessExpression(value) ? variableAt(view, value.expression) : undefined;
  if (object === undefined) return false;
  return object.uses.every(({ node }) => {
    if (!contains(statement, node)) return true;
    const access = node.parent;
    const isRead = ts.isPropertyAccessExpression(access) && textOf(view, access) !== textOf(view, value);
    return isRead && !(ts.isCallExpression(access.parent) && access.parent.expression === access);
  });
}

/** A declaration, or an assignment to a plain variable, in which nothing can happen. */
function isQuietStatement(view: View, statement: ts.Statement): boolean {
  const { ts } = view;
  if (ts.isIfStatement(statement)) {
    return (
      isQuiet(view, statement.expression) &&
      isQuietStatement(view, statement.thenStatement) &&
      (!statement.elseStatement || isQuietStatement(view, statement.elseStatement))
    );
  }
  if (ts.isBlock(statement)) return statement.statements.every((inner) => isQuietStatement(view, inner));
  if (!ts.isExpressionStatement(statement))
    return isQuietDeclaration(view, statement) || ts.isReturnStatement(statement);
  const { expression } = statement;
  return (
    ts.isBinaryExpression(expression) && ts.isIdentifier(expression.left) && isQuiet(view, expression.right)
  );
}
