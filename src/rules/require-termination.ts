import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Consumer } from "../engine/consumer";
import { annotationOf } from "../engine/describe/annotation";
import { canListComplete } from "../engine/syntax/completion";
import { memberKey } from "../engine/syntax/keys";
import { ancestor, isAssignmentOperator, someOwn, type FunctionWithBody } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule } from "./rule";
import { mayInheritReturn } from "./support/early-exit";
import { mentionsHandRolled } from "./support/mentions";

export const requireTermination = defineRule({
  id: "require-termination",
  code: 990_002,
  defaultSeverity: "warning",
  recommended: true,
  fixes: [],
  description: "Require that `next()` can say `done: true`",
  why: `A \`next()\` whose every result has \`done: false\` never ends the loop over it. What stands behind the loop is never
reached, and whoever collects the elements fills the memory.`,
  messages: {
    endless:
      "next() of {{label}} never gives 'done: true', so a loop over it never ends; if that is meant, say so with the type 'AsyncIterator<T, never>'",
  },
  mentions: mentionsHandRolled,
  check: ({ ts, iterators }) =>
    iterators.flatMap((iterator) => {
      const { label, anchor, model } = iterator;
      const next = model.site.iterator?.methods.get("next");
      if (!next || !isEndless(ts, iterator, next.fn) || isMeant(ts, iterator)) return [];
      return [{ message: "endless" as const, data: { label }, label, at: next.member.name ?? anchor }];
    }),
});

/** Every way out gives an element: none ends, fails, or leaves it to somebody else. */
function isEndless(ts: TypeScript, { model }: DescribedIterator, fn: FunctionWithBody): boolean {
  const exits = model.exits.filter(({ kind }) => kind !== "again");
  if (exits.length === 0 || exits.some((exit) => exit.kind !== "yield" || mayEnd(ts, exit.extras)))
    return false;
  return !ts.isBlock(fn.body) || !canListComplete(ts, fn.body.statements);
}

/** `get done()` and `[key]: …` say something that is not known here. */
function mayEnd(ts: TypeScript, extras: readonly ts.Node[]): boolean {
  return extras.some((extra) => {
    const name = ts.isObjectLiteralElementLike(extra) ? extra.name : undefined;
    const key = name && memberKey(ts, name);
    return key === undefined || key === "done";
  });
}

/** The author says or shows that it goes on until somebody leaves the loop. */
function isMeant(ts: TypeScript, { model }: DescribedIterator): boolean {
  const { site } = model;
  if (annotationOf(ts, site)?.final === "never") return true;
  const close = site.iterator?.methods.get("return");
  if (close ? !isFormality(ts, close.fn) : site.iterator && mayInheritReturn(ts, site.iterator)) return true;
  const { instances, complete } = model.usage;
  const consumers = instances.flatMap((instance) => instance.consumers);
  return complete && consumers.length > 0 && consumers.every((consumer) => canStop(ts, consumer));
}

/** A `return()` that says done and nothing else is there for the type's sake. */
function isFormality(ts: TypeScript, { body }: FunctionWithBody): boolean {
  return !someOwn(ts, body, (node) => {
    if (ts.isCallExpression(node)) return !/^Promise\.resolve$/.test(node.expression.getText());
    return ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind);
  });
}

/** A loop with a way out of its own, or calls of `next()` by hand, which stop where their author wants. */
function canStop(ts: TypeScript, { kind, node }: Consumer): boolean {
  if (kind !== "loop") return kind !== "escapes";
  const loop = ts.isForOfStatement(node)
    ? node
    : ancestor(node, (candidate): candidate is ts.ForOfStatement => ts.isForOfStatement(candidate));
  return (
    loop !== undefined &&
    someOwn(
      ts,
      loop.statement,
      (inner) => ts.isBreakStatement(inner) || ts.isReturnStatement(inner) || ts.isThrowStatement(inner),
    )
  );
}
