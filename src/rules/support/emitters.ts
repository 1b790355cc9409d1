import type ts from "typescript";
import { calledFunction } from "../../engine/consume/functions";
import { type FunctionWithBody, some, unwrap, walk } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { RuleContext } from "../rule";

/** An emitter whose elements or end somebody listens for, and whose errors nobody does. */
export interface DeafEmitter {
  /** As it is written: `this.socket`. */
  readonly source: string;
  /** The name of the event. */
  readonly at: ts.Node;
}

interface Subscription {
  readonly receiver: ts.Expression;
  readonly event: string;
  readonly at: ts.Node;
}

/** What says that elements come, and that none come any more. */
const telling = /^(?:data|message|end)$/;

/** What never emits an error that matters, or is no emitter that has errors. */
const harmless = /^(?:this|process|self|window|globalThis)$|(?:port|channel|std(?:in|out|err))$/i;

/** Builtins of browsers that have an `error` event, and are no emitters of Node's. */
const targets = /^(?:WebSocket|EventSource|Worker|SharedWorker|XMLHttpRequest|FileReader)$/;

/**
 * Finds emitters that are listened to in these bodies. Silent where anything in them, or elsewhere in the file for the same
 * emitter, has to do with errors, and where the emitter is handed to somebody who may listen.
 *
 * @returns one for each emitter, at the first event that is listened for
 */
export function deafEmitters(context: RuleContext, bodies: readonly ts.Node[]): DeafEmitter[] {
  const { ts } = context;
  if (bodies.some((body) => some(ts, body, (node) => speaksOfErrors(ts, node)))) return [];
  const found = new Map<string, DeafEmitter>();
  for (const body of bodies) {
    walk(ts, body, (node) => {
      const subscription = subscriptionOf(context, node);
      if (!subscription || !telling.test(subscription.event)) return;
      const { receiver, at } = subscription;
      const source = receiver.getText();
      // The outer call of a chain comes first, and stands last.
      if ((found.get(source)?.at.pos ?? Infinity) < at.pos) return;
      if (harmless.test(source) || isHeardElsewhere(context, bodies, receiver)) return;
      found.set(source, { source, at });
    });
  }
  return [...found.values()];
}

/** `"error"`, `onerror`, `"aborted"`; rejecting and throwing, which other events may lead to. */
function speaksOfErrors(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isStringLiteralLike(node)) return /err|abort|fail/i.test(node.text);
  if (ts.isThrowStatement(node)) return true;
  const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
  return isName && !ts.isParameter(node.parent) && telltale.test(node.text);
}

const telltale = /^(?:onerror|finished|pipeline|eos)$|reject|fail|error$/i;

function subscriptionOf(context: RuleContext, node: ts.Node): Subscription | undefined {
  const { ts } = context;
  const assigned = assignedHandler(ts, node);
  if (assigned) return isTarget(context, assigned.receiver) ? assigned : undefined;
  if (!ts.isCallExpression(node) || node.arguments.length < 2) return undefined;
  const [event] = node.arguments;
  const callee = unwrap(ts, node.expression);
  if (!event || !ts.isStringLiteralLike(event) || !ts.isPropertyAccessExpression(callee)) return undefined;
  const receiver = startOfChain(ts, callee.expression);
  const subscription = { receiver, event: event.text, at: event };
  if (subscribing.test(callee.name.text)) return subscription;
  return callee.name.text === "addEventListener" && isTarget(context, receiver) ? subscription : undefined;
}

/** Methods of emitters that take a listener. */
const subscribing = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;

/** Methods that take the name of an event and a listener. */
export const addsListener = /^(?:on|once|addListener|prependListener|prependOnceListener|addEventListener)$/;

/** `socket.onmessage = …` */
function assignedHandler(ts: TypeScript, node: ts.Node): Subscription | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const target = unwrap(ts, node.left);
  if (!ts.isPropertyAccessExpression(target) || !target.name.text.startsWith("on")) return undefined;
  return { receiver: unwrap(ts, target.expression), event: target.name.text.slice(2), at: target.name };
}

/** @returns `stream` of `stream.on(…).on(…)`: each call gives the emitter again */
export function startOfChain(ts: TypeScript, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return inner;
  return subscribing.test(inner.expression.name.text) ? startOfChain(ts, inner.expression.expression) : inner;
}

/** What names of sockets and workers look like, where nothing is known of their types. */
const targetNames = /^[_#]*(?:ws|web_?socket|socket|event_?source|worker)$/i;

/** Made by `new WebSocket(…)`, declared to be one, or called so. */
function isTarget({ ts, facts }: RuleContext, receiver: ts.Expression): boolean {
  const name = nameOf(ts, receiver);
  const declaration = name && facts.declarationOf(name);
  if (!name) return false;
  if (!declaration) return targetNames.test(name.text);
  const type = "type" in declaration ? (declaration.type as ts.TypeNode | undefined) : undefined;
  if (type) return targets.test(type.getText());
  const value =
    "initializer" in declaration ? (declaration.initializer as ts.Expression | undefined) : undefined;
  const made = value && unwrap(ts, value);
  if (!made) return targetNames.test(name.text);
  return ts.isNewExpression(made) && targets.test(made.expression.getText());
}

function nameOf(ts: TypeScript, receiver: ts.Expression): ts.Identifier | ts.PrivateIdentifier | undefined {
  const inner = unwrap(ts, receiver);
  if (ts.isIdentifier(inner)) return inner;
  return ts.isPropertyAccessExpression(inner) ? inner.name : undefined;
}

/** Somewhere else in the file its `error` is listened for, or it is handed to somebody who may do that. */
function isHeardElsewhere(
  context: RuleContext,
  bodies: readonly ts.Node[],
  receiver: ts.Expression,
): boolean {
  const { ts } = context;
  const text = receiver.getText();
  const name = nameOf(ts, receiver)?.text;
  const isHandedOver = bodies.some((body) =>
    some(ts, body, (node) => {
      const { parent } = node;
      const isArgument =
        (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
        (parent.arguments?.some((argument) => argument === node) ?? false);
      return isArgument && node.getText() === text;
    }),
  );
  if (isHandedOver) return true;
  return context.nodes(ts.isCallExpression).some(({ expression, arguments: [event] }) => {
    if (!event || !ts.isStringLiteralLike(event) || event.text !== "error") return false;
    if (!ts.isPropertyAccessExpression(expression)) return false;
    return nameOf(ts, startOfChain(ts, expression.expression))?.text === name;
  });
}

/** A function that is put in as the listener for an event. */
export interface Listener {
  /** The emitter, as it is written. */
  readonly source: string;
  readonly event: ts.StringLiteralLike;
  readonly fn: FunctionWithBody;
}

/** @returns the listeners that these bodies put in and whose code is in sight */
export function listenersIn({ ts, facts }: RuleContext, bodies: readonly ts.Node[]): readonly Listener[] {
  const found: Listener[] = [];
  for (const body of bodies) {
    walk(ts, body, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const [event, handler] = node.arguments;
      if (!event || !handler || !ts.isStringLiteralLike(event)) return;
      if (!addsListener.test(node.expression.name.text)) return;
      const inner = unwrap(ts, handler);
      const declaration = ts.isIdentifier(inner) ? facts.declarationOf(inner) : undefined;
      const isInPlace = ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
      const fn = isInPlace ? inner : declaration && calledFunction(ts, declaration);
      if (!fn) return;
      found.push({ source: startOfChain(ts, node.expression.expression).getText(), event, fn });
    });
  }
  return found;
}
