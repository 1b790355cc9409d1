import type { Consumer, InstanceUse } from "../consumer";
import type { Site } from "../detect/site";
import { say } from "../say";
import { spanOf } from "../targets/common";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { isCalledBetween } from "./closed-by-hand";
import type { ConsumerQuestion } from "./consumer-question";
import { isMadeForCaller } from "./consumers";
import { polledUse } from "./polled";
import { settlingUse } from "./settling";
import { unseenUse } from "./unseen-waking";
import { wakingUse } from "./waking";
import type { Waking } from "./woken";

/*
 * `queued-return`: does `return()` do something to what a pending `next()` waits for? What is sure to end the wait is refused, and what may
 * is a review, unless nobody calls `return()` while a `next()` is pending: loops do not, be they in sight or declared for what is out of it.
 */

/** Who draws, and from what: from the generator itself or from the object that opens one for each. */
export type Drawing = Pick<ConsumerQuestion, "relation" | "usage" | "options">;

/** @returns the reasons that go by who draws */
export function judgeQueuedReturn(ts: TypeScript, site: Site, drawing: Drawing): Reason[] {
  if (isDrawnInTurn(ts, drawing)) return [];
  return [
    ...judgeStoppingReturn(ts, site),
    ...judgeReturn(ts, site, unseenUse, mayStopWait),
    ...judgeReturn(ts, site, polledUse, changesWait),
  ];
}

/** @returns the reason to refuse a `return()` that settles the very promise that a pending `next()` waits for, whoever draws */
export function judgeSettlingReturn(ts: TypeScript, site: Site): Reason[] {
  return judgeReturn(ts, site, settlingUse);
}

/** @returns the reason to refuse a `return()` that stops what a pending `next()` waits for */
export function judgeStoppingReturn(ts: TypeScript, site: Site): Reason[] {
  return judgeReturn(ts, site, wakingUse);
}

function judgeReturn(
  ts: TypeScript,
  site: Site,
  use: typeof wakingUse,
  { verdict, message }: Queued = stopsWait,
): Reason[] {
  const next = site.iterator?.methods.get("next");
  const returns = site.iterator?.methods.get("return");
  const found = next && returns && use(ts, site, next, returns);
  if (!found) return [];
  return [{ code: "queued-return", message: message(calledBy(ts, found)), verdict, at: spanOf(found.node) }];
}

/**
 * Nobody calls `return()` while a `next()` is pending. Of what nobody draws from at all, yet, nothing is known, unless it is declared that
 * code outside the project draws one by one.
 */
function isDrawnInTurn(ts: TypeScript, { relation, usage, options }: Drawing): boolean {
  const { complete, instances, symbolUses } = usage;
  const isSerialOutside =
    options.outsideConsumers === "serial" && !symbolUses.some(({ kind }) => kind === "escapes");
  const isDrawn = instances.some(({ consumers }) => consumers.length > 0);
  const isKnown = (complete && isDrawn) || isSerialOutside;
  return isKnown && instances.every((instance) => neverCloseMidway(ts, instance, relation, isSerialOutside));
}

/**
 * Loops wait for a pending `next()` before they call `return()`, but not for that of another loop over the same generator; who draws by
 * hand one by one must not call it at all, and who loops not from elsewhere, as by a button that stops it.
 */
function neverCloseMidway(
  ts: TypeScript,
  instance: InstanceUse,
  relation: Relation,
  isSerialOutside: boolean,
): boolean {
  const { consumers } = instance;
  const isShared = ({ kind, mayOverlap, isOfRedrawn }: Consumer): boolean =>
    kind === "loop" && mayOverlap === true && (relation === "is-generator" || isOfRedrawn === true);
  if (consumers.some((loop) => isShared(loop) && loop.leavesEarly !== false)) return false;
  const closings = consumers.filter(({ kind, member }) => kind === "member" && member === "return");
  return consumers.every((consumer) => {
    switch (consumer.kind) {
      case "loop":
      case "type":
        return true;
      case "member":
        return (
          !closings.includes(consumer) ||
          consumer.isTested === true ||
          isCalledBetween(ts, consumer, instance)
        );
      case "serial-next":
        return closings.length === 0;
      case "escapes":
        return isSerialOutside && consumer.publicApi === true && isMadeForCaller(ts, instance, consumer.node);
      default:
        return false;
    }
  });
}

/** What there is to say of a `return()` that has to do with what a pending `next()` waits for. */
interface Queued {
  readonly verdict: "refused" | "review";
  /** @param by - what stands in `return()` and does it */
  readonly message: (by: string) => string;
}

const stopsWait: Queued = {
  verdict: "refused",
  message: (by) =>
    say(
      "return() stops what a pending next() waits for, by '{0}'; a generator's return() would wait for it instead",
      by,
    ),
};

/** Neither what `return()` does nor what `next()` waits for can be seen. */
const mayStopWait: Queued = {
  verdict: "review",
  message: (by) =>
    say(
      "return() calls '{0}', which may end what a pending next() waits for; a generator's return() would wait for it",
      by,
    ),
};

/** A pending `next()` comes to an end by itself, or with what it waits for, but earlier or otherwise than without `return()`. */
const changesWait: Queued = {
  verdict: "review",
  message: (by) =>
    say(
      "return() changes what a pending next() still looks at, by '{0}'; a generator's return() would wait for it",
      by,
    ),
};

/** What stands in `return()` and does it, or leads to what does: `this.stop()` */
function calledBy(ts: TypeScript, { node, by }: Waking): string {
  const doing = by ?? node;
  const called = ts.isCallExpression(doing) ? `${doing.expression.getText()}()` : doing.getText();
  return called.replace(/\s+/g, "");
}
