import type ts from "typescript";
import { isWithin, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { stepInto, type TraceContext } from "./context";
import { callOf, isWaitedFor, nameOfFunction } from "./functions";

/** What stands between a declaration and a use of it. */
export interface Crossing {
  /** The use stands in a loop that the declaration is outside of: it may run several times. */
  readonly loops: boolean;
  /** The use stands in a function that the declaration is outside of, and that may be called several times. */
  readonly calls: boolean;
  /** The use stands in other code that nobody waits for, even if that runs only once: it need not run in the order of the text. */
  readonly elsewhere: boolean;
}

/** Nothing in between. */
export const direct: Crossing = { loops: false, calls: false, elsewhere: false };

/** @returns both together */
export function join(a: Crossing, b: Crossing): Crossing {
  return { loops: a.loops || b.loops, calls: a.calls || b.calls, elsewhere: a.elsewhere || b.elsewhere };
}

/** What stands between `anchor`, which makes or receives an instance, and `use`, which sees it. */
export function crossing(context: TraceContext, anchor: ts.Node, use: ts.Node): Crossing {
  const { ts } = context;
  let child = use;
  let loops = false;
  for (;;) {
    const { parent } = child;
    loops ||= isRepeatedPart(ts, parent, child) && !isMadeInEachRound(ts, parent, anchor);
    const holdsAnchor = isWithin(anchor, parent);
    // Another file: its top level runs once, but who knows when.
    if (holdsAnchor || ts.isSourceFile(parent)) return { loops, calls: false, elsewhere: !holdsAnchor };
    if (isActivation(ts, parent)) {
      return join({ ...direct, loops }, crossingOfCall(context, anchor, parent));
    }
    child = parent;
  }
}

/** The function is entered once for each anchor when its only call is. */
function crossingOfCall(context: TraceContext, anchor: ts.Node, fn: ts.Node): Crossing {
  const { ts } = context;
  const unknown: Crossing = { loops: false, calls: true, elsewhere: true };
  const inner = stepInto(context, fn);
  if (!inner || !ts.isFunctionLike(fn)) return unknown;
  const call = onlyCall(context, fn);
  if (!call || isWithin(call, fn)) return unknown;
  return join({ ...direct, elsewhere: !isWaitedFor(context, call, fn) }, crossing(inner, anchor, call));
}

function onlyCall(context: TraceContext, fn: ts.SignatureDeclaration): ts.CallExpression | undefined {
  const { ts, facts } = context;
  const invoked =
    ts.isFunctionExpression(fn) || ts.isArrowFunction(fn) ? callOf(ts, wrapped(ts, fn)) : undefined;
  if (invoked) return invoked;
  const name = nameOfFunction(ts, fn);
  if (!name || facts.isPublicApi(name.parent) !== false) return undefined;
  const uses = facts.references(name)?.filter(({ isDeclaration }) => !isDeclaration);
  const [only] = uses ?? [];
  if (uses?.length !== 1 || !only || !ts.isIdentifier(only.node)) return undefined;
  return callOf(ts, only.node);
}

/** Code that runs at another time than the code around it. */
function isActivation(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node);
}

/** Of a loop, the parts that run once for each round. */
function isRepeatedPart(ts: TypeScript, loop: ts.Node, part: ts.Node): boolean {
  if (!ts.isIterationStatement(loop, false)) return false;
  if (ts.isForStatement(loop)) return part !== loop.initializer;
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return part !== loop.expression;
  return true;
}

function isMadeInEachRound(ts: TypeScript, loop: ts.Node, anchor: ts.Node): boolean {
  return (
    ts.forEachChild(
      loop,
      (part) => (isWithin(anchor, part) && isRepeatedPart(ts, loop, part)) || undefined,
    ) ?? false
  );
}
