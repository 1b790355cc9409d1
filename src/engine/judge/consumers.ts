import type ts from "typescript";
import { everyMember, type Consumer, type InstanceUse, type Usage } from "../consumer";
import type { Method } from "../detect/members";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import type { EngineOptions } from "../options";
import { ancestor, bodyStatements, functionAround, isJavaScript, isWithin } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason, ReasonCode, Verdict } from "../verdict";
import { mayBeRepeated } from "../lower/repeatable";
import { judgeThrowByHand } from "./thrown-into";
import { judgeGivenThrough } from "./given-through";
import { callsOut, mayFail, repeatsFinalValue, staysDone } from "./stability";

/** What judging consumers needs to know of a site. */
export interface ConsumerQuestion {
  readonly kind: IteratorKind;
  readonly next: Method;
  readonly hasReturn: boolean;
  /** `return()` does something besides giving a result. */
  readonly hasCleanup: boolean;
  readonly returns: Method | undefined;
  readonly hasThrow: boolean;
  /** Some path of `next()` gives a value together with `done: true`. */
  readonly hasFinalValue: boolean;
  /** It has, or may inherit, a `then()`. */
  readonly mayBeThenable: boolean;
  readonly relation: Relation;
  readonly usage: Usage;
  readonly options: EngineOptions;
  readonly facts: Facts;
}

/** The reasons that lie in how values are drawn: overlap, going on after the end or an error, coming back after `break`. */
export function judgeConsumers(ts: TypeScript, question: ConsumerQuestion): Reason[] {
  const reasons = question.usage.instances.flatMap((instance) => judgeInstance(ts, question, instance));
  reasons.push(...judgeUnseen(ts, question));
  return onePerCode(reasons);
}

/** Instances may be made where nobody sees it: by code outside, or by code that is handed the class or function itself. */
function judgeUnseen(ts: TypeScript, question: ConsumerQuestion): Reason[] {
  const { kind: protocol, usage, options } = question;
  const lost = usage.symbolUses.find(({ kind }) => kind === "escapes");
  if (lost)
    return lostSight(
      ts,
      question,
      "what makes it goes where the tool cannot follow, to code that may",
      lost.node,
    );
  return usage.complete || options.outsideConsumers === "serial" ? [] : [publicApi(protocol)];
}

function publicApi(kind: IteratorKind): Reason {
  const parallel = kind === "async" ? "draw values in parallel, " : "";
  return {
    code: "public-api",
    message: `code outside the project may use it, and ${parallel}go on after an error, or come back after leaving a loop`,
    verdict: "review",
  };
}

function judgeInstance(ts: TypeScript, question: ConsumerQuestion, instance: InstanceUse): Reason[] {
  const reasons = instance.consumers.flatMap((consumer) => judgeConsumer(ts, question, consumer, instance));
  if (question.relation === "is-generator" && !instance.drawnOnce) {
    reasons.push(...judgeRepeatedLoops(ts, question, instance));
  }
  return reasons;
}

function judgeConsumer(
  ts: TypeScript,
  question: ConsumerQuestion,
  consumer: Consumer,
  instance: InstanceUse,
): Reason[] {
  switch (consumer.kind) {
    case "escapes":
      if (question.relation === "loses-protocol" && !consumer.publicApi) {
        return [
          reason(
            "public-members",
            "it goes where the tool cannot follow, to code that may call next()",
            consumer.node,
            "refused",
          ),
        ];
      }
      if (consumer.publicApi)
        return question.options.outsideConsumers === "serial"
          ? []
          : [{ ...publicApi(question.kind), at: spanOf(consumer.node) }];
      return lostSight(ts, question, "it goes where the tool cannot follow, to code that may", consumer.node);
    case "opens":
      return lostSight(ts, question, "an iterator is taken from it by hand, by code that may", consumer.node);
    case "manual-next":
    case "serial-next":
      if (question.relation === "loses-protocol") return [protocolGone("next", consumer.node)];
      return judgeManualNext(ts, question, consumer);
    case "member":
      return judgeMember(ts, question, consumer, instance);
    case "inspection":
      return question.relation === "opens-generators"
        ? []
        : [
            reason(
              "public-members",
              "it is looked at as an object; a generator is another one",
              consumer.node,
            ),
          ];
    case "loop":
      if (question.relation === "loses-protocol" && consumer.asIterator)
        return [protocolGone("next", consumer.node)];
      return judgeLoop(ts, question, consumer);
    case "identity":
      return consumer.isOfOpened && question.relation !== "is-generator"
        ? [reason("identity", "what it opens is compared, and would be another object", consumer.node)]
        : [];
    case "type":
      return [];
  }
}

function judgeLoop(ts: TypeScript, question: ConsumerQuestion, { node, mayOverlap }: Consumer): Reason[] {
  const { relation, facts } = question;
  const thrown = judgeGivenThrough(ts, facts, question, node);
  if (!mayOverlap || relation !== "is-generator") return thrown;
  const queued = "several loops may draw from it at the same time; a generator queues their calls";
  return [...thrown, ...judgeOverlap(ts, question, queued, node)];
}

/** Where nobody can see who draws, each difference that it can make is named. */
function lostSight(ts: TypeScript, question: ConsumerQuestion, what: string, node: ts.Node): Reason[] {
  const { kind, next, returns, facts, hasCleanup } = question;
  const mayResume = !(returns && endsFor(ts, next, returns));
  const differences: readonly (readonly [ReasonCode, string, boolean])[] = [
    ["queued-next", "draw values in parallel", kind === "async"],
    ["closes-on-break", "come back after leaving a loop", mayResume],
    ["stops-after-error", "go on after an error", mayFail(ts, next, facts)],
    ["stops-after-done", "ask again after the end", !staysDone(ts, next)],
    ["cleanup-needs-start", "call return() before the first next()", hasCleanup],
  ];
  return differences.flatMap(([code, doing, isPossible]) =>
    isPossible ? [reason(code, `${what} ${doing}`, node)] : [],
  );
}

/**
 * An async generator queues the calls that come while one is pending. In the sync protocol that can only be a call from within
 * `next()`, and a generator that is running throws then; it takes a `next()` that calls something.
 */
function judgeOverlap(
  ts: TypeScript,
  { kind, next }: ConsumerQuestion,
  queued: string,
  node: ts.Node,
): Reason[] {
  if (kind === "async") return [reason("queued-next", queued, node)];
  if (!callsOut(ts, next)) return [];
  return [
    reason(
      "reentered-next",
      "next() may be called by what next() itself calls; a generator that is running throws then",
      node,
    ),
  ];
}

function judgeManualNext(ts: TypeScript, question: ConsumerQuestion, consumer: Consumer): Reason[] {
  const { next } = question;
  const reasons: Reason[] = [];
  const { node } = consumer;
  if (consumer.mayOverlap) {
    const queued =
      "next() may be called again before the last call has settled; a generator queues such calls";
    reasons.push(...judgeOverlap(ts, question, queued, node));
  }
  if (consumer.mayAskAfterDone && !staysDone(ts, next)) {
    reasons.push(
      reason(
        "stops-after-done",
        "next() may be called again after the end; a generator stays at its end",
        node,
      ),
    );
  } else if (consumer.mayAskAfterDone && repeatsFinalValue(ts, next)) {
    reasons.push(
      reason(
        "stops-after-done",
        "next() may be called again after the end; a generator gives its final value once",
        node,
      ),
    );
  }
  if (consumer.mayAskAfterError && mayFail(ts, next, question.facts)) {
    reasons.push(
      reason(
        "stops-after-error",
        "next() may be called again after an error; a generator has ended by then",
        node,
      ),
    );
  }
  if (consumer.passesArgument && next.fn.parameters.length > 0) {
    reasons.push(reason("next-argument", "next() is given an argument", node, "refused"));
  }
  return reasons;
}

function protocolGone(member: string, node: ts.Node): Reason {
  return reason("public-members", `'${member}' is used from outside, and would be gone`, node, "refused");
}

function judgeMember(
  ts: TypeScript,
  question: ConsumerQuestion,
  consumer: Consumer,
  instance: InstanceUse,
): Reason[] {
  const { relation } = question;
  const { member, node } = consumer;
  if (member === everyMember) return relation === "opens-generators" ? [] : [membersCopied(node)];
  const isProtocol = member === "next" || member === "return" || member === "throw";
  const isOfGenerator = consumer.isOfOpened === true && relation !== "is-generator";
  if (isOfGenerator && !isProtocol && member !== "then") return [protocolGone(member ?? "a member", node)];
  if (relation === "loses-protocol") return isProtocol ? [protocolGone(member, node)] : [];
  // Whoever tells promises from other values finds none either way.
  if (member === "then" && !question.mayBeThenable) return [];
  if (member === "return") return judgeReturnByHand(ts, question, consumer, instance);
  if (member === "throw") return [judgeThrowByHand(ts, node)];
  if (relation === "opens-generators" && member !== "next") return [];
  return [reason("public-members", `'${member ?? "a member"}' is used from outside`, node, "refused")];
}

function membersCopied(node: ts.Node): Reason {
  return reason(
    "public-members",
    "its members are copied to another object; a generator has none of its own",
    node,
    "refused",
  );
}

function judgeReturnByHand(
  ts: TypeScript,
  question: ConsumerQuestion,
  { node, isTested }: Consumer,
  instance: InstanceUse,
): Reason[] {
  const { hasReturn, hasCleanup } = question;
  if (isTested)
    return hasReturn
      ? []
      : [reason("closes-on-break", "it is asked for return(), which it lacks; a generator has one", node)];
  if (!hasReturn)
    return [
      reason("closes-on-break", "return() is called by hand; a generator has one, which ends it", node),
    ];
  if (isCalledBare(ts, node) && question.hasFinalValue) {
    return [
      reason(
        "not-understood",
        "return() is called without a value, which a generator with a final value does not accept",
        node,
        "refused",
      ),
    ];
  }
  const { returns } = question;
  const reasons: Reason[] = [];
  if (question.kind === "async" && !isInTurn(ts, node, instance)) {
    reasons.push(
      reason(
        "queued-return",
        "return() is called by hand, maybe while next() is pending; a generator's waits for it",
        node,
      ),
    );
  }
  const others = instance.consumers.filter((other) => other.node !== node);
  const isAskedAfter = others.some((other) => mayFollow(ts, other, node));
  if (isResultUsed(ts, node) || (isAskedAfter && !(returns && endsFor(ts, question.next, returns)))) {
    reasons.push(
      reason(
        "closes-on-break",
        "return() is called by hand; a generator's ends it and gives nothing back",
        node,
      ),
    );
  }
  const ended = others.find((other) => mayEnd(ts, other) && mayPrecede(ts, other, node));
  if (hasCleanup && ended && !(returns && mayRunAgain(ts, returns))) {
    reasons.push(
      reason(
        "stops-after-done",
        "return() is called by hand where a loop may have ended; a generator that has ended cleans nothing up again",
        node,
      ),
    );
  }
  const isFirst = !others.some((other) => mayPrecede(ts, other, node));
  if (hasCleanup && isFirst) {
    reasons.push(
      reason(
        "cleanup-needs-start",
        "return() is called before the first next(); a generator that has not started cleans nothing up",
        node,
      ),
    );
  }
  return reasons;
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

/** Something is done with what `await iterator.return()` gives. */
function isResultUsed(ts: TypeScript, node: ts.Node): boolean {
  const statement = ancestor(node, ts.isStatement.bind(ts));
  if (!statement || !ts.isExpressionStatement(statement)) return true;
  const outer = ts.isAwaitExpression(statement.expression)
    ? statement.expression.expression
    : statement.expression;
  return !ts.isCallExpression(outer) || !(outer.expression === node || outer === node);
}

/** It draws until the iterator ends, or closes it. */
function mayEnd(ts: TypeScript, { kind, node }: Consumer): boolean {
  if (kind === "loop") return true;
  const isNext = kind === "serial-next" || kind === "manual-next";
  return (
    isNext &&
    ancestor(node, (outer): outer is ts.IterationStatement => ts.isIterationStatement(outer, false)) !==
      undefined
  );
}

/** Done a second time, it does nothing. */
function mayRunAgain(ts: TypeScript, { fn }: Method): boolean {
  return bodyStatements(ts, fn).every(
    (statement) => ts.isReturnStatement(statement) || mayBeRepeated(ts, statement),
  );
}

/** In the same function, and before the node; of another function nobody knows when it runs. */
function mayPrecede(ts: TypeScript, other: Consumer, node: ts.Node): boolean {
  return functionAround(ts, other.node) === functionAround(ts, node) && other.node.pos < node.pos;
}

/** It stands behind the node, or around both is a loop that comes back to it; a loop over the iterator itself is one. */
function mayFollow(ts: TypeScript, other: Consumer, node: ts.Node): boolean {
  if (other.kind === "type") return false;
  if (functionAround(ts, other.node) !== functionAround(ts, node)) return true;
  if (other.node.pos > node.pos || isWithin(node, other.node)) return true;
  const loop = ancestor(other.node, (outer): outer is ts.IterationStatement =>
    ts.isIterationStatement(outer, false),
  );
  return loop !== undefined && isWithin(node, loop);
}

/** `return()` sets the flag that makes every further `next()` say done. */
function endsFor(ts: TypeScript, next: Method, returns: Method): boolean {
  const [first] = bodyStatements(ts, next.fn);
  if (!first || !ts.isIfStatement(first) || !staysDone(ts, next)) return false;
  const flag = first.expression.getText();
  return bodyStatements(ts, returns.fn).some(
    (statement) => statement.getText().replace(/\s+/g, " ").replace(/;$/, "") === `${flag} = true`,
  );
}

function isCalledBare(ts: TypeScript, node: ts.Node): boolean {
  const call = ts.isCallExpression(node) ? node : node.parent;
  return ts.isCallExpression(call) && call.arguments.length === 0 && !isJavaScript(call);
}

/** The call is awaited in the very function that made the instance, so no `next()` of that function is pending. */
function isInTurn(ts: TypeScript, node: ts.Node, { origin, consumers }: InstanceUse): boolean {
  const scope = functionAround(ts, origin);
  const isHere = (use: ts.Node): boolean => functionAround(ts, use) === scope;
  if (!isHere(node) || !consumers.every((consumer) => isHere(consumer.node) && !consumer.mayOverlap))
    return false;
  for (let current = node; !ts.isStatement(current); current = current.parent) {
    if (ts.isAwaitExpression(current)) return true;
  }
  return false;
}

function judgeRepeatedLoops(
  ts: TypeScript,
  { next, facts }: ConsumerQuestion,
  instance: InstanceUse,
): Reason[] {
  const loops = instance.consumers.filter(({ kind }) => kind === "loop");
  const [first] = loops;
  if (!first) return [];
  const reasons: Reason[] = [];
  const early = loops.find(({ leavesEarly }) => leavesEarly);
  if (early) {
    reasons.push(
      reason(
        "closes-on-break",
        "it may be drawn from again after a loop was left early, which ends a generator",
        early.node,
      ),
    );
  }
  if (!staysDone(ts, next)) {
    reasons.push(
      reason(
        "stops-after-done",
        "more than one loop may draw from it; a generator stays at its end after the first",
        first.node,
      ),
    );
  }
  const taken = loops.find(({ node }) => isValueTaken(ts, node));
  if (taken && repeatsFinalValue(ts, next)) {
    reasons.push(
      reason(
        "stops-after-done",
        "more than one loop may draw from it; a generator gives its final value once",
        taken.node,
      ),
    );
  }
  if (reasons.length === 0 && mayFail(ts, next, facts)) {
    reasons.push(
      reason(
        "shared-cursor",
        "more than one loop may draw from it; an error in one would end it for the others",
        first.node,
      ),
    );
  }
  return reasons;
}

function reason(code: ReasonCode, message: string, node: ts.Node, verdict: Verdict = "review"): Reason {
  return { code, message, verdict, at: spanOf(node) };
}

/** A subclass may override or call `next()`, which would be gone. */
export function judgeSubclasses(ts: TypeScript, relation: Relation, usage: Usage): Reason[] {
  if (relation !== "loses-protocol") return [];
  const subclass = usage.symbolUses.find(
    ({ kind, node }) => kind === "identity" && ancestor(node, ts.isHeritageClause.bind(ts)) !== undefined,
  );
  return subclass ? [reason("identity", "another class extends it", subclass.node, "refused")] : [];
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
