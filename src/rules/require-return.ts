import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { waitersOf } from "../engine/describe/waiters";
import type { Members, Method } from "../engine/detect/members";
import type { Site } from "../engine/detect/site";
import {
  ancestor,
  isWithin,
  some,
  someOwn,
  unwrap,
  walk,
  wrapped,
  type AsyncGeneratorFunction,
  type FunctionWithBody,
} from "../engine/syntax/nodes";
import { isUsing } from "../engine/polish/support/nodes";
import { say } from "../engine/say";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import {
  type Acquisition,
  acquisitionsIn,
  calleeToShow,
  isOfOneMadeAround,
  isPassedOn,
  lettingGo,
  listensToItsOwn,
  type MessageByKind,
  messagesByKind,
} from "./support/acquire";
import { addReturn } from "./support/add-return";
import { framesOf, functionCalled } from "./support/called";
import { mayInheritReturn, runsToTheEnd } from "./support/early-exit";
import { isLogger } from "./support/logger";
import { mentionsAsyncGenerator, mentionsHandRolled } from "./support/mentions";
import { callsAtEnd, type Holders, isRelease, releaseOf } from "./support/release";

type Message = MessageByKind<"missing" | "generator"> | "ending";

export const requireReturn = defineRule<Message>({
  id: "require-return",
  code: 990_008,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Require a `return()` where an iterator acquires something",
  why: `A loop that is left by \`break\`, \`return\` or an error calls the iterator's \`return()\`. Where there is none, nobody
lets go of the listener, timer, lock or connection that it has acquired: it stays for as long as the process runs.`,
  messages: {
    ...messagesByKind(
      "generator",
      (undoing) =>
        `'{{acquired}}' is called in this generator, and no 'finally' ${undoing} when a loop is left early`,
    ),
    ending:
      "next() of {{label}} calls '{{acquired}}' at the end, and there is no 'return()' that does when a loop is left early",
    ...messagesByKind(
      "missing",
      (undoing) =>
        `'{{acquired}}' is called for {{label}}, which has no 'return()' that ${undoing} when a loop is left early`,
    ),
  },
  mentions: [...mentionsHandRolled, mentionsAsyncGenerator],
  check: (context) => [
    ...context.iterators.flatMap((iterator) => reportOn(context, iterator) ?? []),
    ...context.asyncGenerators.flatMap((generator) => reportOnGenerator(context, generator) ?? []),
  ],
});

/** What an async generator acquires, and lets go of in no `finally` although it is left at a `yield`. */
function reportOnGenerator(
  context: RuleContext,
  { body }: AsyncGeneratorFunction,
): Report<Message> | undefined {
  const { ts } = context;
  const acquisition = acquisitionsIn(ts, body).find(
    (each) =>
      isHeldAtYield(ts, body, each) &&
      !isPassedOn(ts, [body], each) &&
      !listensToItsOwn(ts, [body], each) &&
      !isOfOneMadeAround(ts, each) &&
      !releaseOf(ts, { members: [], eager: [body] }, (node) => lettingGo(ts, node, each)).byOthers,
  );
  if (!acquisition) return undefined;
  const { kind, text } = acquisition;
  return { message: `generator-${kind}`, data: { acquired: text }, at: calleeToShow(ts, acquisition) };
}

/** A loop can be left at a `yield` behind it, and no `finally` lets go. */
function isHeldAtYield(ts: TypeScript, body: ts.Block, acquisition: Acquisition): boolean {
  const { call } = acquisition;
  const statement = ancestor(call, ts.isVariableStatement.bind(ts));
  if (statement && isUsing(ts, statement)) return false;
  // Whatever is called there may let go.
  const mayLetGo = someOwn(
    ts,
    body,
    (node) =>
      ts.isTryStatement(node) &&
      node.finallyBlock !== undefined &&
      some(ts, node.finallyBlock, (inner) => ts.isCallExpression(inner) && !isLogger(ts, inner.expression)),
  );
  return !mayLetGo && someOwn(ts, body, (node) => ts.isYieldExpression(node) && node.pos > call.pos);
}

function reportOn(context: RuleContext, iterator: DescribedIterator): Report<Message> | undefined {
  const { ts } = context;
  const { label, model } = iterator;
  const { iterator: members } = model.site;
  const next = members?.methods.get("next");
  if (!members || !next || members.methods.has("return") || mayInheritReturn(ts, members)) return undefined;
  const acquisition = heldByLoops(context, model.site, next);
  if (acquisition && !runsToTheEnd(iterator)) {
    const data = { acquired: acquisition.text, label };
    const fixes = letGo(context, members, next, acquisition);
    return { message: `missing-${acquisition.kind}`, data, label, at: calleeToShow(ts, acquisition), fixes };
  }
  const release = acquisition ? undefined : releasedAtEnd(context, iterator);
  if (!release || runsToTheEnd(iterator)) return undefined;
  const data = { acquired: release.expression.getText(), label };
  return {
    message: "ending",
    data,
    label,
    at: release.expression,
    fixes: releaseEarly(context, members, next, release),
  };
}

/** The first thing that is acquired, and that only a loop can let go of. */
function heldByLoops(context: RuleContext, site: Site, next: Method): Acquisition | undefined {
  const { ts } = context;
  const frames = framesOf(context, site).map(({ body }) => body);
  const holders = holdersOf(context, site);
  return frames
    .flatMap((frame) => acquisitionsIn(ts, frame).filter((each) => !isForOneCall(ts, next.fn, frame, each)))
    .find(
      (acquisition) =>
        !isPassedOn(ts, frames, acquisition) &&
        !listensToItsOwn(ts, frames, acquisition) &&
        !releaseOf(ts, holders, (node) => lettingGo(ts, node, acquisition)).byOthers,
    );
}

function holdersOf(context: RuleContext, site: Site): Holders {
  const { construct, iterable, iterator } = site;
  const next = iterator?.methods.get("next")?.fn;
  return {
    members: [construct, iterable, iterator].flatMap((each) => each ?? []),
    eager: framesOf(context, site).flatMap((fn) => (fn === next ? [] : [fn.body])),
  };
}

/** What `next()` lets go of right before it says that the sequence is over, and that nobody else lets go of. */
function releasedAtEnd(context: RuleContext, { model }: DescribedIterator): ts.CallExpression | undefined {
  const { ts } = context;
  const { exits, site } = model;
  const own = variablesOf(ts, site.iterator?.methods.get("next")?.fn);
  const holders = holdersOf(context, site);
  return callsAtEnd(ts, exits).find(
    (call) =>
      !isAbout(ts, call, own) &&
      releases(context, site, call) &&
      !releaseOf(ts, holders, (node) => isSameCall(ts, node, call)).byOthers,
  );
}

/** It lets go by its name, or is a function of the iterator's that does nothing else. */
function releases(context: RuleContext, site: Site, call: ts.CallExpression): boolean {
  const { ts } = context;
  if (isRelease(ts, call)) return true;
  const fn = functionCalled(context, site, call);
  return fn !== undefined && some(ts, fn.body, (node) => ts.isCallExpression(node) && isRelease(ts, node));
}

function isSameCall(ts: TypeScript, root: ts.Node, { expression }: ts.CallExpression): boolean {
  const text = expression.getText();
  return some(ts, root, (node) => ts.isCallExpression(node) && node.expression.getText() === text);
}

/** The variables of `next()` itself, which are new for each call. */
function variablesOf(ts: TypeScript, fn: FunctionWithBody | undefined): ReadonlySet<string> {
  const own = new Set<string>();
  if (!fn) return own;
  walk(ts, fn, (node) => {
    const isVariable = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isVariable && ts.isIdentifier(node.name)) own.add(node.name.text);
  });
  return own;
}

function isAbout(ts: TypeScript, call: ts.CallExpression, names: ReadonlySet<string>): boolean {
  return some(ts, call, (node) => ts.isIdentifier(node) && names.has(node.text));
}

/** `return()` does what `next()` does at the end. */
function releaseEarly(
  context: RuleContext,
  members: Members,
  next: Method,
  release: ts.CallExpression,
): Fix[] {
  const { ts } = context;
  if (waitersOf(ts, next.fn).length > 0) return [];
  const isAwaited = ts.isAwaitExpression(release.parent) || ts.isPropertyAccessExpression(release.parent);
  const text = `${isAwaited ? "await " : ""}${release.getText()};`;
  return addReturn(context, members, next, text, say("Add a 'return()' that does so: '{0}'", text));
}

/** Each call of `next()` acquires it anew, and lets go of it or keeps it for itself. */
function isForOneCall(
  ts: TypeScript,
  next: FunctionWithBody,
  frame: ts.Node,
  acquisition: Acquisition,
): boolean {
  const { call, kind } = acquisition;
  if (frame !== next.body) return false;
  if (kind === "listener" || kind === "subscription")
    return lettingGo(ts, frame, acquisition) || !isOnce(ts, call, next);
  const kept = wrapped(ts, call).parent;
  return ts.isVariableDeclaration(kept) || acquisition.keptIn === undefined;
}

/** `if (!this.isOpen) …`: the first call of `next()` only. */
function isOnce(ts: TypeScript, node: ts.Node, next: FunctionWithBody): boolean {
  const condition = ancestor(node, (outer): outer is ts.IfStatement => ts.isIfStatement(outer));
  return condition !== undefined && isWithin(condition, next.body);
}

/** A `return()` that undoes what is plain to undo, where each loop has acquired it for itself. */
function letGo(context: RuleContext, members: Members, next: Method, acquisition: Acquisition): Fix[] {
  const { ts } = context;
  const statement = undoing(ts, members, acquisition);
  if (!statement || waitersOf(ts, next.fn).length > 0) return [];
  return addReturn(
    context,
    members,
    next,
    statement,
    say("Add a 'return()' that lets go of it: '{0}'", statement),
  );
}

const opposite: Readonly<Record<string, string>> = {
  on: "off",
  addListener: "removeListener",
  addEventListener: "removeEventListener",
};

function undoing(ts: TypeScript, { owner }: Members, { kind, call }: Acquisition): string | undefined {
  if (ancestor(call, ts.isConstructorDeclaration.bind(ts))) return undefined;
  const block = ancestor(call, ts.isBlock.bind(ts));
  const isReachable = (place: ts.Expression): boolean => {
    const inner = unwrap(ts, place);
    if (ts.isIdentifier(inner)) return block !== undefined && isWithin(owner, block);
    return isField(ts, inner) && ts.isClassLike(owner) && isWithin(call, owner);
  };
  if (kind === "timer") {
    const place = keptIn(ts, call);
    return place && isReachable(place) ? `clearInterval(${place.getText()});` : undefined;
  }
  const callee = unwrap(ts, call.expression);
  const [event, handler, ...more] = call.arguments ?? [];
  if (kind !== "listener" || !event || !handler || more.length > 0 || !ts.isPropertyAccessExpression(callee))
    return undefined;
  const remove = opposite[callee.name.text];
  if (!remove || !isReachable(callee.expression) || !isReachable(handler)) return undefined;
  return `${callee.expression.getText()}.${remove}(${event.getText()}, ${handler.getText()});`;
}

function isField(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** The variable or field that gets the timer. */
function keptIn(ts: TypeScript, call: ts.Expression): ts.Expression | undefined {
  const { parent } = wrapped(ts, call);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name;
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned ? parent.left : undefined;
}
