import type ts from "typescript";
import { ancestor, functionAround, isWithin } from "../syntax/nodes";
import { neverReassigned } from "../syntax/never-reassigned";
import type { TypeScript } from "../typescript";
import type { TraceContext } from "./context";
import { type Draw, placeOfDraw } from "./draw";
import { settledNext } from "./next-loop";

/** What is known of places that draw from one instance one after the other, as the text says. */
export interface Order {
  /** Another place may have drawn from it before. */
  isBehind(node: ts.Node): boolean;
  /** The other place is a loop, or the place is within it. */
  isBehindLoop(node: ts.Node): boolean;
  /** Some place is a loop, not a call of `next()`. */
  readonly hasLoops: boolean;
  /** Another place may draw from it once this loop has been left. */
  isFollowed(loop: ts.Node): boolean;
  /** An error in one place is caught where another place may still draw. */
  readonly outlivesError: boolean;
}

/**
 * The order of all places that draw, where one run of one function comes to them, in the order of the text: all use the variable that has
 * had the instance since that function made it, none stands in another function, and no loop comes back to a loop among them.
 *
 * @param origin - the expression that makes the instance
 */
export function orderOf(
  context: TraceContext,
  origin: ts.Expression,
  draws: readonly Draw[],
): Order | undefined {
  const { ts, kind } = context;
  const [first] = draws;
  const anchor = first?.anchor;
  if (!anchor || !draws.every((draw) => draw.anchor === anchor)) return undefined;
  const scope = functionAround(ts, origin);
  const isOwn = ts.isVariableDeclaration(anchor) && functionAround(ts, anchor) === scope;
  if (!isOwn || !isBlockScoped(ts, anchor) || !neverReassigned(ts, anchor)) return undefined;
  const isHere = draws.every(
    (draw) => isInLine(context, draw) && functionAround(ts, placeOfDraw(draw)) === scope,
  );
  const places = draws.map(placeOfDraw);
  if (!isHere || new Set(places).size < places.length || sharePattern(ts, places)) return undefined;
  if (places.some((place) => isOfCase(ts, place))) return undefined;
  const repeated = new Set(draws.filter(({ crossing }) => crossing.loops).map(placeOfDraw));
  const loops = draws.filter((draw) => draw.kind === "loop").map(placeOfDraw);
  return {
    hasLoops: loops.length > 0,
    isBehindLoop: (node) => loops.some((loop) => loop.pos < node.pos),
    isBehind: (node) =>
      repeated.has(node) ||
      places.some((other) => other !== node && (other.pos < node.pos || isWithin(other, node))),
    isFollowed: (loop) => places.some((other) => other.pos >= loop.end),
    outlivesError:
      draws.some(
        (draw) => draw.kind === "next" && settledNext(ts, draw.call, kind)?.swallowsError === true,
      ) || places.some((place) => isOutlived(ts, place, places)),
  };
}

/** A 'var' of a loop's body holds one instance after the other. */
function isBlockScoped(ts: TypeScript, { parent: list }: ts.VariableDeclaration): boolean {
  return (list.flags & (ts.NodeFlags.Const | ts.NodeFlags.Let)) !== 0;
}

/** What comes behind it in the text waits for it. */
function isInLine({ ts, kind }: TraceContext, draw: Draw): boolean {
  const { calls, elsewhere, loops } = draw.crossing;
  if (calls || elsewhere) return false;
  return draw.kind === "next" ? settledNext(ts, draw.call, kind) !== undefined : !loops;
}

/** `const { [it.next().value]: row } = Object.fromEntries(it);`: what stands on the right runs first. */
function sharePattern(ts: TypeScript, places: readonly ts.Node[]): boolean {
  const around = places.flatMap((place) => patternAround(ts, place) ?? []);
  return new Set(around).size < around.length;
}

function patternAround(ts: TypeScript, place: ts.Node): ts.Node | undefined {
  return ancestor(place, (node): node is ts.Node => {
    if (ts.isVariableDeclaration(node)) return !ts.isIdentifier(node.name);
    if (!ts.isBinaryExpression(node)) return false;
    return ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left);
  });
}

/** `case it.next().value:` runs before what stands in the clauses above. */
function isOfCase(ts: TypeScript, place: ts.Node): boolean {
  const clause = ancestor(place, ts.isCaseClause.bind(ts));
  return clause !== undefined && isWithin(place, clause.expression);
}

/** A `try` around it that another place stands behind, or in the other blocks of which it stands, or that a loop comes back to. */
function isOutlived(ts: TypeScript, place: ts.Node, places: readonly ts.Node[]): boolean {
  const scope = functionAround(ts, place);
  let isCaught = false;
  for (let node = place; node.parent !== scope && !ts.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node;
    if (isCaught && ts.isIterationStatement(parent, false)) return true;
    if (!ts.isTryStatement(parent) || node !== parent.tryBlock) continue;
    const { end } = parent.tryBlock;
    if (places.some((other) => other.pos >= end)) return true;
    isCaught = true;
  }
  return false;
}
