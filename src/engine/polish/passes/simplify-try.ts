import type ts from "typescript";
import { wouldCollide } from "../support/control";
import { commentsWithin, Edits } from "../support/edits";
import { statementsOf } from "../../syntax/nodes";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, type View } from "../support/view";

/**
 * `try {…} finally {}` → `…`, `try {…} catch (e) { throw e; }` → `…`, and the same with only one of two handlers to spare.
 *
 * `try { try {…} catch {…} } finally {…}` → `try {…} catch {…} finally {…}`
 *
 * `try { throw error; } finally { throw error; }` → `throw error;`
 *
 * `found: try {…} finally {}` → `found: {…}`
 *
 * Condition: one `try` is all that the other holds, and the one has the `catch` and the other the `finally`; or the `finally` block is empty, or the `catch` throws the very error it caught and nothing else, or either block does nothing but throw what one name holds; no name of the block
 * means something else outside it.
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
    return new Edits(view).unwrap(startOf(view, node), tryBlock, node.end).done();
  }
  return undefined;
});

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
