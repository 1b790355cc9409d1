import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Method } from "../engine/detect/members";
import { waitersOf, type Waiter } from "../engine/describe/waiters";
import { accessKind, some, unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Report, type RuleContext } from "./rule";
import { mentionsHandRolled } from "./support/mentions";

export const noOverwrittenWaiter = defineRule({
  id: "no-overwritten-waiter",
  code: 990_014,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow keeping the `resolve` of a pending `next()` where a second `next()` overwrites it",
  why: `The protocol lets callers ask for the next element before they have the last one, and helpers that read ahead do. With
room for one waiter, the second call overwrites the first, which then never settles: its caller hangs without an error.`,
  messages: {
    overwritten:
      "A second pending next() overwrites '{{place}}', and the promise of the first never settles: keep a queue of waiters",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn({ ts }: RuleContext, { label, model }: DescribedIterator): Report<"overwritten">[] {
  const next = model.site.iterator?.methods.get("next");
  if (!next) return [];
  const found = waitersOf(ts, next.fn).filter(
    (waiter) => waiter.kept === "alone" && !isGuarded(ts, next, waiter),
  );
  if (found.length === 0 || isDrawnInTurn({ model })) return [];
  const onePerPromise = found.filter(
    (waiter, index) => found.findIndex(({ promise }) => promise === waiter.promise) === index,
  );
  return onePerPromise.map((waiter) => ({
    message: "overwritten",
    data: { place: waiter.place },
    label,
    at: targetOf(ts, waiter),
  }));
}

function targetOf(ts: TypeScript, { node }: Waiter): ts.Node {
  return ts.isBinaryExpression(node) ? node.left : node;
}

/** `next()` looks at the place before, or shares its promise: `this.pending ??= new Promise(…)`. */
function isGuarded(ts: TypeScript, { fn }: Method, waiter: Waiter): boolean {
  const { promise, place } = waiter;
  const target = targetOf(ts, waiter);
  const isLookedAt = some(
    ts,
    fn.body,
    (node) =>
      (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) &&
      node.pos < target.pos &&
      node.getText() === place &&
      accessKind(ts, node) !== "write",
  );
  return isLookedAt || isKept(ts, promise);
}

/** The promise is kept as well, so that the next call can find it: `this.pending ??= new Promise(…)`. */
function isKept(ts: TypeScript, promise: ts.Expression): boolean {
  let outer: ts.Node = promise.parent;
  while (ts.isExpression(outer) && !ts.isAwaitExpression(outer)) {
    if (ts.isBinaryExpression(outer) && !ts.isIdentifier(unwrap(ts, outer.left))) return true;
    outer = outer.parent;
  }
  return false;
}

/** Every consumer is in sight and none asks before it has the last answer. */
function isDrawnInTurn({ model }: Pick<DescribedIterator, "model">): boolean {
  const { instances, complete } = model.usage;
  const consumers = instances.flatMap((instance) => instance.consumers);
  return (
    complete &&
    consumers.length > 0 &&
    consumers.every(({ kind, mayOverlap }) => /^(?:loop|serial-next|type)$/.test(kind) && mayOverlap !== true)
  );
}
