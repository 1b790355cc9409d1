import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Model } from "../engine/describe/model";
import { promiseExecutor } from "../engine/describe/exits";
import type { Members, Method } from "../engine/detect/members";
import type { Site } from "../engine/detect/site";
import { isAssignmentOperator, isWithin, some, unwrap, walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Report, type RuleContext } from "./rule";
import { acquisitionsIn, lettingGo } from "./support/acquire";
import { bodiesCalledFrom, framesOf, functionCalled, isAsyncFunction } from "./support/called";
import { canFail, handsOnFailure } from "./support/failure";
import { calledName } from "./support/generator-call";
import { isLogger } from "./support/logger";
import { mentionsHandRolled } from "./support/mentions";
import { callsAtEnd, isRelease, releaseOf } from "./support/release";

type Message = "alone" | "ending";

export const cleanupOnError = defineRule<Message>({
  id: "cleanup-on-error",
  code: 990_010,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Require that an iterator also cleans up when `next()` fails",
  why: `\`for await\` calls \`return()\` when the loop is left early, and never when \`next()\` fails: it takes an iterator that
has failed for one that has cleaned up. What only \`return()\` lets go of stays open after each error.`,
  messages: {
    ending: "'{{cleanup}}' is called by return() and at the end, and not when next() of {{label}} fails",
    alone: "Only return() of {{label}} calls '{{cleanup}}', and no loop calls return() when next() fails",
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportOn(context, iterator) ?? []),
});

function reportOn(context: RuleContext, { label, model }: DescribedIterator): Report<Message> | undefined {
  const { ts } = context;
  const { site } = model;
  const { construct, iterable, iterator } = site;
  const next = iterator?.methods.get("next");
  const close = iterator?.methods.get("return");
  const at = close?.member.name;
  if (!next || !close || !at || !canNextFail(context, model, next)) return undefined;
  const members = [construct, iterable, iterator].flatMap((each) => each ?? []);
  const frames = framesOf(context, site).map(({ body }) => body);
  const eager = frames.filter((body) => body !== next.fn.body);
  const parts = [...frames, ...members.flatMap(initialValues)];
  const failing = bodiesCalledFrom(context, site, next.fn);
  if (failing.some((body) => mayCleanUp(context, site, body))) return undefined;
  const ending = callsAtEnd(ts, model.exits);
  const cleanup = releasesIn(context, site, close).find((call) => {
    const isRepeated = (node: ts.Node): boolean => repeats(ts, node, call, ending);
    if (!isOwn(ts, parts, call) || failing.some(isRepeated)) return false;
    const { methods, byOthers } = releaseOf(ts, { members, eager }, isRepeated);
    return !byOthers && !methods.has("next");
  });
  if (!cleanup || isClosedNearby(context, site) || site.isClosedByHand) return undefined;
  const message = ending.some((call) => repeats(ts, call, cleanup, [])) ? "ending" : "alone";
  return { message, data: { label, cleanup: cleanup.expression.getText() }, label, at };
}

/** A `catch` or `finally` hands the failure to somebody who is out of sight. */
function mayCleanUp(context: RuleContext, site: Site, body: ts.Node): boolean {
  const { ts } = context;
  const handsOn = (node: ts.Node): boolean =>
    ts.isCallExpression(node) && !isLogger(ts, node.expression) && !functionCalled(context, site, node);
  return some(
    ts,
    body,
    (node) =>
      ts.isTryStatement(node) &&
      [node.catchClause?.block, node.finallyBlock].some((block) => block && some(ts, block, handsOn)),
  );
}

function initialValues({ fields }: Members): ts.Node[] {
  return [...fields.values()].flatMap(({ initializer, member }) => (initializer ? [member] : []));
}

/** The iterator has acquired it, so nobody else is there to let go of it. */
function isOwn(ts: TypeScript, parts: readonly ts.Node[], call: ts.CallExpression): boolean {
  const acquired = parts.flatMap((part) => acquisitionsIn(ts, part));
  if (acquired.some((acquisition) => acquisition.kind !== "lock" && lettingGo(ts, call, acquisition)))
    return true;
  const name = lastNames(ts, call).split(".")[0];
  return name !== undefined && parts.some((part) => some(ts, part, (node) => opens(ts, node, name)));
}

/** `this.file = await open()`, `const file = open()`, `file = open()` as a field */
function opens(ts: TypeScript, node: ts.Node, name: string): boolean {
  const target =
    ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)
      ? node.name
      : ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind)
        ? node.left
        : undefined;
  if (!target) return false;
  const key = ts.isPropertyAccessExpression(target) ? target.name : target;
  const value = ts.isBinaryExpression(node) ? node.right : (node as ts.PropertyDeclaration).initializer;
  if (key.getText() !== name || !value) return false;
  const inner = unwrap(ts, value);
  const made = ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
  return ts.isCallExpression(made) || ts.isNewExpression(made);
}

/** Some code of the file outside of it calls a `return()` by hand, which may be this one. */
function isClosedNearby(context: RuleContext, site: Site): boolean {
  const { ts } = context;
  const whole = site.factory?.fn ?? site.node;
  return context
    .nodes(ts.isCallExpression)
    .some((call) => calledName(ts, call)?.text === "return" && !isWithin(call, whole));
}

/** For certain: it throws, waits for something that can fail, or gives a promise that somebody rejects. */
function canNextFail(context: RuleContext, { site, exits }: Model, { fn }: Method): boolean {
  const { ts } = context;
  if (isAsyncFunction(ts, fn)) return canFail(context, site, fn);
  return (
    exits.some(({ kind }) => kind === "throw") ||
    handsOnFailure(context, site, fn) ||
    some(ts, fn.body, (node) => ts.isNewExpression(node) && usesReject(ts, node))
  );
}

function usesReject(ts: TypeScript, promise: ts.NewExpression): boolean {
  const executor = promiseExecutor(ts, promise);
  const name = executor?.reject?.text;
  return (
    executor !== undefined &&
    name !== undefined &&
    some(ts, executor.fn.body, (node) => ts.isIdentifier(node) && node.text === name)
  );
}

/** The calls by which `return()` lets go, those in functions that it calls included. */
function releasesIn(context: RuleContext, site: Site, close: Method): ts.CallExpression[] {
  const { ts } = context;
  const found: ts.CallExpression[] = [];
  for (const body of bodiesCalledFrom(context, site, close.fn)) {
    walk(ts, body, (node) => {
      // A stream whose reader fails has failed itself, and its lock holds nothing any more.
      const isLock = ts.isCallExpression(node) && calledName(ts, node)?.text === "releaseLock";
      if (ts.isCallExpression(node) && !isLock && isRelease(ts, node)) found.push(node);
    });
  }
  return found;
}

/** The same is called here, and not by one of those calls: `this.file.close()`, `file?.close()` */
function repeats(
  ts: TypeScript,
  root: ts.Node,
  call: ts.CallExpression,
  but: readonly ts.CallExpression[],
): boolean {
  const wanted = lastNames(ts, call);
  return some(
    ts,
    root,
    (node) => ts.isCallExpression(node) && !but.includes(node) && lastNames(ts, node) === wanted,
  );
}

/** `file.close` of `this.file!.close()` */
function lastNames(ts: TypeScript, call: ts.CallExpression): string {
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return callee.getText();
  const receiver = unwrap(ts, callee.expression);
  const name = ts.isPropertyAccessExpression(receiver) ? receiver.name : receiver;
  return `${name.getText()}.${callee.name.text}`;
}
