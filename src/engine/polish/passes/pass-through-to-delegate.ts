import type ts from "typescript";
import { protocols } from "../../kind";
import { statementsOf, unwrap } from "../../syntax/nodes";
import { Edits } from "../support/edits";
import { asDeclaration, isEndless, ownDescendants } from "../support/nodes";
import { isStable } from "../support/values";
import { isRightBefore, localOf } from "../support/loops";
import { openedBy } from "../../syntax/opened-by";
import { definePass, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const result = await it.next(); if (result.done) return result.value; yield result.value; }`
 * → `return yield* it;`
 *
 * Condition: `mayCloseSource`, no `throw()` in the original, and an iterator that is its own iterable (known, or opened right before the loop by
 * `source[Symbol.asyncIterator]()`, which `yield*` calls itself). `yield*` gives what the source's `next()` gives, the final value included.
 * With `finalValueUnused` the loop over the source is made first, and this form does not occur.
 */
export const passThroughToDelegate = definePass("pass-through-to-delegate", (view) => {
  const { ts, context } = view;
  if (context.hasThrow === true || context.objectsToDelegates === true) return undefined;
  if (!context.mayCloseSource) return undefined;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.parent)) continue;
    const iterator = passedThrough(view, loop);
    if (iterator === undefined) continue;
    const variable = variableAt(view, iterator);
    const local = variable && localOf(view, variable);
    const initializer = local?.declaration.initializer;
    const { symbol } = protocols[context.kind ?? "async"];
    const source = initializer && openedBy(ts, unwrap(ts, initializer), symbol);
    if (variable && local && source) {
      if (variable.captured || variable.uses.length > 1 || !isRightBefore(view, local.statement, loop))
        continue;
      return new Edits(view)
        .remove(local.statement)
        .replaceNode(loop, `return yield* ${textOf(view, source)};`)
        .done();
    }
    if (!givesItself(view, iterator) || !isStable(view, iterator)) continue;
    return new Edits(view).replaceNode(loop, `return yield* ${textOf(view, iterator)};`).done();
  }
  return undefined;
});

function givesItself(view: View, iterator: ts.Expression): boolean {
  const known = view.context.factsOf(textOf(view, iterator));
  return (view.context.kind === "sync" ? known?.isSelfSyncIterator : known?.isSelfIterator) === true;
}

/** The iterator of a loop that does nothing but hand its results on. */
function passedThrough({ ts, ...rest }: View, loop: ts.WhileStatement): ts.Expression | undefined {
  const view = { ts, ...rest };
  const [first, guard, relay, ...others] = statementsOf(ts, loop.statement);
  const declaration = asDeclaration(ts, first);
  if (!declaration?.initializer || !guard || !relay || others.length > 0) return undefined;
  if (!ts.isIdentifier(declaration.name) || !ts.isIfStatement(guard) || guard.elseStatement) return undefined;
  const name = declaration.name.text;
  const [exit, ...more] = statementsOf(ts, guard.thenStatement);
  if (textOf(view, guard.expression) !== `${name}.done` || more.length > 0) return undefined;
  if (!exit || !ts.isReturnStatement(exit) || !exit.expression) return undefined;
  if (textOf(view, exit.expression) !== `${name}.value`) return undefined;
  if (!ts.isExpressionStatement(relay) || textOf(view, relay.expression) !== `yield ${name}.value`)
    return undefined;
  return drawnFrom(view, unwrap(ts, declaration.initializer));
}

/** Reads `await it.next()`, in a generator that is not async `it.next()`. */
function drawnFrom({ ts, context }: View, node: ts.Expression): ts.Expression | undefined {
  const call = context.kind === "sync" ? node : ts.isAwaitExpression(node) && unwrap(ts, node.expression);
  if (
    call === false ||
    !ts.isCallExpression(call) ||
    call.arguments.length > 0 ||
    !ts.isPropertyAccessExpression(call.expression)
  )
    return undefined;
  const { name, expression, questionDotToken } = call.expression;
  return name.text === "next" && !questionDotToken ? unwrap(ts, expression) : undefined;
}
