import type ts from "typescript";
import { protocols } from "../../kind";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { wouldCollide } from "../support/control";
import { Edits } from "../support/edits";
import { isRightBefore, localOf } from "../support/loops";
import { ownDescendants } from "../support/nodes";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `const it = source[Symbol.asyncIterator](); try { while (true) {… await it.next() …} } finally { await it.return?.(); }`
 * → the same without `try`
 *
 * Condition: `mayCloseSource`; the `finally` does nothing but close the iterator, which is opened right before the `try`; the block is
 * one endless loop that starts with `await it.next()`. The loop becomes a `for await`, which closes the source itself when it is left early
 * or by an error of its body, and does not when the source is done or fails.
 */
export const dropClosingFinally = definePass("drop-closing-finally", (view) => {
  const { ts, context } = view;
  if (!context.mayCloseSource) return undefined;
  for (const node of ownDescendants(ts, view.fn)) {
    if (!ts.isTryStatement(node) || node.catchClause || !node.finallyBlock || !ts.isBlock(node.parent))
      continue;
    const closed = closedBy(view, node.finallyBlock);
    const variable = closed && variableAt(view, closed);
    const local = variable && localOf(view, variable);
    if (!variable || !local || variable.uses.length !== 2 || !isRightBefore(view, local.statement, node))
      continue;
    const { symbol } = protocols[context.kind ?? "async"];
    if (!local.declaration.initializer?.getText().endsWith(`[Symbol.${symbol}]()`)) continue;
    if (!drawsFirst(view, node.tryBlock, variable.name) || wouldCollide(view, node.tryBlock.statements))
      continue;
    return new Edits(view).unwrap(startOf(view, node), node.tryBlock, node.end).done();
  }
  return undefined;
});

/** Reads `await it.return?.();`. */
function closedBy({ ts }: View, block: ts.Block): ts.Expression | undefined {
  const [only, ...others] = block.statements;
  if (!only || others.length > 0 || !ts.isExpressionStatement(only)) return undefined;
  const awaited = unwrap(ts, only.expression);
  const call = ts.isAwaitExpression(awaited) ? unwrap(ts, awaited.expression) : awaited;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  return call.expression.name.text === "return" ? call.expression.expression : undefined;
}

function drawsFirst(view: View, block: ts.Block, name: string): boolean {
  const { ts } = view;
  const [loop, ...others] = block.statements;
  if (!loop || others.length > 0 || !ts.isWhileStatement(loop)) return false;
  const [first] = statementsOf(ts, loop.statement);
  return (
    first !== undefined &&
    ts.isVariableStatement(first) &&
    textOf(view, first).includes(`= ${protocols[view.context.kind ?? "async"].wait}${name}.next()`)
  );
}
