import type ts from "typescript";
import type { Unseen } from "./out-of-sight";

/**
 * How code draws from an iterable or iterator (contract.md, "Words").
 *
 * - `loop`: `for await`, `yield*` or `Array.fromAsync`; serial by construction.
 * - `serial-next`: manual `next()` calls, each awaited before the next one, never again after a failure, and after done only
 *   where `mayAskAfterDone` says so.
 * - `manual-next`: any other manual `next()` call; the flags say what may happen.
 * - `member`: uses a member other than the protocol's, or calls `return()`/`throw()` by hand.
 * - `inspection`: looks at it as an object, whatever that is: `Object.keys(x)`, `console.log(x)`, `new Proxy(x, …)`.
 * - `type`: a type position.
 * - `identity`: `instanceof`, `extends`, decorators, static members, comparison: needs the class itself.
 * - `opens`: reads `[Symbol.asyncIterator]` by hand without calling it there.
 * - `escapes`: goes where the tool cannot follow (stored, passed to code out of sight, returned from an exported function).
 */
export type ConsumerKind =
  | "loop"
  | "serial-next"
  | "manual-next"
  | "member"
  | "inspection"
  | "type"
  | "identity"
  | "opens"
  | "escapes";

/** Stands for a member's name where all own members are copied: `{ ...iterator }`. */
export const everyMember = "...";

/** One use of an instance, or of the symbol that makes instances. */
export interface Consumer {
  readonly kind: ConsumerKind;
  /** The node to show to a person. */
  readonly node: ts.Node;
  /** For loops: the instance is made in the head of the loop itself: nothing runs between making and drawing. */
  readonly immediate?: boolean;
  /**
   * For loops: it may be left before the end, by `break`, `return`, `throw`, an outward `continue`, a `yield` that never comes
   * back, or an error in the body; `false` only when the body can do none of these.
   */
  readonly leavesEarly?: boolean;
  /** For loops: an iterable hands it out as its iterator, so that the loop calls its `next()` and nothing else. */
  readonly asIterator?: boolean;
  /** For loops: over what `[Symbol.asyncIterator]()` gave when it was called by hand, and what may be drawn from elsewhere, or again. */
  readonly isOfRedrawn?: boolean;
  /** The member's name, for `member`; {@link everyMember} where all own members are copied. */
  readonly member?: string;
  /** For next(), `member` and `identity`: of what `[Symbol.asyncIterator]()` gave, not of the iterable itself. */
  readonly isOfOpened?: boolean;
  /** For `member`: only whether it is there is looked at. */
  readonly isTested?: boolean;
  /**
   * For next() and loops: a call may be made before the last one has settled, by this place or by another one that draws from the
   * same instance.
   */
  readonly mayOverlap?: boolean;
  /** For next(): a call may be made after the iterator has said done. For loops: `false` where it is known that it is never so. */
  readonly mayAskAfterDone?: boolean;
  /** For next(): a call may be made after one has failed. For loops: `false` where it is known that it is never so. */
  readonly mayAskAfterError?: boolean;
  /** For loops: `false` where it is known that nothing draws from the instance once the loop has been left. */
  readonly isDrawnAfter?: boolean;
  /** For what draws from an iterator that was opened by hand: the same as if nothing else drew from the iterable. */
  readonly alone?: Consumer;
  /** For next(): a call passes an argument. */
  readonly passesArgument?: boolean;
  /** For `escapes`: only because an exported function of a public package returns it. */
  readonly publicApi?: boolean;
  /** For `escapes`: each who gets it there gets one of its own, which is none of those that are drawn from in sight. */
  readonly isAnother?: boolean;
  /** For `escapes`: what opens it is put on an object that other code may have as well. */
  readonly isHolder?: boolean;
}

/** Everything that draws from one expression that makes an instance (`new X(…)`, `x()`, an object literal). */
export interface InstanceUse {
  /** The expression that makes the instance. */
  readonly origin: ts.Expression;
  readonly consumers: readonly Consumer[];
  /**
   * Provably at most one execution of one loop (or of one manual loop, or of one straight line of `next()` calls) draws from each
   * instance. `false` also when an instance escapes.
   */
  readonly drawnOnce: boolean;
  /** The same for those instances that are drawn from in sight; others of the same origin may go out of sight. */
  readonly drawnOnceInSight?: boolean;
  /** Code calls `[Symbol.asyncIterator]()` by hand, and may do something else before it draws, or never draw. */
  readonly isOpenedByHand?: boolean;
  /** A function gives it to callers of which one draws nothing. */
  readonly mayStayIdle?: boolean;
}

/** All that the project does with a site. */
export interface Usage {
  readonly instances: readonly InstanceUse[];
  /** Uses of the symbol itself that make no instance: types, `instanceof`, `extends`, escapes of the class or function. */
  readonly symbolUses: readonly Consumer[];
  /** The project can be searched as a whole; otherwise there may be consumers that nobody knows of. */
  readonly complete: boolean;
  /** The name of a member of JavaScript, which may be called on a value whose type nobody knows: why it is not complete. */
  readonly untyped?: ts.Node;
  /** Where the project itself keeps uses from being found: why it is not complete. */
  readonly lost?: Unseen;
}

/** @returns what draws from the instances, or does anything else with them, all of them together */
export function consumersOf({ instances }: Pick<Usage, "instances">): Consumer[] {
  return instances.flatMap(({ consumers }) => consumers);
}

/** @returns a consumer that is more than a loop: who draws by hand, looks at the iterator, or takes it out of sight */
export function beyondLoops(usage: Pick<Usage, "instances">): Consumer | undefined {
  return consumersOf(usage).find(
    (consumer) => consumer.kind !== "loop" && consumer.kind !== "type" && !isTestOfOpener(consumer),
  );
}

/** `if (rows[Symbol.asyncIterator])`, as one asks before a loop */
function isTestOfOpener({ isTested, member }: Consumer): boolean {
  return isTested === true && member?.startsWith("@@") === true;
}
