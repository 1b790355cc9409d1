import type ts from "typescript";
import type { Consumer, InstanceUse } from "../consumer";
import type { Crossing } from "./repetition";

/** One place that draws from an instance. */
export type Draw = LoopDraw | NextDraw;

/** `for await`, `yield*`, `Array.fromAsync`. */
export interface LoopDraw {
  readonly kind: "loop";
  readonly consumer: Consumer;
  /** What names the instance here. */
  readonly anchor: ts.Node;
  /** What stands between the making of the instance and this place. */
  readonly crossing: Crossing;
}

/** A call of `next()`. */
export interface NextDraw {
  readonly kind: "next";
  readonly call: ts.CallExpression;
  /** What names the instance here: a variable, a parameter, or the expression that makes it. */
  readonly anchor: ts.Node;
  /** The same instance may come to the anchor several times. */
  readonly anchorRepeats: boolean;
  /** It is called on what `[Symbol.asyncIterator]()` gave. */
  readonly isOfOpened?: boolean;
  /** The same as if nothing else drew from the iterable. */
  readonly alone?: Consumer;
  readonly crossing: Crossing;
}

/** Where the value of an expression goes. */
export interface Flow {
  readonly draws: readonly Draw[];
  /** Uses that draw nothing. */
  readonly others: readonly Consumer[];
  /** Calls of functions that return the value: each has an instance of its own, unless the flow repeats. */
  readonly handedOut: readonly HandedOut[];
  /** An iterator is taken from it before a loop asks for one, so other code may run in between, or the iterator be dropped. */
  readonly isOpenedByHand?: boolean;
}

/** One way by which a function gives an instance to its caller. */
export interface HandedOut {
  readonly use: InstanceUse;
  /** The function may hand out the same instance more than once. */
  readonly isShared: boolean;
}

export const nowhere: Flow = { draws: [], others: [], handedOut: [] };

/** @returns all flows in one */
export function merge(flows: readonly Flow[]): Flow {
  return {
    draws: flows.flatMap(({ draws }) => draws),
    others: flows.flatMap(({ others }) => others),
    handedOut: flows.flatMap(({ handedOut }) => handedOut),
    isOpenedByHand: flows.some(({ isOpenedByHand }) => isOpenedByHand),
  };
}

/** @returns a flow that is one use without drawing */
export function used(consumer: Consumer): Flow {
  return { ...nowhere, others: [consumer] };
}

/** @returns the flow of a value that is lost sight of at this node */
export function escapes(node: ts.Node): Flow {
  return used({ kind: "escapes", node });
}

/** @returns where a draw stands */
export function placeOfDraw(draw: Draw): ts.Node {
  return draw.kind === "next" ? draw.call : draw.consumer.node;
}

/** @returns whether nobody knows what becomes of it there */
export function isLost({ kind }: Consumer): boolean {
  return kind === "escapes" || kind === "opens";
}
