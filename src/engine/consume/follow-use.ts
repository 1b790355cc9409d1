import type ts from "typescript";
import { protocols } from "../kind";
import { openedKind } from "../syntax/keys";
import { isQuiet } from "../syntax/quiet";
import { accessKind, ancestor, hasModifier, unwrap, wrapped } from "../syntax/nodes";
import { type Consumer, everyMember, type InstanceUse } from "../consumer";
import type { TraceContext } from "./context";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { follow } from "./follow";
import { atOrigin, type FollowContext, noMemory, type Position } from "./follow-context";
import { followArgument, inspectedAndGivenBack } from "./follow-argument";
import { followPut } from "./follow-put";
import { callOf, givesItself, ownerOfOpener } from "./functions";
import { leavesEarly } from "./leaves-early";
import { crossing, join } from "./repetition";
import { settle } from "./settle";
import { drawByCall, drawByHelper, drawByNew, type WholeDraw } from "./whole-draws";

/**
 * Where a value goes that is looped over, passed to a call or asked for a member; anything else is out of sight.
 *
 * @param position - its expression is the outermost one: no parenthesis or assertion is around it
 */
export function followUse(context: FollowContext, position: Position, parent: ts.Node): Flow {
  const { ts } = context;
  const { expression } = position;
  const whole = wholeDraw(context, expression, parent);
  if (whole) return drawWhole(context, position, whole);
  if (
    ts.isNewExpression(parent) &&
    parent.expression.getText() === "Proxy" &&
    parent.arguments?.[0] === expression
  )
    return inspectedAndGivenBack(context, position, parent);
  if (ts.isCallExpression(parent) && parent.expression !== expression)
    return followArgument(context, position, parent);
  if (ts.isSpreadAssignment(parent)) return used({ kind: "member", node: parent, member: everyMember });
  if (ts.isPropertyAccessExpression(parent)) return followMember(context, position, parent, parent.name.text);
  if (ts.isElementAccessExpression(parent) && parent.expression === expression) {
    const { argumentExpression } = parent;
    const opened = openedKind(ts, argumentExpression);
    if (opened) return followMember(context, position, parent, protocols[opened].openKey);
    if (ts.isStringLiteralLike(argumentExpression))
      return followMember(context, position, parent, argumentExpression.text);
    const read =
      accessKind(ts, parent) === "read" && !callOf(ts, parent) ? keysOf(context, argumentExpression) : [];
    if (read.length > 0) return merge(read.map((key) => followMember(context, position, parent, key)));
  }
  if (drawsInSync(context, expression, parent))
    return used({ kind: "member", node: parent, member: protocols.sync.openKey });
  return followPut(context, position, expression) ?? escapes(parent);
}

/** `for (const row of rows)` and `[...rows]` ask what is async for nothing but its `[Symbol.iterator]()`. */
function drawsInSync(
  { ts, kind, openings }: FollowContext,
  expression: ts.Expression,
  parent: ts.Node,
): boolean {
  if (kind === "sync" || openings) return false;
  const isLoop = ts.isForOfStatement(parent) && !parent.awaitModifier && parent.expression === expression;
  return isLoop || ts.isSpreadElement(parent);
}

/** The names of members that a key may be one of, as far as that is known: the methods of iterators have no numbers for names. */
function keysOf(context: FollowContext, key: ts.Expression): readonly string[] {
  const { ts, facts } = context;
  const node = unwrap(ts, key);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (facts.isNumber?.(node) === true) return ["0"];
  if (!ts.isConditionalExpression(node)) return [];
  const halves = [node.whenTrue, node.whenFalse].map((half) => keysOf(context, half));
  return halves.every(({ length }) => length > 0) ? halves.flat() : [];
}

/** @returns the loop, `yield*`, spread or collection made of it that draws by itself; `undefined` for another place */
export function wholeDraw(
  context: TraceContext,
  expression: ts.Expression,
  parent: ts.Node,
): WholeDraw | undefined {
  const { ts, kind } = context;
  if (ts.isForOfStatement(parent) && parent.expression === expression) {
    const draws = kind === "sync" || parent.awaitModifier !== undefined;
    return draws ? { node: parent, mayLeave: leavesEarly(ts, parent), isAsync: false } : undefined;
  }
  if (ts.isYieldExpression(parent) && parent.asteriskToken) {
    const draws = kind === "sync" || isInAsyncGenerator(context, parent);
    return draws ? { node: parent, mayLeave: true, isAsync: false } : undefined;
  }
  if (ts.isSpreadElement(parent) && kind === "sync") return { node: parent, mayLeave: false, isAsync: false };
  if (ts.isNewExpression(parent)) return drawByNew(context, expression, parent);
  return ts.isCallExpression(parent) ? drawByCall(context, expression, parent) : undefined;
}

/** @returns the flow into a place that draws by itself */
export function drawWhole(context: FollowContext, position: Position, draw: WholeDraw): Flow {
  const { node, mayLeave, isAsync } = draw;
  if (context.openings) return context.openings.loop(node, mayLeave);
  const between = join(position.toAnchor, crossing(context, position.anchor, position.expression));
  const elsewhere = between.elsewhere || (isAsync && isNotAwaited(context, node));
  return {
    ...nowhere,
    draws: [
      {
        kind: "loop",
        consumer: { kind: "loop", node, immediate: isAtOnce(context, position, node), leavesEarly: mayLeave },
        anchor: position.anchor,
        crossing: { ...between, elsewhere },
      },
    ],
  };
}

/** In `Array.from(new Rows(), choose())` and `[target[choose()]] = new Rows()` something runs between making and drawing. */
function isAtOnce({ ts, facts }: FollowContext, { isImmediate }: Position, node: ts.Node): boolean {
  if (!isImmediate) return false;
  if (ts.isCallExpression(node)) return node.arguments.slice(1).every((one) => isQuiet(ts, one, facts));
  if (!ts.isArrayLiteralExpression(node)) return true;
  const [first] = node.elements;
  return first === undefined || ts.isIdentifier(first) || ts.isOmittedExpression(first);
}

/** An `Array.fromAsync(…)` that goes on while the code after it runs. */
function isNotAwaited({ ts }: FollowContext, node: ts.Node): boolean {
  return ts.isCallExpression(node) && !ts.isAwaitExpression(wrapped(ts, node).parent);
}

function isInAsyncGenerator({ ts }: TraceContext, node: ts.Node): boolean {
  const fn = ancestor(node, ts.isFunctionLike);
  return fn !== undefined && hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
}

function followMember(
  context: FollowContext,
  position: Position,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  member: string,
): Flow {
  const { ts } = context;
  const call = callOf(ts, access);
  if (member === protocols[context.kind].openKey)
    return call ? open(context, position, call) : unopened(context, access);
  const given = call && givesItself(context, access);
  const further = given
    ? follow(context, { ...position, expression: call, isImmediate: false, isPromised: given === "promised" })
    : nowhere;
  if (context.openings) return merge([further, ofMemberNamed(context, position, access, member)]);
  return merge([further, usedMember(context, position, access, member)]);
}

/** What a member does with the object that it is asked of. */
function ofMemberNamed(
  context: FollowContext,
  position: Position,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  member: string,
): Flow {
  const { ts, openings } = context;
  const { parent } = access;
  const isName = ts.isPropertyAccessExpression(parent) && parent.name.text === "name";
  // `new this.constructor()` makes another one.
  if (member === "constructor" && !isName) return escapes(access);
  const name = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  const call = callOf(ts, access);
  const further =
    call && mayGiveItself(context, name, call)
      ? follow(context, { ...position, expression: call, isImmediate: false })
      : nowhere;
  return merge([further, openings?.member?.(name, member) ?? nowhere]);
}

/** Nobody sees what runs: the object may be of any type there, or of an interface. */
function mayGiveItself({ ts, facts }: FollowContext, name: ts.Node, call: ts.CallExpression): boolean {
  if (facts.isPrimitive(call) === true) return false;
  const declaration = facts.declarationOf(name);
  return !declaration || ts.isMethodSignature(declaration);
}

/** What is done with a member itself. */
function usedMember(
  context: FollowContext,
  position: Position,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  member: string,
): Flow {
  const { ts } = context;
  const call = callOf(ts, access);
  if (isOnlyTested(context, access)) return used({ kind: "member", node: access, member, isTested: true });
  const helper = call && context.hasHelpers === true ? drawByHelper(member, call) : undefined;
  if (call && helper === "wraps")
    return mayClose(call, open(context, { ...position, isImmediate: false }, call));
  if (helper && helper !== "wraps") return drawWhole(context, position, helper);
  if (member !== "next") return used({ kind: "member", node: access, member });
  if (accessKind(ts, access) !== "read") return used({ kind: "member", node: access, member });
  if (!call) return isCalledOnItself(context, access) ? escapes(access) : taken(access);
  return {
    ...nowhere,
    draws: [
      {
        kind: "next",
        call,
        anchor: position.anchor,
        anchorRepeats: position.toAnchor.loops || position.toAnchor.calls,
        crossing: join(position.toAnchor, crossing(context, position.anchor, call)),
      },
    ],
  };
}

/** `it.next.bind(it)`, `it.next.name`: it is not called on another object, or on none. */
function isCalledOnItself(
  { ts }: FollowContext,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): boolean {
  const outer = wrapped(ts, access);
  const { parent } = outer;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer) return false;
  const call = callOf(ts, parent);
  return !call || call.arguments[0]?.getText() === access.expression.getText();
}

/** `const next = it.next`: a generator's needs its object. */
function taken(node: ts.Node): Flow {
  return used({ kind: "member", node, member: "next" });
}

function open(context: FollowContext, position: Position, call: ts.CallExpression): Flow {
  if (context.openings) return context.openings.call(call);
  const flow = follow(context, { ...position, expression: call });
  const isOpenedByHand = isByHand(context, call);
  if (!isOpenedByHand) return { ...ofOpened(flow), isOpenedByHand };
  // `x = x[Symbol.iterator]();` comes back to where it began.
  if (context.memory.opened.has(call)) return { ...ofOpened(ofRedrawn(flow)), isOpenedByHand };
  const memory = noMemory([...context.memory.opened, call]);
  const own = settle(context, call, follow({ ...context, memory }, atOrigin(call)));
  return { ...ofOpened(alone(own.drawnOnce ? flow : ofRedrawn(flow), own)), isOpenedByHand };
}

/** What each place does to the iterator that is opened here, whatever else draws from the iterable. */
function alone(flow: Flow, { consumers }: InstanceUse): Flow {
  const ownOf = (node: ts.Node): { alone: Consumer } | undefined => {
    const [own, ...more] = consumers.filter((consumer) => consumer.node === node);
    return own && more.length === 0 ? { alone: own } : undefined;
  };
  return {
    ...flow,
    draws: flow.draws.map((draw) =>
      draw.kind === "loop"
        ? { ...draw, consumer: { ...draw.consumer, ...ownOf(draw.consumer.node) } }
        : { ...draw, ...ownOf(draw.call) },
    ),
  };
}

function ofOpened(flow: Flow): Flow {
  const mark = (consumer: Consumer): Consumer => ({ ...consumer, isOfOpened: true });
  return {
    ...flow,
    draws: flow.draws.map((draw) => (draw.kind === "next" ? { ...draw, isOfOpened: true } : draw)),
    others: flow.others.map(mark),
    handedOut: flow.handedOut.map((handed) => ({
      ...handed,
      use: { ...handed.use, consumers: handed.use.consumers.map(mark) },
    })),
  };
}

function ofRedrawn(flow: Flow): Flow {
  return marked(flow, { isOfRedrawn: true });
}

/**
 * `take` closes what it draws from once it has enough, the others when their callback fails, whoever draws from them. When a `next()` of
 * theirs does it is out of sight.
 *
 * @see https://tc39.es/ecma262/#sec-iterator.prototype.take
 */
function mayClose(call: ts.CallExpression, flow: Flow): Flow {
  const isByNext = flow.draws.some(({ kind }) => kind === "next");
  return merge([marked(flow, { leavesEarly: true }), isByNext ? escapes(call) : nowhere]);
}

function marked(flow: Flow, as: Partial<Consumer>): Flow {
  const mark = (consumer: Consumer): Consumer => ({ ...consumer, ...as });
  return {
    ...flow,
    draws: flow.draws.map((draw) =>
      draw.kind === "loop" ? { ...draw, consumer: mark(draw.consumer) } : draw,
    ),
    handedOut: flow.handedOut.map((handed) => ({
      ...handed,
      use: { ...handed.use, consumers: handed.use.consumers.map(mark) },
    })),
  };
}

/** @returns whether a call of `[Symbol.asyncIterator]()` is anything else than the beginning of a loop */
export function isByHand(context: FollowContext, call: ts.CallExpression): boolean {
  const { ts } = context;
  const outer = wrapped(ts, call);
  if (wholeDraw(context, outer, outer.parent)) return false;
  const fn = ts.isReturnStatement(outer.parent) ? ancestor(outer, ts.isFunctionLike) : undefined;
  return !fn || ownerOfOpener(context, fn) === undefined;
}

function unopened(context: FollowContext, access: ts.Expression): Flow {
  // Who puts another one in its place draws nothing.
  const isPut = accessKind(context.ts, access) === "write";
  if (isPut) return nowhere;
  if (!isOnlyTested(context, access)) return used({ kind: "opens", node: access });
  return used({ kind: "member", node: access, member: protocols[context.kind].openKey, isTested: true });
}

/** `typeof x.next === "function"`, `if (x.return)`: nothing is done with the member. */
function isOnlyTested(context: FollowContext, access: ts.Expression): boolean {
  const { ts } = context;
  const outer = wrapped(ts, access);
  const { parent } = outer;
  if (ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isIfStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === outer;
  if (!ts.isBinaryExpression(parent)) return false;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return parent.left === outer || isOnlyTested(context, parent);
    case ts.SyntaxKind.BarBarToken:
      return isOnlyTested(context, parent);
    default:
      return false;
  }
}
