import type ts from "typescript";
import type { InstanceUse, Usage } from "../consumer";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { isJavaScript, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Flow } from "./draw";
import { follow } from "./follow";
import { atOrigin, noMemory } from "./follow-context";
import { thisIn } from "./follow-holder";
import { ownThis } from "./follow-this";
import { type Making, makersOf } from "./makers";
import { settle } from "./settle";
import { ownOpener, subclassAt, usesInside } from "./subclasses";

/** What is known of a class that is followed. */
export interface TracedClass {
  /** It inherits from `Iterator`. */
  readonly hasHelpers?: boolean;
  /** Tells of a place that names it whether that is part of the class. */
  readonly isOwn?: (node: ts.Node) => boolean;
}

/**
 * Follows what the project does with a class or a function that makes iterators or iterables.
 *
 * @param nameNode - the name in its declaration
 * @param makes - "new": `new X(…)` makes an instance; "call": `x(…)` does
 * @param kind - the protocol by which values are drawn
 * @param more - what is known of the class
 */
export function traceSymbol(
  ts: TypeScript,
  facts: Facts,
  nameNode: ts.Node,
  makes: Making,
  kind: IteratorKind,
  { hasHelpers = false, isOwn = () => false }: TracedClass = {},
): Usage {
  const context = { ts, facts, kind, path: [], hasHelpers };
  const { origins, symbolUses: all, complete, untyped, lost } = makersOf(context, nameNode, makes);
  const symbolUses = all.filter(({ node }) => !isOwn(node));
  const instances = origins.map(({ expression, isPromised }) =>
    settle(context, expression, follow({ ...context, memory: noMemory() }, atOrigin(expression, isPromised))),
  );
  const isLost = symbolUses.some(({ kind }) => kind === "escapes");
  const heirs = symbolUses.flatMap(({ node }) => subclassAt(ts, node) ?? []);
  const inherited = heirs.map((subclass) => traceSubclass(ts, facts, subclass, kind));
  return {
    instances: [...instances, ...inherited.flatMap((usage) => usage.instances)],
    symbolUses,
    complete: complete && !isLost && inherited.every((usage) => usage.complete),
    ...(untyped && { untyped }),
    ...(lost && { lost }),
  };
}

/** Follows the instances of a subclass, as far as they open iterators of the class it extends. */
function traceSubclass(
  ts: TypeScript,
  facts: Facts,
  subclass: ts.ClassLikeDeclaration,
  kind: IteratorKind,
): Pick<Usage, "instances" | "complete"> {
  const inside = usesInside(ts, subclass, kind);
  const own = inside ? [inside] : [];
  if (ownOpener(ts, subclass, kind)) return { instances: own, complete: true };
  const { name } = subclass;
  if (!name) return { instances: own, complete: false };
  const { instances, complete } = traceSymbol(ts, facts, name, "new", kind);
  return { instances: [...own, ...instances], complete };
}

/**
 * Follows the value of one expression.
 *
 * @param expression - what makes the instance: `new X(…)`, a call, an object literal
 */
export function traceInstance(
  ts: TypeScript,
  facts: Facts,
  expression: ts.Expression,
  kind: IteratorKind,
): InstanceUse {
  const context = { ts, facts, kind, path: [], memory: noMemory() };
  return settle(context, expression, follow(context, atOrigin(expression)));
}

/**
 * Follows what an iterable does with itself: `for (const row of this)`, `this[Symbol.iterator]()`, `drain(this)`.
 *
 * @param parts - its methods and what else of it has it for its `this`
 */
export function traceItself(
  ts: TypeScript,
  facts: Facts,
  parts: readonly ts.Node[],
  kind: IteratorKind,
): readonly InstanceUse[] {
  const context = { ts, facts, kind, path: [] };
  return parts
    .flatMap((part) => {
      const own = new Set(ownThis(ts, part));
      return thisIn(ts, part).map((self) => ({ self, isOwn: own.has(self) && !isStrungOn(ts, part, self) }));
    })
    .map(({ self, isOwn }) =>
      settle(context, self, ofOpenedAlone(follow({ ...context, memory: noMemory() }, atOrigin(self)), isOwn)),
    )
    .filter(({ consumers }) => consumers.length > 0);
}

/**
 * `return this;` of a method in JavaScript, whose calls cannot be found by its name. Where the object is followed to such a call, it is
 * followed on from there.
 */
function isStrungOn(ts: TypeScript, part: ts.Node, self: ts.Expression): boolean {
  return isJavaScript(part) && !ts.isAccessor(part) && ts.isReturnStatement(wrapped(ts, self).parent);
}

/**
 * What is done with a member, `next` among them, is done with one of the iterable's own.
 *
 * @param isOwn - it is the iterable for certain that goes there
 */
function ofOpenedAlone(flow: Flow, isOwn: boolean): Flow {
  return {
    ...flow,
    draws: flow.draws.filter((draw) => draw.kind === "loop" || draw.isOfOpened === true),
    others: flow.others.filter(
      ({ kind, isOfOpened, publicApi }) =>
        isOfOpened === true || kind === "opens" || (isOwn && kind === "escapes" && publicApi !== true),
    ),
  };
}
