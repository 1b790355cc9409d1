import type ts from "typescript";
import { isAsserted, statementsOf, unwrap } from "../../syntax/nodes";
import { commentsWithin, Edits, indentAt } from "../support/edits";
import { isConst, ownDescendants, siblingsOf } from "../support/nodes";
import { closesQuietly } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `for (const item of page) { yield item; }` → `yield* page;`
 * `for await (const item of source) { yield item; }` → `yield* source;`
 *
 * Condition: the body is only this `yield`, whose answer nobody takes. What `yield*` does otherwise:
 * - It hands `throw()` on to the inner iterator: not when the original has a `throw()` (`hasThrow`); otherwise nobody calls it.
 * - It hands `return(value)` on and gives the inner answer as its own: the same for arrays, maps, sets and strings; for a source only
 *   with `finalValueUnused`, since the answer of the source's `return()` may carry another value.
 * - It hands `next(value)` on: arrays and the like take no notice, and lowering leaves no generator that a value is sent to.
 * - It does not await the source's values: a value that can be a thenable is refused before it comes to this (`awaits-values`). Over a
 *   sync iterable it does await, as `yield` does.
 * - It closes its source when left early, as `for await` does. In an async generator a `for` over anything but an array or the like stays.
 *
 * What is said above the `yield` is said above the `yield*`.
 */
export const relayToDelegate = definePass("relay-to-delegate", (view) => {
  const { ts, context } = view;
  if (context.hasThrow === true || context.objectsToDelegates === true) return undefined;
  for (const loop of ownDescendants(ts, view.fn)) {
    const only = ts.isForOfStatement(loop) ? relayedBy(view, loop) : undefined;
    if (!ts.isForOfStatement(loop) || !only) continue;
    const isSource = loop.awaitModifier !== undefined || context.kind === "sync";
    const isSame = closesQuietly(view, loop.expression) || (isSource && context.finalValueUnused);
    if (loop.awaitModifier ? !context.finalValueUnused : !isSame) continue;
    const indent = indentAt(view, startOf(view, loop));
    const said = siblingsOf(ts, loop)
      ? commentsWithin(view, { start: loop.expression.end, end: startOf(view, only) })
      : [];
    const lines = [...said, `yield* ${textOf(view, loop.expression)};`];
    return new Edits(view).replaceNode(loop, lines.join(`\n${indent}`)).done();
  }
  return undefined;
});

/** @returns the `yield` that is all that the loop does */
function relayedBy(view: View, loop: ts.ForOfStatement): ts.Statement | undefined {
  const { ts } = view;
  const { initializer } = loop;
  if (!ts.isVariableDeclarationList(initializer) || !isConst(ts, initializer)) return undefined;
  const [declaration] = initializer.declarations;
  const [only, ...others] = statementsOf(ts, loop.statement);
  if (!declaration || !ts.isIdentifier(declaration.name) || !only || others.length > 0) return undefined;
  if (!ts.isExpressionStatement(only) || !ts.isYieldExpression(only.expression)) return undefined;
  const { asteriskToken, expression } = only.expression;
  if (asteriskToken || !expression || isAsserted(ts, expression)) return undefined;
  const value = unwrap(ts, expression);
  const isElement =
    ts.isIdentifier(value) &&
    value.text === declaration.name.text &&
    startOf(view, value) > loop.expression.end;
  return isElement ? only : undefined;
}
