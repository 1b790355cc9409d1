import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Members } from "../engine/detect/members";
import { waitersOf, type Waiter } from "../engine/describe/waiters";
import { some, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Report, type RuleContext } from "./rule";
import { ownMethod } from "./support/called";
import { mentionsHandRolled } from "./support/mentions";

export const noHangingReturn = defineRule({
  id: "no-hanging-return",
  code: 990_016,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow a `return()` that leaves a pending `next()` unsettled for ever",
  why: `\`return()\` is how somebody else ends the sequence while a loop waits for the next element. If it lets go of the source
and does not settle what is pending, that loop waits for ever, without an error and without its \`finally\`.`,
  messages: {
    hanging:
      "return() of {{label}} does not settle the next() that may be waiting in '{{place}}': it hangs for ever",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportOn(context, iterator) ?? []),
});

function reportOn({ ts }: RuleContext, { label, model }: DescribedIterator): Report<"hanging"> | undefined {
  const { iterator } = model.site;
  const next = iterator?.methods.get("next");
  const close = iterator?.methods.get("return");
  const at = close?.member.name;
  if (!iterator || !next || !close || !at) return undefined;
  const waiters = waitersOf(ts, next.fn).filter((waiter) => isSettledFromOutside(ts, waiter));
  const [waiter] = waiters;
  const reached = reachedFrom(ts, iterator, close.fn.body);
  if (!waiter || !reached || waiters.some(({ name }) => isMentioned(ts, reached, name))) return undefined;
  return { message: "hanging", data: { label, place: waiter.place }, label, at };
}

/** Nothing but the place where it is kept gets the promise to settle: no timer, no signal, no race with another one. */
function isSettledFromOutside(ts: TypeScript, { promise, executor, node }: Waiter): boolean {
  const isRaced = ts.isArrayLiteralExpression(promise.parent) || ts.isCallExpression(promise.parent);
  const hasMore = some(
    ts,
    executor.fn.body,
    (other) => other !== node && (ts.isCallExpression(other) || ts.isNewExpression(other)),
  );
  return !isRaced && !hasMore;
}

/** What lets go of a source and tells nobody. */
const detaching =
  /^(?:off|removeListener|removeAllListeners|removeEventListener|unsubscribe|clearTimeout|clearInterval|delete|resolve|log|debug)$/;

/** @returns the code that runs in `return()`; `undefined` where it calls something that may well settle what is pending */
function reachedFrom(ts: TypeScript, members: Members, body: ts.Node): readonly ts.Node[] | undefined {
  const reached: ts.Node[] = [body];
  // Grows while it is gone through: each body may call the next method.
  for (const part of reached) {
    for (const call of callsIn(ts, part)) {
      const own = ownMethod(ts, members, call)?.body;
      if (!own && !isDetaching(ts, call)) return undefined;
      if (own && !reached.includes(own)) reached.push(own);
    }
  }
  return reached;
}

function callsIn(ts: TypeScript, root: ts.Node): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  walk(ts, root, (node) => {
    if (ts.isCallExpression(node)) calls.push(node);
  });
  return calls;
}

function isDetaching(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return detaching.test(name.getText());
}

function isMentioned(ts: TypeScript, parts: readonly ts.Node[], name: string): boolean {
  return parts.some((part) =>
    some(ts, part, (node) => (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name),
  );
}
