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

/** The code that a node is run with: a call of a function, and within that a round of a loop. */
interface Run {
  readonly activation: ts.Node;
  readonly loop: ts.Node | undefined;
}

function runOf(ts: TypeScript, node: ts.Node): Run {
  let loop: ts.Node | undefined;
  for (let child = node; ; child = child.parent) {
    const { parent } = child;
    if (isActivation(ts, parent) || ts.isSourceFile(parent)) return { activation: parent, loop };
    if (isRepeatedPart(ts, parent, child)) loop ??= parent;
  }
}

/**
 * Is a variable given a new value before each use of what it has? It is where no more than one value comes to it as long as it is
 * there, and where all uses stand behind the assignment in the same block. `if (!rows) rows = new Rows();` gives one value to uses of
 * many calls or rounds.
 *
 * @param declaration - the variable; a `var` is there for the whole function
 * @param anchor - the assignment, or the declaration itself
 * @param uses - what names the variable
 */
export function comesBeforeUses(
  { ts }: TraceContext,
  declaration: ts.Node,
  anchor: ts.Node,
  uses: readonly ts.Node[],
): boolean {
  const given = runOf(ts, anchor);
  const there = runOf(ts, declaration);
  const loop = isVar(ts, declaration) ? undefined : there.loop;
  if (given.activation === there.activation && given.loop === loop) return true;
  return comesFirst(ts, anchor, uses);
}

function isVar(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isVariableDeclarationList(parent) && (parent.flags & ts.NodeFlags.BlockScoped) === 0;
}

/**
 * @param anchor - an assignment or declaration
 * @returns whether it is a statement, or the whole of one, and each use is a part of a later statement of the same block
 */
export function comesFirst(ts: TypeScript, anchor: ts.Node, uses: readonly ts.Node[]): boolean {
  const outer = ts.isExpression(anchor) ? wrapped(ts, anchor) : anchor;
  const { parent } = outer;
  const statement = ts.isVariableDeclarationList(parent) ? parent.parent : parent;
  if (!ts.isExpressionStatement(statement) && !ts.isVariableStatement(statement)) return false;
  const { parent: block } = statement;
  if (!ts.isBlock(block) && !ts.isCaseOrDefaultClause(block)) return false;
  return uses.every((use) => isWithin(use, anchor) || (isWithin(use, block) && use.pos >= statement.end));
}

/** @returns whether it runs in the constructor, and in no loop there */
export function isOnceForObject(ts: TypeScript, node: ts.Node): boolean {
  const { activation, loop } = runOf(ts, node);
  return ts.isConstructorDeclaration(activation) && loop === undefined;
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
