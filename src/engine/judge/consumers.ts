import type ts from "typescript";
import { everyMember, type Consumer, type InstanceUse } from "../consumer";
import { unseenText } from "../out-of-sight";
import { protocols } from "../kind";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { functionAround, isWithin } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { FileSpan } from "../text";
import type { TypeScript } from "../typescript";
import type { Reason, ReasonCode } from "../verdict";
import { endsFor, judgeReturnByHand, worksWithValue } from "./closed-by-hand";
import { reason, type ConsumerQuestion } from "./consumer-question";
import { hangingReason } from "./hanging";
import { isForStreamAlone } from "./streams";
import { judgeThrowByHand } from "./thrown-into";
import { judgeGivenThrough } from "./given-through";
import { mayComeBack } from "./reentry";
import { type Lost, type LostDifference, lostSightTexts } from "./lost-sight";
import { mayFail } from "./may-fail";
import { givesNothing, repeatsFinalValue, staysDone } from "./stability";

/** The reasons that lie in how values are drawn: overlap, going on after the end or an error, coming back after `break`. */
export function judgeConsumers(ts: TypeScript, question: ConsumerQuestion): Reason[] {
  const reasons = question.usage.instances.flatMap((instance) => judgeInstance(ts, question, instance));
  reasons.push(...judgeUnseen(ts, question));
  return onePerCode(reasons);
}

/** Instances may be made where nobody sees it: by code outside, or by code that is handed the class or function itself. */
function judgeUnseen(ts: TypeScript, question: ConsumerQuestion): Reason[] {
  const { usage, options, next } = question;
  const lost = usage.symbolUses.find(({ kind }) => kind === "escapes");
  if (lost) return lostSight(ts, question, "maker", lost.node);
  if (usage.complete || options.outsideConsumers === "serial") return [];
  return [
    publicApi(question, next.member, usage.untyped && spanOf(usage.untyped)),
    ...judgeUnseenClosing(ts, question),
  ];
}

/**
 * `iterator.return?.()` out of sight finds none where `next()` may wait for ever; that of a generator waits along, and tells its clean-up of
 * no value.
 */
function judgeUnseenClosing(ts: TypeScript, { kind, hasReturn, hangs, returns }: ConsumerQuestion): Reason[] {
  if (returns && worksWithValue(ts, returns)) {
    const message = say("return() works with the value it is given");
    return [reason("not-understood", message, returns.member, "refused")];
  }
  return kind === "async" && !hasReturn && hangs ? [hangingReason(hangs)] : [];
}

/**
 * @param node - what code out of sight may use
 * @param at - what lets it out, where that is not the declaration itself
 */
function publicApi(question: ConsumerQuestion, node: ts.Node, at?: FileSpan): Reason {
  const { facts, usage } = question;
  const unseen = facts.unseenUsers?.(node.getSourceFile()) ?? usage.lost;
  // Which function a package gives away says more than that the package is public.
  const place = unseen?.cause === "package" ? (at ?? unseen.at) : (unseen?.at ?? at);
  const text =
    usage.untyped && !unseen
      ? say("in JavaScript, '{0}' may be called on a value whose type nobody knows", usage.untyped.getText())
      : unseenText(unseen);
  return {
    code: "public-api",
    message: publicApiText(question, text),
    verdict: "review",
    ...(unseen ? { cause: unseen.cause } : {}),
    ...(place ? { at: place } : {}),
  };
}

function publicApiText(question: ConsumerQuestion, why: string): string {
  const isAsync = question.kind === "async";
  if (losesProtocol(question)) {
    return isAsync
      ? say(
          "{0}: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop",
          why,
        )
      : say(
          "{0}: users out of sight may call next(), which goes, go on after an error, or come back after leaving a loop",
          why,
        );
  }
  return isAsync
    ? say(
        "{0}: users out of sight may draw values in parallel, go on after an error, or come back after leaving a loop",
        why,
      )
    : say("{0}: users out of sight may go on after an error, or come back after leaving a loop", why);
}

function judgeInstance(ts: TypeScript, question: ConsumerQuestion, instance: InstanceUse): Reason[] {
  const reasons = instance.consumers.flatMap((consumer) => judgeConsumer(ts, question, consumer, instance));
  reasons.push(...judgeRepeatedLoops(ts, question, repeatedLoops(question, instance)));
  return reasons;
}

/** Loops over one and the same generator, be it what the instance becomes or what it opens. */
function repeatedLoops(
  question: ConsumerQuestion,
  { consumers, drawnOnce, drawnOnceInSight = drawnOnce }: InstanceUse,
): Consumer[] {
  const { relation } = question;
  const loops = consumers.filter(({ kind }) => kind === "loop");
  if (relation !== "is-generator")
    return loops.filter(({ isOfRedrawn }) => isOfRedrawn).map((loop) => ofRelation(question, loop));
  return drawnOnceInSight ? [] : loops;
}

/** Each opening gives a generator of its own. */
function ofRelation({ relation }: ConsumerQuestion, consumer: Consumer): Consumer {
  return relation === "opens-generators" && consumer.alone ? { ...consumer, ...consumer.alone } : consumer;
}

/** The object that opens generators stays, other than what it opens; a proxy may keep the iterators that it gives. */
function judgeInspection(
  ts: TypeScript,
  question: ConsumerQuestion,
  { node, isOfOpened }: Consumer,
): Reason[] {
  if (question.relation === "opens-generators" && isOfOpened !== true)
    return ts.isNewExpression(node) ? lostSight(ts, question, "opened", node) : [];
  const message = say("it is looked at as an object; a generator is another one");
  return [reason("public-members", message, node)];
}

function judgeConsumer(
  ts: TypeScript,
  question: ConsumerQuestion,
  consumer: Consumer,
  instance: InstanceUse,
): Reason[] {
  switch (consumer.kind) {
    case "escapes":
      if (isForStreamAlone(ts, question, consumer, instance)) return judgeUnseenClosing(ts, question);
      if (losesProtocol(question) && !consumer.publicApi) {
        return [
          reason(
            "public-members",
            say("it goes where the tool cannot follow, to code that may call next()"),
            consumer.node,
            "refused",
          ),
        ];
      }
      if (consumer.publicApi)
        return question.options.outsideConsumers === "serial" && isMadeForCaller(ts, instance, consumer.node)
          ? []
          : [publicApi(question, consumer.node, spanOf(consumer.node)), ...judgeUnseenClosing(ts, question)];
      return lostSight(ts, question, consumer.isHolder ? "holder" : "iterator", consumer.node);
    case "opens":
      return lostSight(ts, question, "opened", consumer.node);
    case "manual-next":
    case "serial-next":
      // A next() of its own is another one than the generator's.
      if (question.relation === "opens-generators" && consumer.isOfOpened !== true) return [];
      if (isGoneFor(question, consumer)) return [protocolGone("next", consumer.node)];
      return judgeManualNext(ts, question, ofRelation(question, consumer));
    case "member":
      return judgeMember(ts, question, consumer, instance);
    case "inspection":
      return judgeInspection(ts, question, consumer);
    case "loop":
      if (losesProtocol(question) && consumer.asIterator) return [protocolGone("next", consumer.node)];
      return judgeLoop(ts, question, consumer);
    case "identity":
      return judgeComparison(question, consumer);
    case "type":
      return [];
  }
}

/** A generator gives itself where a loop begins; what has iterators, or what is one and gets a generator method, does not. */
function judgeComparison({ relation, returnsItself }: ConsumerQuestion, consumer: Consumer): Reason[] {
  if (!consumer.isOfOpened || (relation === "is-generator" && returnsItself)) return [];
  const message = say("what it opens is compared, and would be another object");
  return [{ ...reason("identity", message, consumer.node), short: say("comparisons differ") }];
}

/** @returns whether who asks gets one of its own; one made before is given to all, each of which may be serial by itself */
export function isMadeForCaller(ts: TypeScript, { origin }: InstanceUse, given: ts.Node): boolean {
  const maker = functionAround(ts, origin);
  return maker === undefined || maker === functionAround(ts, given) || isWithin(maker, given);
}

function judgeLoop(ts: TypeScript, question: ConsumerQuestion, { node, mayOverlap }: Consumer): Reason[] {
  const { relation, facts } = question;
  const thrown = judgeGivenThrough(ts, facts, question, node);
  if (!mayOverlap || relation !== "is-generator") return thrown;
  const queued = say("several loops may draw from it at the same time; a generator queues their calls");
  return [...thrown, ...judgeOverlap(ts, question, queued, node)];
}

/** Where nobody can see who draws, each difference that it can make is named. */
function lostSight(ts: TypeScript, question: ConsumerQuestion, what: Lost, node: ts.Node): Reason[] {
  const { kind, next, returns, facts, hasCleanup } = question;
  const isEmpty = givesNothing(ts, next);
  const mayResume = !isEmpty && !(returns && endsFor(ts, question, returns));
  const differences: readonly (readonly [LostDifference, boolean])[] = [
    ["queued-next", kind === "async" && !isEmpty],
    ["queued-return", kind === "async" && (hasCleanup || question.waitsForOthers)],
    ["closes-on-break", mayResume],
    ["stops-after-error", mayFail(ts, next, facts)],
    ["stops-after-done", !staysDone(ts, question) || repeatsFinalValue(ts, question)],
    ["cleanup-needs-start", hasCleanup],
  ];
  const codes = differences.flatMap(([code, isPossible]) => (isPossible ? [code] : []));
  const named = lostSightTexts(what, codes).map(([code, text]) => reason(code, text, node));
  return [...named, ...judgeUnseenClosing(ts, question)];
}

/**
 * An async generator queues the calls that come while one is pending. In the sync protocol that can only be a call from within
 * `next()`, and a generator that is running throws then; it takes a `next()` that calls something.
 */
function judgeOverlap(
  ts: TypeScript,
  { kind, next, facts }: ConsumerQuestion,
  queued: string,
  node: ts.Node,
): Reason[] {
  if (kind === "async") return [reason("queued-next", queued, node)];
  if (!mayComeBack(ts, next.fn, facts)) return [];
  return [
    reason(
      "reentered-next",
      say("next() may be called by what next() itself calls; a generator that is running throws then"),
      node,
    ),
  ];
}

function judgeManualNext(ts: TypeScript, question: ConsumerQuestion, consumer: Consumer): Reason[] {
  const { next } = question;
  const reasons: Reason[] = [];
  const { node } = consumer;
  if (consumer.mayOverlap) {
    const queued = say(
      "next() may be called again before the last call has settled; a generator queues such calls",
    );
    reasons.push(...judgeOverlap(ts, question, queued, node));
  }
  if (consumer.mayAskAfterDone && !staysDone(ts, question)) {
    reasons.push(
      reason(
        "stops-after-done",
        say("next() may be called again after the end; a generator stays at its end"),
        node,
      ),
    );
  } else if (consumer.mayAskAfterDone && repeatsFinalValue(ts, question)) {
    reasons.push(
      reason(
        "stops-after-done",
        say("next() may be called again after the end; a generator gives its final value once"),
        node,
      ),
    );
  }
  if (consumer.mayAskAfterError && mayFail(ts, next, question.facts)) {
    reasons.push(
      reason(
        "stops-after-error",
        say("next() may be called again after an error; a generator has ended by then"),
        node,
      ),
    );
  }
  if (consumer.passesArgument && next.fn.parameters.length > 0) {
    reasons.push(reason("next-argument", say("next() is given an argument"), node, "refused"));
  }
  return reasons;
}

function losesProtocol({ relation }: ConsumerQuestion): boolean {
  return relation === "loses-protocol" || relation === "reopens";
}

/** The object itself has no protocol methods any more; what was another instance of its class and is a generator has. */
function isGoneFor(question: ConsumerQuestion, { isOfOpened }: Consumer): boolean {
  return losesProtocol(question) && !(question.relation === "reopens" && isOfOpened === true);
}

function protocolGone(member: string | undefined, node: ts.Node): Reason {
  const message =
    member === undefined
      ? say("a member is used from outside, and would be gone")
      : say("'{0}' is used from outside, and would be gone", member);
  return reason("public-members", message, node, "refused");
}

function judgeMember(
  ts: TypeScript,
  question: ConsumerQuestion,
  consumer: Consumer,
  instance: InstanceUse,
): Reason[] {
  const { relation } = question;
  const { member, node } = consumer;
  // What opens generators keeps its members.
  if (relation === "opens-generators" && consumer.isOfOpened !== true) return [];
  if (member === everyMember) return [membersCopied(node)];
  if (asksForOpener(question, consumer))
    return hasOpener(question, consumer) || losesProtocol(question) ? [] : [openerFound(question, node)];
  const isProtocol = member === "next" || member === "return" || member === "throw";
  // Whoever only asks for what it does not have finds nothing either way.
  if (consumer.isTested === true && !isProtocol && member !== undefined && !question.hasMember(member))
    return [];
  const isOfGenerator = consumer.isOfOpened === true && relation !== "is-generator";
  if (isOfGenerator && !isProtocol && member !== "then") return [protocolGone(member, node)];
  if (isGoneFor(question, consumer)) return isProtocol ? [protocolGone(member, node)] : [];
  // A generator has a next(), too.
  if (member === "next" && consumer.isTested === true) return [];
  // Whoever tells promises from other values finds none either way.
  if (member === "then" && !question.mayBeThenable) return [];
  if (member === "return") return judgeReturnByHand(ts, question, consumer, instance);
  if (member === "throw") return [judgeThrowByHand(ts, node)];
  if (relation !== "is-generator" && member !== "next") return [];
  const message =
    member === undefined ? say("a member is used from outside") : say("'{0}' is used from outside", member);
  return [reason("public-members", message, node, "refused")];
}

function asksForOpener({ kind }: ConsumerQuestion, { member, isTested }: Consumer): boolean {
  return isTested === true && member === protocols[kind].openKey;
}

/** What a class or an object opens is asked, or that one itself. */
function hasOpener(question: ConsumerQuestion, { isOfOpened }: Consumer): boolean {
  const { kind, opensItself } = question;
  return opensItself || (isOfOpened !== true && question.hasMember(protocols[kind].openKey));
}

/** `if (it[Symbol.asyncIterator])`, which finds none */
function openerFound({ kind }: ConsumerQuestion, node: ts.Node): Reason {
  const message = say("it is asked for {0}(), which it does not have, and a generator does", openText(kind));
  return reason("public-members", message, node);
}

function membersCopied(node: ts.Node): Reason {
  return reason(
    "public-members",
    say("its members are copied to another object; a generator has none of its own"),
    node,
    "refused",
  );
}

/** `const last = yield* iterator;` */
function isValueTaken(ts: TypeScript, node: ts.Node): boolean {
  const drawn = ts.isYieldExpression(node)
    ? node
    : ts.isYieldExpression(node.parent)
      ? node.parent
      : undefined;
  return drawn !== undefined && !ts.isExpressionStatement(drawn.parent);
}

function judgeRepeatedLoops(
  ts: TypeScript,
  question: ConsumerQuestion,
  loops: readonly Consumer[],
): Reason[] {
  const { next, facts } = question;
  const reasons: Reason[] = [];
  const early = loops.find(({ leavesEarly, isDrawnAfter }) => leavesEarly && isDrawnAfter !== false);
  if (early) {
    reasons.push(
      reason(
        "closes-on-break",
        say("it may be drawn from again after a loop was left early, which ends a generator"),
        early.node,
      ),
    );
  }
  const again = loops.filter(({ mayAskAfterDone }) => mayAskAfterDone !== false);
  const [asking] = again;
  if (asking && !staysDone(ts, question)) {
    const message =
      asking.mayAskAfterDone === true
        ? say("a loop may draw from it again after its end; a generator stays at its end")
        : say("more than one loop may draw from it; a generator stays at its end after the first");
    reasons.push(reason("stops-after-done", message, asking.node));
  }
  const taken = again.find(({ node }) => isValueTaken(ts, node));
  if (taken && repeatsFinalValue(ts, question)) {
    reasons.push(
      reason(
        "stops-after-done",
        say("more than one loop may draw from it; a generator gives its final value once"),
        taken.node,
      ),
    );
  }
  const outliving = loops.find(({ mayAskAfterError }) => mayAskAfterError !== false);
  if (outliving && mayFail(ts, next, facts)) reasons.push(afterError(reasons.length === 0, outliving.node));
  return reasons;
}

/** @param isAlone - loops that come to the end, one after the other, differ in nothing else */
function afterError(isAlone: boolean, node: ts.Node): Reason {
  return isAlone
    ? reason(
        "shared-cursor",
        say("more than one loop may draw from it; an error in one would end it for the others"),
        node,
      )
    : reason(
        "stops-after-error",
        say("a loop may draw from it again after an error; a generator has ended by then"),
        node,
      );
}

/** A person wants to read each difference once; the worst of its kind stays. */
export function onePerCode(reasons: readonly Reason[]): Reason[] {
  const byCode = new Map<ReasonCode, Reason>();
  for (const next of reasons) {
    const known = byCode.get(next.code);
    if (!known || (known.verdict !== "refused" && next.verdict === "refused")) byCode.set(next.code, next);
  }
  return [...byCode.values()];
}
