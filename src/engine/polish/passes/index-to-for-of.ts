import type ts from "typescript";
import { unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { isEvaluatedFirst, isStepByOne, localOf, type Local } from "../support/loops";
import { asDeclaration, isConst, isLet, isUsing, ownDescendants } from "../support/nodes";
import { elementName } from "../support/names";
import { isOnlyRead, isPlainRead } from "../support/only-read";
import { declarationKind, type Variable } from "../support/scopes";
import { isArray, isStable } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `for (let i = 0; i < items.length; i++) { const item = items[i]; … }` → `for (const item of items) { … }`
 *
 * Condition: `items` is a real array and the same one all the time; the index starts at 0, is stepped by one, and does nothing but index
 * that array. An array's iterator asks for the length in every round and reads holes as `undefined`, as this loop does, so
 * elements may come and go meanwhile; for the same reason the element must be read first in each round, unless facts say that
 * the array does not change. What the element is called in the body it is called in the head.
 *
 * The bound may also be a constant, `const count = items.length;`, where nothing is ever done with the array but to ask for its length
 * and to read its elements, and nobody else holds it.
 */
export const indexToForOf = definePass("index-to-for-of", toForOf, { forgetsPosition: true });

function toForOf(view: View) {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!ts.isForStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const head = headOf(view, loop);
    if (head === undefined || !isArray(view, head.list) || !isStable(view, head.list)) continue;
    const reads = elementReads(view, head.index, head.list, loop.statement);
    if (reads === undefined) continue;
    const edits = rewritten(view, loop, loop.statement, head.list, reads).forgetPosition(loop);
    if (head.count?.variable.uses.length === 1) edits.remove(head.count.statement);
    return edits.done();
  }
  return undefined;
}

interface Head {
  readonly index: Variable;
  readonly list: ts.Expression;
  /** What holds the length. */
  readonly count?: Local;
}

/** Reads `let i = 0; i < list.length; i++`. */
function headOf(view: View, { initializer, condition, incrementor }: ts.ForStatement): Head | undefined {
  const { ts } = view;
  if (!initializer || !condition || !incrementor || !ts.isVariableDeclarationList(initializer))
    return undefined;
  const [declaration, ...others] = initializer.declarations;
  if (declaration?.initializer === undefined || others.length > 0) return undefined;
  if (textOf(view, declaration.initializer) !== "0") return undefined;
  const index = view.scopes.variableOf(declaration.name);
  if (index === undefined || index.captured || !ts.isBinaryExpression(condition)) return undefined;
  if (!isBelow(ts, condition.operatorToken.kind) || textOf(view, condition.left) !== index.name) {
    return undefined;
  }
  if (!isStepByOne(view, incrementor, index)) return undefined;
  const list = measuredBy(view, condition.right);
  if (list) return { index, list };
  const count = constantAt(view, condition.right);
  const held = count && measuredBy(view, count.declaration.initializer);
  return held && isOnlyRead(view, held) ? { index, list: held, count } : undefined;
}

/** `items` of `items.length` */
function measuredBy({ ts }: View, length: ts.Expression | undefined): ts.Expression | undefined {
  if (!length || !ts.isPropertyAccessExpression(length)) return undefined;
  const isLength = length.name.text === "length" && !length.questionDotToken;
  return isLength ? unwrap(ts, length.expression) : undefined;
}

function constantAt(view: View, name: ts.Expression): Local | undefined {
  const variable = variableAt(view, name);
  const isConstant = variable !== undefined && declarationKind(view.ts, variable) === "const";
  return isConstant && !variable.captured ? localOf(view, variable) : undefined;
}

/** `<`, or `!==`: they differ for an array that shrinks below the index, which `!==` would then run past for ever. */
function isBelow(ts: View["ts"], operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.LessThanToken || operator === ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** Every use of the index in the body, as the element it reads; `undefined` when there is another use, or none. */
function elementReads(
  view: View,
  index: Variable,
  list: ts.Expression,
  body: ts.Block,
): ts.ElementAccessExpression[] | undefined {
  const { ts } = view;
  const listText = textOf(view, list);
  const isUnchanging = view.context.factsOf(listText)?.isUnchanging === true || isOnlyRead(view, list);
  const reads: ts.ElementAccessExpression[] = [];
  for (const { node } of index.uses) {
    if (node.pos < body.pos) continue;
    const read = node.parent;
    if (!ts.isElementAccessExpression(read) || read.argumentExpression !== node || read.questionDotToken)
      return undefined;
    if (textOf(view, unwrap(ts, read.expression)) !== listText || !isPlainRead(view, read)) return undefined;
    if (!isUnchanging && !isEvaluatedFirst(view, read, body)) return undefined;
    reads.push(read);
  }
  return reads.length > 0 ? reads : undefined;
}

function rewritten(
  view: View,
  loop: ts.ForStatement,
  body: ts.Block,
  list: ts.Expression,
  reads: readonly ts.ElementAccessExpression[],
): Edits {
  const { ts } = view;
  const edits = new Edits(view);
  const head = { start: startOf(view, loop), end: startOf(view, body) };
  const [read, ...others] = reads;
  const named =
    others.length === 0 ? body.statements.find((one) => isNamedThere(view, one, read, list)) : undefined;
  const declaration = asDeclaration(ts, named);
  if (named && declaration) {
    // An author's `const item: Item` may not be annotated in `for…of`; the array's own element type takes over.
    const isConstant = ts.isVariableStatement(named) && isConst(ts, named.declarationList);
    const name = `${isConstant ? "const" : "let"} ${textOf(view, declaration.name)}`;
    return edits.replace(head, `for (${name} of ${textOf(view, list)}) `).remove(named);
  }
  const name = elementName(view, list);
  edits.replace(head, `for (const ${name} of ${textOf(view, list)}) `);
  for (const one of reads) edits.replaceNode(ts.isNonNullExpression(one.parent) ? one.parent : one, name);
  return edits;
}

/** `const item = items[i];`, a statement of the body: the name means nothing else in it, also before. */
function isNamedThere(
  view: View,
  statement: ts.Statement,
  read: ts.Expression | undefined,
  list: ts.Expression,
): boolean {
  const { ts } = view;
  const value = asDeclaration(ts, statement)?.initializer;
  if (!value || !ts.isVariableStatement(statement) || isUsing(ts, statement)) return false;
  const { declarationList } = statement;
  const isScoped = isConst(ts, declarationList) || isLet(ts, declarationList);
  return (isScoped || isFirst(ts, statement)) && isTheElement(view, value, read, list);
}

function isFirst(ts: View["ts"], statement: ts.Statement): boolean {
  return ts.isBlock(statement.parent) && statement.parent.statements[0] === statement;
}

/** The element itself: an assertion around it may go only when it says what the array's type says too. */
function isTheElement(
  view: View,
  value: ts.Expression,
  read: ts.Expression | undefined,
  list: ts.Expression,
): boolean {
  const { ts } = view;
  if (unwrap(ts, value) !== read) return false;
  const inner = ts.isParenthesizedExpression(value) ? value.expression : value;
  if (inner === read || ts.isNonNullExpression(inner)) return true;
  if (!ts.isAsExpression(inner) || inner.expression !== read) return false;
  const parameter = variableAt(view, unwrap(ts, list))?.declaration.parent;
  const type = parameter && ts.isParameter(parameter) ? parameter.type : undefined;
  const element = type && ts.isTypeOperatorNode(type) ? type.type : type;
  return (
    element !== undefined &&
    ts.isArrayTypeNode(element) &&
    textOf(view, element.elementType) === textOf(view, inner.type)
  );
}
