import type ts from "typescript";
import { functionAround, isGenerator, isWithin, wrapped } from "../syntax/nodes";
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
  /** The use stands in code that goes on when the code that calls it does. */
  readonly unawaited: boolean;
  /** It may come again while the one before still goes on. */
  readonly overlaps: boolean;
  /** A failure of the use is caught before it leaves the declaration behind. */
  readonly caught: boolean;
  /** It is caught where the use may come again. */
  readonly retried: boolean;
}

/** Nothing in between. */
export const direct: Crossing = {
  loops: false,
  calls: false,
  elsewhere: false,
  unawaited: false,
  overlaps: false,
  caught: false,
  retried: false,
};

/** Nobody knows what is in between. */
export const anyhow: Crossing = {
  loops: true,
  calls: true,
  elsewhere: true,
  unawaited: true,
  overlaps: true,
  caught: true,
  retried: true,
};

/** @returns both together, the one within the other */
export function join(outer: Crossing, inner: Crossing): Crossing {
  const isRepeated = outer.loops || outer.calls;
  return {
    loops: outer.loops || inner.loops,
    calls: outer.calls || inner.calls,
    elsewhere: outer.elsewhere || inner.elsewhere,
    unawaited: outer.unawaited || inner.unawaited,
    overlaps: outer.overlaps || inner.overlaps || (inner.unawaited && isRepeated),
    caught: outer.caught || inner.caught,
    retried: outer.retried || inner.retried || (inner.caught && isRepeated),
  };
}

/** What stands between `anchor`, which makes or receives an instance, and `use`, which sees it. */
export function crossing(context: TraceContext, anchor: ts.Node, use: ts.Node): Crossing {
  const { ts } = context;
  let child = use;
  let between = direct;
  for (;;) {
    const { parent } = child;
    const loops = isRepeatedPart(ts, parent, child) && !isMadeInEachRound(ts, parent, anchor);
    if (loops) between = join({ ...direct, loops }, between);
    // Another file: its top level runs once, but who knows when.
    if (isWithin(anchor, parent)) return between;
    if (ts.isSourceFile(parent)) return join({ ...direct, elsewhere: true }, between);
    if (ts.isTryStatement(parent) && child === parent.tryBlock && stopsErrors(ts, parent))
      between = join({ ...direct, caught: true }, between);
    if (isActivation(ts, parent)) return join(crossingOfCall(context, anchor, parent), between);
    child = parent;
  }
}

/** The function is entered once for each anchor when its only call is. */
function crossingOfCall(context: TraceContext, anchor: ts.Node, fn: ts.Node): Crossing {
  const { ts } = context;
  const unknown: Crossing = { ...anyhow, loops: false };
  const inner = stepInto(context, fn);
  if (!inner || !ts.isFunctionLike(fn)) return unknown;
  const call = onlyCall(context, fn);
  if (!call || isWithin(call, fn)) return unknown;
  return join(crossing(inner, anchor, call), crossingInto(context, call, fn));
}

/** What stands between a call and the function that it runs: where nobody waits for it, nobody sees it fail. */
export function crossingInto(
  context: TraceContext,
  call: ts.CallExpression | ts.NewExpression,
  fn: ts.Node,
): Crossing {
  const elsewhere = !isWaitedFor(context, call, fn);
  const unawaited = elsewhere && !isDrawnAtOnce(context, call, fn);
  return { ...direct, elsewhere, unawaited, caught: unawaited };
}

/** `for await (const row of rowsOf(it))`: the generator fails where it is called. */
function isDrawnAtOnce(
  { ts }: TraceContext,
  call: ts.CallExpression | ts.NewExpression,
  fn: ts.Node,
): boolean {
  const outer = wrapped(ts, call);
  const { parent } = outer;
  if (!isGenerator(fn)) return false;
  return (
    (ts.isForOfStatement(parent) && parent.expression === outer) ||
    (ts.isYieldExpression(parent) && parent.asteriskToken !== undefined)
  );
}

/** @returns whether an error does not get past this `try`: it is caught, or `finally` jumps */
export function stopsErrors(ts: TypeScript, { catchClause, finallyBlock }: ts.TryStatement): boolean {
  return catchClause !== undefined || (finallyBlock !== undefined && endsByJump(ts, finallyBlock));
}

function endsByJump(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node)) return true;
  return ts.forEachChild(node, (child) => endsByJump(ts, child) || undefined) ?? false;
}

/**
 * What stands between a variable and the assignment that gives it its value, or a `var` and its declaration: behind a `try` that this stands
 * in, the variable still has it.
 *
 * @param uses - what names the variable
 */
export function crossingOfAssignment(
  ts: TypeScript,
  declaration: ts.Node,
  assignment: ts.Node,
  uses: readonly ts.Node[],
): Crossing {
  const scope = isVar(ts, declaration) ? functionAround(ts, declaration) : declaration;
  let caught = false;
  for (let child = assignment; !scope || !isWithin(scope, child.parent); child = child.parent) {
    const { parent } = child;
    if (ts.isSourceFile(parent)) break;
    caught ||=
      ts.isTryStatement(parent) &&
      child === parent.tryBlock &&
      stopsErrors(ts, parent) &&
      uses.some((use) => !isWithin(use, child));
  }
  return { ...direct, caught, retried: caught };
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
