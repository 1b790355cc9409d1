import type ts from "typescript";
import { wouldCollide } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { statementsOf } from "../../syntax/nodes";
import { localOf } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `try {…} finally {}` → `…`, `try {…} catch (e) { throw e; }` → `…`, and the same with only one of two handlers to spare.
 *
 * `try { try {…} catch {…} } finally {…}` → `try {…} catch {…} finally {…}`
 *
 * `try { throw error; } finally { throw error; }` → `throw error;`
 *
 * `found: try {…} finally {}` → `found: {…}`
 *
 * `const pending = read(); try { const row = await pending; … } finally {}` → `const row = await read(); …`
 *
 * Condition: one `try` is all that the other holds, and the one has the `catch` and the other the `finally`; or the `finally` block is empty, or the `catch` throws the very error it caught and nothing else, or either block does nothing but throw what one name holds; no name of the block
 * means something else outside it. A promise that is begun right before it and waited for first in it is begun there.
 */
export const simplifyTry = definePass("simplify-try", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isTryStatement(node)) continue;
    const { tryBlock, catchClause, finallyBlock } = node;
    const nested = catchClause ? undefined : merged(view, tryBlock);
    if (nested) return nested;
    const isCatchIdle = catchClause !== undefined && rethrows(ts, catchClause);
    const isFinallyIdle = finallyBlock?.statements.length === 0 || throwsTheSame(ts, node);
    if (!isCatchIdle && !isFinallyIdle) continue;
    const isBare =
      (catchClause === undefined || isCatchIdle) && (finallyBlock === undefined || isFinallyIdle);
    if (!isBare)
      return isCatchIdle ? without(view, tryBlock, catchClause) : without(view, catchClause, finallyBlock);
    if (ts.isLabeledStatement(node.parent)) {
      const bare = withoutHandlers(view, node);
      if (bare) return bare;
    }
    if (!ts.isBlock(node.parent) || wouldCollide(view, tryBlock.statements)) continue;
    const edits = new Edits(view).unwrap(startOf(view, node), tryBlock, node.end);
    const held = heldFor(view, node);
    if (held) edits.remove(held.statement).replaceNode(held.use, textOf(view, held.value));
    return edits.done();
  }
  return undefined;
});

interface Held {
  readonly statement: ts.VariableStatement;
  readonly value: ts.Expression;
  readonly use: ts.Identifier;
}

/** `const pending = read(); try { const row = await pending; …`: begun before the `try`, so that no handler would see that fail. */
function heldFor(view: View, statement: ts.TryStatement): Held | undefined {
  const { ts } = view;
  const [first] = statement.tryBlock.statements;
  const waiting = first && awaitedFirst(ts, first);
  const variable = waiting && variableAt(view, waiting.expression);
  const local = variable && localOf(view, variable);
  const value = local?.declaration.initializer;
  if (!variable || !value || local.declaration.type || !/^pending\d*$/.test(variable.name)) return undefined;
  const siblings = siblingsOf(ts, statement);
  const at = siblings?.indexOf(statement) ?? 0;
  const before = siblings?.slice(0, at).findLast((one) => !isEmptyLet(ts, one));
  const isRightBefore = before === local.statement;
  const isCall = ts.isLeftHandSideExpression(value);
  const [use, ...more] = variable.uses;
  const isSaid = commentsWithin(view, {
    start: startOf(view, local.statement),
    end: startOf(view, statement),
  });
  if (!isRightBefore || !isCall || !use || more.length > 0 || isSaid.length > 0) return undefined;
  return { statement: local.statement, value, use: use.node };
}

/** `let row;`, which had to be declared before the `try` as well */
function isEmptyLet(ts: View["ts"], statement: ts.Statement): boolean {
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : undefined;
  return declared?.every(({ initializer, name }) => !initializer && ts.isIdentifier(name)) === true;
}

/** `await pending;`, `const row = await pending;` or `row = await pending;` */
function awaitedFirst(ts: View["ts"], statement: ts.Statement): ts.AwaitExpression | undefined {
  const [only, ...others] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const said = ts.isExpressionStatement(statement) ? statement.expression : only?.initializer;
  const value = asAssignment(ts, statement)?.value ?? said;
  return value && others.length === 0 && ts.isAwaitExpression(value) ? value : undefined;
}

/** The inner `try … catch` takes the place of the outer `try` block. */
function merged(view: View, tryBlock: ts.Block) {
  const { ts } = view;
  const [only, ...others] = tryBlock.statements;
  if (!only || others.length > 0 || !ts.isTryStatement(only) || only.finallyBlock) return undefined;
  return new Edits(view).unwrap(startOf(view, tryBlock.parent), tryBlock, tryBlock.end).done();
}

/** `catch (e) { throw e; }` */
function rethrows(ts: View["ts"], { variableDeclaration, block }: ts.CatchClause): boolean {
  const [only, ...others] = statementsOf(ts, block);
  if (!only || others.length > 0 || !ts.isThrowStatement(only) || !variableDeclaration) return false;
  const { name } = variableDeclaration;
  return ts.isIdentifier(name) && ts.isIdentifier(only.expression) && only.expression.text === name.text;
}

/** Both blocks throw what the same variable holds, and do nothing else. */
function throwsTheSame(ts: View["ts"], { tryBlock, catchClause, finallyBlock }: ts.TryStatement): boolean {
  const [tried, last] = [tryBlock, finallyBlock].map((block) => block && nameThrown(ts, block));
  return catchClause === undefined && tried !== undefined && tried === last;
}

function nameThrown(ts: View["ts"], block: ts.Block): string | undefined {
  const [only, ...others] = block.statements;
  if (!only || others.length > 0 || !ts.isThrowStatement(only)) return undefined;
  return ts.isIdentifier(only.expression) ? only.expression.text : undefined;
}

/** `found: try {…} catch (e) { throw e; }` → `found: {…}` */
function withoutHandlers(view: View, { tryBlock, end }: ts.TryStatement) {
  const start = startOf(view, tryBlock.parent);
  if (commentsWithin(view, { start: tryBlock.end, end }).length > 0) return undefined;
  return new Edits(view)
    .replace({ start, end: startOf(view, tryBlock) }, "")
    .replace({ start: tryBlock.end, end }, "")
    .done();
}

/** Takes a handler away; one that holds a comment stays. */
function without(view: View, before: ts.Node | undefined, part: ts.Node | undefined) {
  if (!before || !part || commentsWithin(view, { start: before.end, end: part.end }).length > 0)
    return undefined;
  return new Edits(view).replace({ start: before.end, end: part.end }, "").done();
}
