import type ts from "typescript";
import type { InstanceUse } from "../consumer";
import { ancestor, decoratorOf, hasModifier, isGenerator, unwrap, wrapped } from "../syntax/nodes";
import { stepInto } from "./context";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { atOrigin, follow, type FollowContext, type OpeningSink, type Position } from "./follow";
import { isByHand } from "./follow-use";
import { callOf, givenBy, isTakenOff, nameOfFunction, nameOfMember, ownerOfOpener } from "./functions";
import { lostOwners } from "./lost-owners";
import { makersOf } from "./makers";
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
  const inner = fn && stepInto(context, fn);
  if (!inner || isGenerator(fn)) return escapes(position.expression);
  const between = crossing(context, position.anchor, position.expression);
  const isShared = between.loops || between.calls || position.toAnchor.loops || position.toAnchor.calls;
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  const returned: Returned = {
    isShared,
    isPromised: position.isPromised || isAsync,
    isImmediate: position.isImmediate && !isAsync && !ancestor(position.expression, ts.isTryStatement),
  };
  const owner = isAsync ? undefined : ownerOfOpener(context, fn);
  const flow = owner
    ? throughOpener(inner, owner, returned, position.expression)
    : toCallers(inner, position, fn, returned);
  const decorator = decoratorOf(ts, fn);
  return decorator ? merge([flow, escapes(decorator)]) : flow;
}

/** How a function gives the value to its callers. */
interface Returned {
  /** Several calls may give the same instance. */
  readonly isShared: boolean;
  readonly isPromised: boolean;
  readonly isImmediate: boolean;
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
  const name = nameOfFunction(ts, fn) ?? nameOfMember(ts, fn);
  const references = name && facts.references(name);
  if (!references) return escapes(position.expression);
  const flows = references.flatMap(({ node, isDeclaration }) => {
    if (isTakenOff(ts, node, fn)) return [escapes(node)];
    if (isDeclaration) return [];
    const named = expressionNamed(ts, node);
    const made = named && givenBy(ts, named, fn);
    return [made ? toCall(context, made, returned) : escapes(node)];
  });
  flows.push(...lostOwners(context, name.parent, references).map((node) => escapes(node)));
  const isPublic = facts.isPublicApi(declarationOf(ts, fn)) !== false;
  return merge(isPublic ? [...flows, used({ kind: "escapes", node: name, publicApi: true })] : flows);
}

/** A function expression is exported as the variable or member that holds it. */
function declarationOf(ts: FollowContext["ts"], fn: ts.SignatureDeclaration): ts.Node {
  return ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? wrapped(ts, fn).parent : fn;
}

function toCall(context: FollowContext, call: ts.Expression, returned: Returned): Flow {
  const at = { ...atOrigin(call, returned.isPromised), isImmediate: returned.isImmediate };
  const flow = follow(context, at);
  return context.openings ? flow : handOut(settle(context, call, flow), returned);
}

function handOut(use: InstanceUse, { isShared }: Returned): Flow {
  return { ...nowhere, handedOut: [{ use, isShared }] };
}

/** Every loop over the iterable, and every call of its `[Symbol.asyncIterator]()`, draws from an iterator of its own. */
function throughOpener(
  context: FollowContext,
  owner: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression,
  returned: Returned,
  origin: ts.Expression,
): Flow {
  const { ts, facts, kind, path } = context;
  const openings: OpeningSink = {
    loop: (node, mayLeave) => {
      const { isImmediate: immediate } = returned;
      const consumers = [{ kind: "loop", node, immediate, leavesEarly: mayLeave, asIterator: true }] as const;
      return handOut({ origin: owner as ts.Expression, consumers, drawnOnce: true }, returned);
    },
    call: (call) => {
      const at = { ...atOrigin(call), isImmediate: returned.isImmediate };
      const inner = { ts, facts, kind, path };
      const isOpenedByHand = isByHand(inner, call);
      return handOut(settle(context, call, { ...follow(inner, at), isOpenedByHand }), returned);
    },
  };
  const opening: FollowContext = { ...context, openings };
  const flow = ts.isObjectLiteralExpression(owner)
    ? follow(opening, atOrigin(owner))
    : merge([flowOfClass(opening, owner), flowOfThis(opening, owner, origin)]);
  // A proxy may keep the iterator that it gives.
  const proxies = flow.others.filter(({ kind, node }) => kind === "inspection" && ts.isNewExpression(node));
  const others = flow.others.filter(({ kind }) => kind === "escapes" || kind === "opens");
  return merge([{ ...flow, others }, ...proxies.map(({ node }) => escapes(node))]);
}

function flowOfClass(context: FollowContext, owner: ts.ClassLikeDeclaration): Flow {
  const { ts } = context;
  const holder = ts.isClassExpression(owner) ? wrapped(ts, owner).parent : owner;
  const name = ts.isVariableDeclaration(holder) ? holder.name : owner.name;
  if (!name || !ts.isIdentifier(name)) return escapes(owner);
  const { origins, symbolUses, complete } = makersOf(context, name, "new");
  const flows = origins.map(({ expression }) => follow(context, atOrigin(expression)));
  const unseen = complete ? [] : [used({ kind: "escapes", node: name, publicApi: true })];
  const subclasses = symbolUses
    .filter((use) => use.kind === "identity" && use.isHeritage)
    .map((use) => escapes(use.node));
  const lost = symbolUses.filter(({ kind }) => kind === "escapes").map((use) => used(use));
  return merge([...flows, ...unseen, ...subclasses, ...lost]);
}

/** What the class does with itself; that it gives itself to the iterator it makes is the usual thing. */
function flowOfThis(context: FollowContext, owner: ts.ClassLikeDeclaration, origin: ts.Expression): Flow {
  const { ts } = context;
  const flows: Flow[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && ts.isExpression(node)) {
      if (node.parent !== unwrap(ts, origin)) flows.push(follow(context, atOrigin(node)));
    }
    const hasOtherThis =
      ts.isClassLike(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
    if (!hasOtherThis) ts.forEachChild(node, visit);
  };
  owner.members.forEach(visit);
  return merge(flows);
}
