import type ts from "typescript";
import { stepInto, type TraceContext } from "./context";
import type { Flow } from "./draw";
import { anyhow, type Crossing, direct } from "./repetition";

/** A value on its way. */
export interface Position {
  /** The expression that has the value now. */
  readonly expression: ts.Expression;
  /** Nothing has run since it was made. */
  readonly isImmediate: boolean;
  /** It is a promise of the instance. */
  readonly isPromised: boolean;
  /** What names the instance here. */
  readonly anchor: ts.Node;
  /** What stands between the making and the anchor. */
  readonly toAnchor: Crossing;
  /** How many arrays it stands in: the expression has the outermost one. */
  readonly depth: number;
}

/** What becomes of iterators that are opened by hand or by a loop, when those are the question rather than the iterable. */
export interface OpeningSink {
  loop(node: ts.Node, mayLeave: boolean): Flow;
  call(call: ts.CallExpression): Flow;
  /** Asked of each member that is named, by the node that names it; where it is absent, members are of no account. */
  member?(name: ts.Node, member: string): Flow;
}

/** What has been followed already, on the way of one value: where only the place counts and not the way there, once is enough. */
export interface Memory {
  /** Declarations and what makes arrays, with what had come there. */
  readonly seen: Map<ts.Node, Set<string>>;
  /** The members whose objects are followed already. */
  readonly holders: Set<ts.Node>;
  /** The calls that opened what is followed. */
  readonly opened: ReadonlySet<ts.Node>;
}

/** @returns the memory of one who has seen nothing but the calls that opened what is followed */
export function noMemory(opened: Iterable<ts.Node> = []): Memory {
  return { seen: new Map(), holders: new Set(), opened: new Set(opened) };
}

export interface FollowContext extends TraceContext {
  readonly memory: Memory;
  /** Set when the value is an iterable and only the iterators that it opens count. */
  readonly openings?: OpeningSink;
  /** The class inherits from `Iterator`, whose methods a generator has as well. */
  readonly hasHelpers?: boolean;
}

/** @returns the position of an instance at the expression that makes it */
export function atOrigin(origin: ts.Expression, isPromised = false): Position {
  return { expression: origin, isImmediate: true, isPromised, anchor: origin, toAnchor: direct, depth: 0 };
}

/** @returns the position behind a place where values are kept, from which they may be read as often as one likes, in any order */
export function kept(position: Position): Position {
  return { ...position, isImmediate: false, toAnchor: anyhow };
}

/** Everything is expected of whoever draws from there, or it makes no difference. */
function isLoose({ openings }: FollowContext, { toAnchor, isImmediate }: Position): boolean {
  return openings !== undefined || (!isImmediate && toAnchor.loops && toAnchor.calls && toAnchor.elsewhere);
}

/**
 * @returns the context for a step into a declaration; "known" where it has been followed already; `undefined` where the path came by before
 * or gets too long
 */
export function enter(
  context: FollowContext,
  declaration: ts.Node,
  position: Position,
): FollowContext | "known" | undefined {
  return isLoose(context, position)
    ? (enterKept(context, declaration, position) ?? "known")
    : stepInto(context, declaration);
}

/** @returns the context for a step to where values are kept; `undefined` where it has been followed already */
export function enterKept(
  context: FollowContext,
  declaration: ts.Node,
  { depth, isPromised }: Pick<Position, "depth" | "isPromised">,
): FollowContext | undefined {
  const { memory, path } = context;
  const key = `${String(depth)}${isPromised ? " promised" : ""}`;
  const before = memory.seen.get(declaration);
  if (before?.has(key)) return undefined;
  memory.seen.set(declaration, (before ?? new Set()).add(key));
  return { ...context, path: [...path, declaration] };
}
