import type ts from "typescript";
import type { Consumer, InstanceUse } from "../consumer";
import { holderOfOpener } from "../syntax/put-in-place";
import { variablesNamed } from "../syntax/scopes";
import { ancestor, decoratorOf, hasModifier, isGenerator, unwrap, wrapped } from "../syntax/nodes";
import { escapes, type Flow, merge, nowhere, used, isLost } from "./draw";
import { stepInto } from "./context";
import { follow } from "./follow";
import {
  atOrigin,
  enter,
  type FollowContext,
  type Memory,
  noMemory,
  type OpeningSink,
  type Position,
} from "./follow-context";
import { isByHand } from "./follow-use";
import { flowOfClass, flowOfHolder, flowOfThis } from "./follow-holder";
import { callOf, givenBy, isTakenOff, nameOfFunction, nameOfMember, ownerOfOpener } from "./functions";
import { lostOwners } from "./lost-owners";
import { expressionNamed } from "./reference-place";
import { crossing } from "./repetition";
import { settle } from "./settle";

/** Follows a value that a function returns: to the calls of the function, or to those who open an iterable. */
export function followReturn(
  context: FollowContext,
  position: Position,
  fn: ts.SignatureDeclaration | undefined,
): Flow {
  const { ts } = context;
  if (!fn || isGenerator(fn)) return escapes(position.expression);
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  const opened = isAsync ? undefined : openedBy(context, fn, position.expression);
  const isHolder = context.openings?.member !== undefined;
  const inner = opened && !isHolder ? stepInto(context, fn) : enter(context, fn, position);
  if (inner === "known") return nowhere;
  if (!inner || (opened && position.depth > 0)) return escapes(position.expression);
  const between = crossing(context, position.anchor, position.expression);
  const isShared = between.loops || between.calls || position.toAnchor.loops || position.toAnchor.calls;
  const returned: Returned = {
    isShared,
    isPromised: position.isPromised || isAsync,
    depth: position.depth,
    isImmediate: position.isImmediate && !isAsync && !ancestor(position.expression, ts.isTryStatement),
  };
  const flow = opened ? throughOpener(inner, returned, opened) : toCallers(inner, position, fn, returned);
  const decorator = decoratorOf(ts, fn);
  return decorator ? merge([flow, escapes(decorator)]) : flow;
}

/** How a function gives the value to its callers. */
interface Returned {
  /** Several calls may give the same instance. */
  readonly isShared: boolean;
  readonly isPromised: boolean;
  readonly isImmediate: boolean;
  readonly depth: number;
}

function toCallers(
  context: FollowContext,
  position: Position,
  fn: ts.SignatureDeclaration,
  returned: Returned,
): Flow {
  const { ts, facts } = context;
  const invoked =
    ts.isFunctionExpression(fn) || ts.isArrowFunction(fn) ? callOf(ts, wrapped(ts, fn)) : undefined;
  if (invoked) return toCall(context, invoked, returned);
  const name = nameOfFunction(ts, fn) ?? nameOfMember(ts, fn) ?? namelessFunction(ts, fn);
  const references = name && facts.references(name);
  if (!references) return escapes(position.expression);
  const flows = references.flatMap(({ node, isDeclaration }) => {
    if (isTakenOff(ts, node, fn)) return [escapes(node)];
    if (isDeclaration) return [];
    const named = expressionNamed(ts, node);
    const made = named && givenBy(ts, named, fn);
    return [made ? toCall(context, made, returned) : escapes(node)];
  });
  // Who calls it on an object out of sight has the object already.
  const isItself = unwrap(ts, position.expression).kind === ts.SyntaxKind.ThisKeyword;
  const isCalledUnseen = !isItself || !context.openings || ts.isGetAccessor(fn);
  if (isCalledUnseen && name !== fn)
    flows.push(...lostOwners(context, name.parent, references).map((node) => escapes(node)));
  const isPublic = facts.isPublicApi(name === fn ? fn : declarationOf(ts, fn)) !== false;
  const isAnother = !returned.isShared;
  const outside = { kind: "escapes", node: name, publicApi: true, isAnother } as const;
  return merge(isPublic ? [...flows, used(outside)] : flows);
}

/**
 * `export default (list) => …`, `module.exports = function (list) {…}`: the function stands for itself. So does a function expression that
 * does not use the name that it has for itself alone.
 */
function namelessFunction(ts: FollowContext["ts"], fn: ts.SignatureDeclaration): ts.Node | undefined {
  const isFunction = ts.isFunctionDeclaration(fn) || ts.isArrowFunction(fn) || ts.isFunctionExpression(fn);
  if (!isFunction) return undefined;
  const isNamed =
    fn.name && !(ts.isFunctionExpression(fn) && variablesNamed(ts, fn, fn.name.text).length === 1);
  return isNamed ? undefined : fn;
}

/** A function expression is exported as the variable or member that holds it. */
function declarationOf(ts: FollowContext["ts"], fn: ts.SignatureDeclaration): ts.Node {
  return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? wrapped(ts, fn).parent : fn;
}

function toCall(context: FollowContext, call: ts.Expression, returned: Returned): Flow {
  const { isPromised, isImmediate, depth } = returned;
  const flow = follow(context, { ...atOrigin(call, isPromised), isImmediate, depth });
  return context.openings ? flow : handOut(settle(context, call, flow), returned);
}

function handOut(use: InstanceUse, { isShared }: Returned): Flow {
  return { ...nowhere, handedOut: [{ use, isShared }] };
}

/** An iterable whose `[Symbol.asyncIterator]()` a function is. */
interface Opened {
  /** What makes it, or stands for it. */
  readonly object: ts.Node;
  /** Follows the iterable itself. */
  readonly trace: (context: FollowContext) => Flow;
}

function openedBy(
  context: FollowContext,
  fn: ts.SignatureDeclaration,
  origin: ts.Expression,
): Opened | undefined {
  const { ts, kind } = context;
  const object = ownerOfOpener(context, fn);
  if (object && ts.isObjectLiteralExpression(object))
    return { object, trace: (inner) => follow(inner, atOrigin(object)) };
  if (object)
    return {
      object,
      trace: (inner) => merge([flowOfClass(inner, object), flowOfThis(inner, object, origin)]),
    };
  const holder = holderOfOpener(ts, fn, kind);
  return holder && { object: holder, trace: (inner) => flowOfHolder(inner, holder, origin) };
}

/** Every loop over the iterable, and every call of its `[Symbol.asyncIterator]()`, draws from an iterator of its own. */
function throughOpener(context: FollowContext, returned: Returned, opened: Opened): Flow {
  const { ts, facts, kind, path } = context;
  if (context.openings?.member) return toOpeners(context, opened);
  const { trace, object } = opened;
  const openings: OpeningSink = {
    loop: (node, mayLeave) => {
      const { isImmediate: immediate } = returned;
      const consumers = [{ kind: "loop", node, immediate, leavesEarly: mayLeave, asIterator: true }] as const;
      return handOut({ origin: object as ts.Expression, consumers, drawnOnce: true }, returned);
    },
    call: (call) => {
      const at = { ...atOrigin(call), isImmediate: returned.isImmediate };
      const inner = { ts, facts, kind, path, memory: noMemory() };
      const isOpenedByHand = isByHand(inner, call);
      return handOut(settle(context, call, { ...follow(inner, at), isOpenedByHand }), returned);
    },
  };
  const flow = trace({ ...context, memory: anew(context), openings });
  const proxies = flow.others.filter((use) => isProxy(ts, use));
  const others = flow.others.filter(isLost);
  return merge([{ ...flow, others }, ...proxies.map(({ node }) => escapes(node))]);
}

/** `new Proxy(rows, …)`, which may keep the iterator that it gives. */
function isProxy(ts: FollowContext["ts"], { kind, node }: Consumer): boolean {
  return kind === "inspection" && ts.isNewExpression(node);
}

/** Others are the question from here on. */
function anew({ memory }: FollowContext): Memory {
  return { ...memory, seen: new Map() };
}

/** The same for an iterator of which only the fields are the question: a loop reads none. */
function toOpeners(context: FollowContext, { trace }: Opened): Flow {
  const { ts } = context;
  const given: Flow[] = [];
  const openings: OpeningSink = {
    loop: () => nowhere,
    call: (call) => {
      given.push(follow(context, atOrigin(call)));
      return nowhere;
    },
  };
  const { others } = trace({ ...context, memory: anew(context), openings });
  const lost = others.filter((use) => isLost(use) || isProxy(ts, use));
  return merge([...given, ...lost.map(({ node }) => escapes(node))]);
}
