import type ts from "typescript";
import { callOf } from "../consume/functions";
import type { Consumer, InstanceUse } from "../consumer";
import type { Method } from "../detect/members";
import { isSetBack, mayBeRepeated } from "../lower/repeatable";
import { say } from "../say";
import {
  ancestor,
  bodyStatements,
  functionAround,
  isJavaScript,
  isUndefined,
  isWithin,
  realParameters,
} from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason, type ConsumerQuestion } from "./consumer-question";
import { hangingReason } from "./hanging";
import { isElsewhere, mayPrecede, surelyPrecedes } from "./preceding";
import { staysDone } from "./stability";

/**
 * `iterator.return()` by hand: a generator's waits for a pending `next()`, ends it for good, and cleans up once, if it has begun.
 *
 * @param consumer - the call, or the question whether it is there
 */
export function judgeReturnByHand(
  ts: TypeScript,
  question: ConsumerQuestion,
  { node, isTested }: Consumer,
  instance: InstanceUse,
): Reason[] {
  const { hasReturn, hasCleanup } = question;
  if (isTested)
    return hasReturn
      ? []
      : [
          reason(
            "closes-on-break",
            say("it is asked for return(), which it lacks; a generator has one"),
            node,
          ),
        ];
  const isQueued = question.kind === "async" && !isInTurn(ts, node, instance);
  if (!hasReturn) {
    return [
      reason("closes-on-break", say("return() is called by hand; a generator has one, which ends it"), node),
      ...(isQueued ? [queuedByHand(node)] : []),
      ...(isQueued && question.hangs ? [hangingReason(question.hangs)] : []),
    ];
  }
  if (isCalledBare(ts, node) && question.hasFinalValue) {
    return [
      reason(
        "not-understood",
        say("return() is called without a value, which a generator with a final value does not accept"),
        node,
        "refused",
      ),
    ];
  }
  const { returns } = question;
  if (returns && isGivenValue(ts, node) && handsValueOn(ts, returns)) {
    return [
      reason(
        "not-understood",
        say("return() is called with a value, which it hands on; a generator's clean-up is not told of it"),
        node,
        "refused",
      ),
    ];
  }
  const reasons: Reason[] = [];
  if (isQueued) reasons.push(queuedByHand(node));
  const others = instance.consumers.filter((other) => other.node !== node);
  const isAskedAfter = others.some(
    (other) => mayFollow(ts, other, node) && !isLeftBefore(ts, other, node, instance),
  );
  if (isResultUsed(ts, node) || (isAskedAfter && !(returns && endsFor(ts, question, returns)))) {
    reasons.push(
      reason(
        "closes-on-break",
        say("return() is called by hand; a generator's ends it and gives nothing back"),
        node,
      ),
    );
  }
  const ended = others.find(
    (other) => mayEnd(other) && (isElsewhere(ts, other, node) || mayPrecede(ts, other, node)),
  );
  if (hasCleanup && ended && !(returns && mayRunAgain(ts, returns))) {
    reasons.push(
      reason(
        "stops-after-done",
        say(
          "return() is called by hand where the end may have come; a generator that has ended cleans nothing up again",
        ),
        node,
      ),
    );
  }
  const isFirst = !others.some((other) => mayEnd(other) && surelyPrecedes(ts, other, node));
  if (hasCleanup && isFirst) {
    reasons.push(
      reason(
        "cleanup-needs-start",
        say("return() is called before the first next(); a generator that has not started cleans nothing up"),
        node,
      ),
    );
  }
  return reasons;
}

function queuedByHand(node: ts.Node): Reason {
  return reason(
    "queued-return",
    say("return() is called by hand, maybe while next() is pending; a generator's waits for it"),
    node,
  );
}

/** Something is done with what `await iterator.return()` gives. */
function isResultUsed(ts: TypeScript, node: ts.Node): boolean {
  const statement = ancestor(node, ts.isStatement.bind(ts));
  if (!statement || !ts.isExpressionStatement(statement)) return true;
  const outer = ts.isAwaitExpression(statement.expression)
    ? statement.expression.expression
    : statement.expression;
  return outer !== callAt(ts, node);
}

/** The call that a node is, or whose callee it is: `iterator.return!()` */
function callAt(ts: TypeScript, node: ts.Node): ts.CallExpression | undefined {
  if (ts.isCallExpression(node)) return node;
  return ts.isExpression(node) ? callOf(ts, node) : undefined;
}

/** It draws, and what it gets may be the end: of a source without elements, each first `next()` is. */
function mayEnd({ kind }: Consumer): boolean {
  return kind === "loop" || kind === "serial-next" || kind === "manual-next";
}

/** Done a second time, it does nothing. */
function mayRunAgain(ts: TypeScript, { fn }: Method): boolean {
  return bodyStatements(ts, fn).every(
    (statement) =>
      ts.isReturnStatement(statement) || (mayBeRepeated(ts, statement) && !isSetBack(ts, statement)),
  );
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

/** @returns whether `return()` sets the flag that makes every further `next()` say done */
export function endsFor(ts: TypeScript, question: ConsumerQuestion, returns: Method): boolean {
  const [first] = bodyStatements(ts, question.next.fn);
  if (!first || !ts.isIfStatement(first) || !staysDone(ts, question)) return false;
  const flag = first.expression.getText();
  return bodyStatements(ts, returns.fn).some(
    (statement) => statement.getText().replace(/\s+/g, " ").replace(/;$/, "") === `${flag} = true`,
  );
}

/** `if (…) { await lines.return(); return all; }`, and the other use is in what the same run of the function never comes to. */
function isLeftBefore(ts: TypeScript, other: Consumer, node: ts.Node, { origin }: InstanceUse): boolean {
  const scope = functionAround(ts, node);
  const statement = ancestor(node, ts.isStatement.bind(ts));
  const isHere = scope && functionAround(ts, origin) === scope && functionAround(ts, other.node) === scope;
  if (!isHere || !statement || !ts.isBlock(statement.parent)) return false;
  const behind = statement.parent.statements[statement.parent.statements.indexOf(statement) + 1];
  if (!behind || !ts.isReturnStatement(behind) || isWithin(other.node, behind)) return false;
  // What stands in a `finally` still runs.
  const attempt = ancestor(statement, ts.isTryStatement.bind(ts));
  return !attempt || !isWithin(attempt, scope);
}

function isCalledBare(ts: TypeScript, node: ts.Node): boolean {
  const call = callAt(ts, node);
  return call?.arguments.length === 0 && !isJavaScript(call);
}

function isGivenValue(ts: TypeScript, node: ts.Node): boolean {
  const call = callAt(ts, node);
  return call?.arguments.some((argument) => !isUndefined(ts, argument)) === true;
}

/** `return(value) { return source.return(value); }` */
function handsValueOn(ts: TypeScript, { fn }: Method): boolean {
  return usesOfValue(ts, fn).some(
    (use) => ts.isCallExpression(use.parent) || ts.isSpreadElement(use.parent) || isKept(ts, use),
  );
}

/** `const result = { done: true, value };`, of which more may be made than to return it */
function isKept(ts: TypeScript, { parent }: ts.Identifier): boolean {
  const isPart = ts.isShorthandPropertyAssignment(parent) || ts.isPropertyAssignment(parent);
  if (!isPart) return false;
  for (let node: ts.Node = parent.parent; ; node = node.parent) {
    if (ts.isVariableDeclaration(node) || ts.isBinaryExpression(node)) return true;
    if (ts.isStatement(node) || ts.isFunctionLike(node)) return false;
  }
}

/** @returns whether `return()` does anything with the value that it is given, but for closing a source with it and giving it back */
export function worksWithValue(ts: TypeScript, { fn }: Method): boolean {
  return usesOfValue(ts, fn).some((use) => {
    const { parent } = use;
    const isClosing =
      ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      parent.expression.name.text === "return";
    return isKept(ts, use) || (ts.isCallExpression(parent) && !isClosing);
  });
}

function usesOfValue(ts: TypeScript, fn: Method["fn"]): readonly ts.Identifier[] {
  const [parameter] = realParameters(ts, fn);
  const name = parameter && ts.isIdentifier(parameter.name) ? parameter.name : undefined;
  return name ? sameVariable(ts, name).filter((use) => use !== name) : [];
}

/** The call is awaited, and comes between two calls of `next()`. */
function isInTurn(ts: TypeScript, node: ts.Node, instance: InstanceUse): boolean {
  if (!isCalledBetween(ts, { node }, instance)) return false;
  for (let current = node; !ts.isStatement(current); current = current.parent) {
    if (ts.isAwaitExpression(current)) return true;
  }
  return false;
}

/** @returns whether it stands in the very function that made the instance and draws from it, so that no `next()` of that function is pending */
export function isCalledBetween(
  ts: TypeScript,
  { node }: Pick<Consumer, "node">,
  { origin, consumers }: InstanceUse,
): boolean {
  const scope = functionAround(ts, origin);
  const isHere = (use: ts.Node): boolean => functionAround(ts, use) === scope;
  return isHere(node) && consumers.every((consumer) => isHere(consumer.node) && !consumer.mayOverlap);
}
