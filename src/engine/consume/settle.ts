import type ts from "typescript";
import type { Consumer, InstanceUse } from "../consumer";
import { ancestor, isWithin } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { TraceContext } from "./context";
import { type Draw, type Flow, type LoopDraw, type NextDraw, placeOfDraw, isLost } from "./draw";
import { passesNothing, serialLoop, settledNext } from "./next-loop";
import { chainOn } from "./result-chain";
import { type Order, orderOf } from "./order";
import { crossing, stopsErrors } from "./repetition";

/** One group of `next()` calls on one name, or one loop: what draws as a whole. */
interface Unit {
  readonly consumers: readonly Consumer[];
  readonly runsOnce: boolean;
}

/**
 * Judges all places that draw from an instance together.
 *
 * @param origin - the expression that makes it
 */
export function settle(context: TraceContext, origin: ts.Expression, flow: Flow): InstanceUse {
  const units = drawsOnceInChain(context, flow) ?? unitsOf(context, flow.draws);
  const lost = flow.others.filter(isLost);
  const isAllInSight = lost.length === 0 && flow.handedOut.length === 0;
  const order = isAllInSight ? orderOf(context, origin, flow.draws) : undefined;
  const survives = flow.handedOut.length > 0 || mayOutliveError(context, flow.draws);
  const isBusy = flow.draws.some((draw) => draw.crossing.elsewhere);
  const handedOut = flow.handedOut.map(({ use, isShared }) => {
    if (isShared || isBusy) return sharedUse(use, concurrent);
    return units.length > 0 ? sharedUse(use, (consumer) => shared(consumer, true)) : use;
  });
  const ownConsumers = units.flatMap(({ consumers }) => consumers);
  const consumers = [
    ...(order
      ? ownConsumers.map((consumer) => inOrder(consumer, order))
      : units.length > 1 || (units.length > 0 && handedOut.length > 0)
        ? ownConsumers.map((consumer) => shared(consumer, survives))
        : ownConsumers),
    ...handedOut.flatMap((use) => use.consumers),
    ...flow.others,
  ];
  const ownOnce = units.length <= 1 && units.every(({ runsOnce }) => runsOnce);
  const othersOnce = handedOut.every((use) => use.drawnOnce);
  const othersOnceInSight = handedOut.every((use) => use.drawnOnceInSight ?? use.drawnOnce);
  // Who makes it and draws from it before it goes out of sight draws from the same one.
  const isSharedOut = lost.some(({ isAnother }) => !isAnother || units.length > 0);
  const isOpenedByHand = flow.isOpenedByHand === true || handedOut.some((use) => use.isOpenedByHand);
  const mayStayIdle = handedOut.some((use) => use.mayStayIdle === true || !isDrawn(use));
  return {
    origin,
    consumers,
    drawnOnce: lost.length === 0 && ownOnce && othersOnce,
    drawnOnceInSight: !isSharedOut && ownOnce && othersOnceInSight,
    ...(isOpenedByHand && { isOpenedByHand }),
    ...(mayStayIdle && { mayStayIdle }),
  };
}

/**
 * `rows.next().then(show);` is all that is done with it: nobody waits for the call, but no other one comes after it, nor anything else that
 * could come between.
 */
function drawsOnceInChain(
  { ts, kind }: TraceContext,
  { draws, others, handedOut }: Flow,
): readonly Unit[] | undefined {
  const [draw, ...more] = draws;
  if (draw?.kind !== "next" || kind === "sync" || more.length > 0) return undefined;
  if (others.length > 0 || handedOut.length > 0 || draw.anchorRepeats) return undefined;
  const { call, isOfOpened, alone, crossing: between } = draw;
  const isRepeated = between.loops || between.calls || between.overlaps || between.retried;
  if (isRepeated || settledNext(ts, call, kind) || !chainOn(ts, call)?.handler) return undefined;
  const consumer: Consumer = {
    ...(alone && { alone }),
    ...(isOfOpened && { isOfOpened }),
    kind: "manual-next",
    node: call,
    passesArgument: !passesNothing(ts, call),
    mayOverlap: false,
    mayAskAfterDone: false,
    mayAskAfterError: false,
  };
  return [{ consumers: [consumer], runsOnce: true }];
}

function isDrawn({ consumers }: InstanceUse): boolean {
  return consumers.some(({ kind }) => kind === "loop" || kind.endsWith("-next"));
}

/** Callers are not the only ones who draw from it. */
function sharedUse(use: InstanceUse, lower: (consumer: Consumer) => Consumer): InstanceUse {
  return {
    ...use,
    consumers: use.consumers.map(lower),
    drawnOnce: use.drawnOnce && !isDrawn(use),
    drawnOnceInSight: (use.drawnOnceInSight ?? use.drawnOnce) && !isDrawn(use),
  };
}

/**
 * A loop or group is not alone: what was serial by itself may ask after the other has come to an end.
 *
 * @param survives - also after an error of the other
 */
function shared(consumer: Consumer, survives: boolean): Consumer {
  if (consumer.kind !== "serial-next" && consumer.kind !== "manual-next") return consumer;
  const mayAskAfterError = consumer.mayAskAfterError === true || survives;
  return { ...consumer, kind: "manual-next", mayAskAfterDone: true, mayAskAfterError };
}

/**
 * What comes first asks nobody who has come to an end already, and what is left last is not asked again. Calls of `next()` among themselves
 * are known already.
 */
function inOrder(consumer: Consumer, order: Order): Consumer {
  const { node } = consumer;
  const isBehind = order.isBehind(node);
  const mayAskAfterError = isBehind && order.outlivesError;
  if (consumer.kind === "loop")
    return { ...consumer, mayAskAfterDone: isBehind, mayAskAfterError, isDrawnAfter: order.isFollowed(node) };
  if (!isBehind) return { ...consumer, mayAskAfterDone: false, mayAskAfterError: false };
  if (!order.hasLoops) return consumer;
  const mayAskAfterDone = consumer.mayAskAfterDone === true || order.isBehindLoop(node);
  return { ...consumer, ...(mayAskAfterError && { kind: "manual-next" }), mayAskAfterDone, mayAskAfterError };
}

/** May an error in one place be caught before another one draws? Not where all stand in one function without a `try`. */
function mayOutliveError({ ts }: TraceContext, draws: readonly Draw[]): boolean {
  const places = draws.map(placeOfDraw);
  const functions = new Set(places.map((place) => ancestor(place, ts.isFunctionLike)));
  return (
    functions.size > 1 ||
    draws.some((draw) => draw.crossing.caught) ||
    places.some((place) => ancestor(place, ts.isTryStatement) !== undefined)
  );
}

function concurrent(consumer: Consumer): Consumer {
  if (consumer.kind === "loop") return { ...consumer, mayOverlap: true };
  if (consumer.kind !== "serial-next" && consumer.kind !== "manual-next") return consumer;
  return {
    ...consumer,
    kind: "manual-next",
    mayOverlap: true,
    mayAskAfterDone: true,
    mayAskAfterError: true,
  };
}

function unitsOf(context: TraceContext, draws: readonly Draw[]): readonly Unit[] {
  const loops = draws.filter((draw): draw is LoopDraw => draw.kind === "loop");
  const calls = draws.filter((draw): draw is NextDraw => draw.kind === "next");
  const groups = groupsOf(context, calls);
  const severalPlaces = loops.length + groups.length > 1;
  const mayInterleave = severalPlaces && draws.some((draw) => draw.crossing.elsewhere);
  return [
    ...loops.map((draw) => unitOfLoop(draw, mayInterleave)),
    ...groups.map((group) => unitOfCalls(context, group, mayInterleave)),
  ];
}

/** A loop that nobody waits for may still run when it, or another one, begins. */
function unitOfLoop({ consumer, crossing: between }: LoopDraw, mayInterleave: boolean): Unit {
  const isReentered = between.calls || between.overlaps;
  const mayOverlap = mayInterleave || isReentered;
  return { consumers: [{ ...consumer, mayOverlap }], runsOnce: !between.loops && !between.calls };
}

/** Calls on one name in one function, for each time that the instance comes there: only their order is known. */
function groupsOf({ ts }: TraceContext, calls: readonly NextDraw[]): readonly (readonly NextDraw[])[] {
  const groups: NextDraw[][] = [];
  const functionOf = ({ call }: NextDraw): ts.Node | undefined => ancestor(call, ts.isFunctionLike);
  for (const call of calls) {
    const known = groups.find(
      (group) =>
        group.every((one) => one.anchor === call.anchor && one.call !== call.call) &&
        functionOf(group[0] ?? call) === functionOf(call),
    );
    if (known) known.push(call);
    else groups.push([call]);
  }
  return groups;
}

function unitOfCalls(context: TraceContext, calls: readonly NextDraw[], mayInterleave: boolean): Unit {
  const { ts, kind: protocol } = context;
  const isSettled = calls.every(({ call }) => settledNext(ts, call, protocol) !== undefined);
  const unit = (kind: "serial-next" | "manual-next", runsOnce: boolean, flags: Partial<Consumer>): Unit => ({
    runsOnce,
    consumers: calls.map(({ call, isOfOpened, alone }) => ({
      ...flags,
      ...(alone && { alone }),
      ...(isOfOpened && { isOfOpened }),
      kind,
      node: call,
      passesArgument: !passesNothing(ts, call),
    })),
  });
  const isReentered = calls.some((call) => call.crossing.calls || call.crossing.overlaps);
  if (!isSettled || isReentered || mayInterleave) {
    return unit("manual-next", false, { mayOverlap: true, mayAskAfterDone: true, mayAskAfterError: true });
  }
  const mayAskAfterError = maySurviveError(context, calls);
  const repeats = calls.some((call) => call.crossing.loops);
  const loop = loopOf(context, calls);
  if (loop && !mayAskAfterError)
    return unit("serial-next", true, { mayOverlap: false, mayAskAfterDone: false, mayAskAfterError: false });
  const isSerial = !repeats && !mayAskAfterError;
  return unit(isSerial ? "serial-next" : "manual-next", !repeats, {
    mayOverlap: false,
    mayAskAfterDone: !loop && (repeats || calls.length > 1),
    mayAskAfterError,
  });
}

/** The loop that the calls make, if it runs once for each instance. */
function loopOf(context: TraceContext, calls: readonly NextDraw[]): ts.IterationStatement | undefined {
  const { ts, kind } = context;
  const settled = calls.flatMap(({ call }) => settledNext(ts, call, kind) ?? []);
  if (settled.some(({ handler }) => handler)) return undefined;
  const loop = serialLoop(
    ts,
    settled.map(({ expression }) => expression),
  );
  const [first] = calls;
  if (!loop || !first) return undefined;
  // The variable or parameter may itself have been handed over several times.
  const around = crossing(context, first.anchor, loop);
  const isHandedOverOnce = calls.every((call) => !call.anchorRepeats);
  return !around.loops && !around.calls && isHandedOverOnce ? loop : undefined;
}

/** Is a failure of one call caught where another call may follow? */
function maySurviveError({ ts, kind }: TraceContext, calls: readonly NextDraw[]): boolean {
  const last = Math.max(...calls.map(({ call }) => call.pos));
  return calls.some(({ call, anchor, crossing: between }) => {
    if (between.retried) return true;
    if (!between.loops && call.pos === last) return false;
    return settledNext(ts, call, kind)?.swallowsError === true || isCaught(ts, call, anchor, calls);
  });
}

/**
 * A `try` with `catch` around the call; one around everything that draws, and in no loop itself, ends it all. What draws in its `finally`
 * does so behind the error.
 */
function isCaught(ts: TypeScript, call: ts.Node, anchor: ts.Node, calls: readonly NextDraw[]): boolean {
  let child = call;
  while (!isWithin(anchor, child.parent) && !ts.isSourceFile(child.parent)) {
    const { parent } = child;
    if (ts.isTryStatement(parent) && child === parent.tryBlock && stopsErrors(ts, parent)) {
      const holdsAll = calls.every((other) => isWithin(other.call, parent.tryBlock));
      if (!holdsAll || isInLoop(ts, parent, anchor)) return true;
    }
    if (ts.isTryStatement(parent) && child === parent.tryBlock && drawsAtEnd(parent, calls)) return true;
    child = parent;
  }
  return false;
}

function drawsAtEnd({ finallyBlock }: ts.TryStatement, calls: readonly NextDraw[]): boolean {
  return finallyBlock !== undefined && calls.some(({ call }) => isWithin(call, finallyBlock));
}

function isInLoop(ts: TypeScript, node: ts.Node, anchor: ts.Node): boolean {
  let child = node;
  while (!isWithin(anchor, child.parent) && !ts.isSourceFile(child.parent)) {
    if (ts.isIterationStatement(child.parent, false)) return true;
    child = child.parent;
  }
  return false;
}
