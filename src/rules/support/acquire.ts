import type ts from "typescript";
import { memberKey } from "../../engine/syntax/keys";
import { isAssignmentOperator, some, someOwn, unwrap, walkOwn, wrapped } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import { startOfChain } from "./emitters";

/** What has to be let go of some time. */
export type AcquiredKind = "listener" | "timer" | "lock" | "resource" | "subscription";

/** One place that acquires something. */
export interface Acquisition {
  readonly kind: AcquiredKind;
  readonly call: ts.CallExpression | ts.NewExpression;
  /** How a message calls it: `emitter.on`, `setInterval`, `new WebSocket`. */
  readonly text: string;
  /** The field or variable that the result is kept in, by its last name. */
  readonly keptIn: string | undefined;
}

/** @returns what this code itself acquires, not the functions within it, unless they run at once, for each of a list */
export function acquisitionsIn(ts: TypeScript, root: ts.Node): Acquisition[] {
  const found: Acquisition[] = [];
  walkOwn(ts, root, (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
    found.push(...runForEach(ts, node).flatMap((body) => acquisitionsIn(ts, body)));
    const kind = kindOf(ts, node);
    if (!kind) return;
    const callee = calleeText(ts, node.expression);
    const text = ts.isNewExpression(node) ? `new ${callee}` : callee;
    found.push({ kind, call: node, text, keptIn: keptIn(ts, node) });
  });
  return found;
}

/** The bodies of functions in `names.map((name) => …)`. */
function runForEach(ts: TypeScript, call: ts.CallExpression | ts.NewExpression): ts.Node[] {
  if (!/^(?:map|forEach|flatMap)$/.test(calledName(ts, call.expression) ?? "")) return [];
  return (call.arguments ?? []).flatMap((argument) =>
    ts.isArrowFunction(argument) || ts.isFunctionExpression(argument) ? [argument.body] : [],
  );
}

/** `stream.on` of `stream.on("data", …).on("end", …)`, whose callee is everything before the last bracket. */
function calleeText(ts: TypeScript, callee: ts.Expression): string {
  const inner = unwrap(ts, callee);
  if (!ts.isPropertyAccessExpression(inner)) return inner.getText();
  let receiver = unwrap(ts, inner.expression);
  while (ts.isCallExpression(receiver) && ts.isPropertyAccessExpression(receiver.expression)) {
    receiver = unwrap(ts, receiver.expression.expression);
  }
  return `${receiver.getText()}.${inner.name.text}`;
}

/** @returns what of the call to underline: its callee, or the last name of one that goes over several lines */
export function calleeToShow(ts: TypeScript, { call }: Acquisition): ts.Node {
  const callee = unwrap(ts, call.expression);
  return ts.isPropertyAccessExpression(callee) && callee.getText().includes("\n")
    ? callee.name
    : call.expression;
}

/** A message of each kind: what is missing is a verb, and not all languages put that into the middle of a sentence. */
export type MessageByKind<Id extends string> = `${Id}-${AcquiredKind}`;

/**
 * @param id - what the ids of the messages begin with
 * @param message - for a rule's table, given what is missing where nobody does it: "removes the listener"
 */
export function messagesByKind<Id extends string>(
  id: Id,
  message: (undoing: string) => string,
): Readonly<Record<MessageByKind<Id>, string>> {
  const missing: readonly (readonly [AcquiredKind, string])[] = [
    ["listener", "removes the listener"],
    ["timer", "clears the timer"],
    ["lock", "releases the lock"],
    ["resource", "closes it"],
    ["subscription", "ends the subscription"],
  ];
  const entries = missing.map(([kind, undoing]) => [`${id}-${kind}`, message(undoing)]);
  return Object.fromEntries(entries) as Record<MessageByKind<Id>, string>;
}

const connections = /^(?:WebSocket|EventSource|BroadcastChannel)$/;
const openers = /^(?:openSync|createReadStream|createWriteStream|createInterface|createConnection)$/;

/** `open()` alone can be anything. */
const fileOpeners = /^(?:fs|fsp|fsPromises|promises|fs\.promises)\.open$/;

function kindOf(ts: TypeScript, node: ts.CallExpression | ts.NewExpression): AcquiredKind | undefined {
  const name = calledName(ts, node.expression);
  if (name === undefined) return undefined;
  if (ts.isNewExpression(node)) return connections.test(name) ? "resource" : undefined;
  if (name === "setInterval") return "timer";
  if (openers.test(name) || fileOpeners.test(node.expression.getText())) return "resource";
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (addsListener(ts, name, node)) return "listener";
  if (name === "getReader" || name === "getWriter") return isOfBlob(ts, node.expression) ? undefined : "lock";
  return name === "subscribe" && node.arguments.length > 0 ? "subscription" : undefined;
}

/** `read` of `read()`, `fs.read()` and `this.fs.read()` */
function calledName(ts: TypeScript, callee: ts.Expression): string | undefined {
  const inner = unwrap(ts, callee);
  if (ts.isIdentifier(inner)) return inner.text;
  return ts.isPropertyAccessExpression(inner) ? inner.name.text : undefined;
}

/** `blob.stream().getReader()`: nobody else has this stream, and nothing is behind it. */
function isOfBlob(ts: TypeScript, { expression }: ts.PropertyAccessExpression): boolean {
  const stream = unwrap(ts, expression);
  return ts.isCallExpression(stream) && calledName(ts, stream.expression) === "stream";
}

/** Not one that goes by itself: after the first event, or with a signal. */
function addsListener(ts: TypeScript, name: string, { arguments: given }: ts.CallExpression): boolean {
  const [event, handler, options] = given;
  if (!event || !handler) return false;
  if (name === "addEventListener") return !(options && goesByItself(ts, options));
  // Query builders have an `on` of their own.
  return /^(?:on|addListener|prependListener)$/.test(name) && given.length === 2 && !isValue(ts, handler);
}

function isValue(ts: TypeScript, node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)
  );
}

function goesByItself(ts: TypeScript, options: ts.Expression): boolean {
  const literal = unwrap(ts, options);
  if (!ts.isObjectLiteralExpression(literal)) return literal.kind !== ts.SyntaxKind.FalseKeyword;
  return literal.properties.some(({ name }) => {
    const key = name && memberKey(ts, name);
    return key === undefined || key === "once" || key === "signal";
  });
}

function keptIn(ts: TypeScript, node: ts.Expression): string | undefined {
  const { parent } = wrapped(ts, node);
  const target =
    ts.isBinaryExpression(parent) && isAssignmentOperator(ts, parent.operatorToken.kind)
      ? parent.left
      : ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)
        ? parent.name
        : undefined;
  if (!target) return undefined;
  return ts.isPropertyAccessExpression(target) ? target.name.text : target.getText();
}

const releasing: Readonly<Record<AcquiredKind, RegExp>> = {
  listener: /^(?:off|removeListener|removeEventListener|removeAllListeners)$/,
  timer: /^clear(?:Interval|Timeout)$/,
  lock: /^(?:releaseLock|cancel|close|abort)$/,
  resource: /^(?:close|closeSync|destroy|end|terminate|disconnect)$/,
  subscription: /^(?:unsubscribe|dispose|cancel|close|remove|off|abort)$/,
};

/** @returns whether something at or below this node looks like it lets go of what was acquired */
export function lettingGo(ts: TypeScript, root: ts.Node, { kind, keptIn }: Acquisition): boolean {
  return some(ts, root, (node) => {
    if (!ts.isCallExpression(node)) return false;
    const name = calledName(ts, node.expression);
    return name !== undefined && (releasing[kind].test(name) || name === keptIn);
  });
}

/** @returns whether it listens to itself, or to what these parts have made for it: both go together */
export function listensToItsOwn(
  ts: TypeScript,
  eager: readonly ts.Node[],
  { kind, call }: Acquisition,
): boolean {
  const callee = unwrap(ts, call.expression);
  if (kind === "resource" || kind === "timer" || !ts.isPropertyAccessExpression(callee)) return false;
  const receiver = startOfChain(ts, callee.expression);
  if (receiver.kind === ts.SyntaxKind.ThisKeyword) return true;
  return eager.some((part) => some(ts, part, (node) => makes(ts, node, receiver.getText())));
}

/**
 * @returns whether it listens to, or locks, what a function around has made for it, as with `new ReadableStream(…)`: nothing that was
 * there before is held
 */
export function isOfOneMadeAround(ts: TypeScript, { kind, call }: Acquisition): boolean {
  const callee = unwrap(ts, call.expression);
  if ((kind !== "listener" && kind !== "lock") || !ts.isPropertyAccessExpression(callee)) return false;
  let root = startOfChain(ts, callee.expression);
  while (ts.isPropertyAccessExpression(root)) root = unwrap(ts, root.expression);
  const name = ts.isIdentifier(root) ? root.text : undefined;
  const isMade = (node: ts.Node): boolean =>
    ts.isVariableDeclaration(node) &&
    node.name.getText() === name &&
    node.initializer !== undefined &&
    ts.isNewExpression(unwrap(ts, node.initializer));
  for (let node: ts.Node = call; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isFunctionLike(node) && someOwn(ts, node, isMade)) return true;
  }
  return false;
}

/** `this.socket = new Socket()`, `const socket = connect()` */
function makes(ts: TypeScript, node: ts.Node, name: string): boolean {
  const isMade = (value: ts.Expression): boolean => {
    const inner = unwrap(ts, value);
    return ts.isNewExpression(inner) || ts.isCallExpression(inner);
  };
  if (ts.isVariableDeclaration(node)) {
    return node.name.getText() === name && node.initializer !== undefined && isMade(node.initializer);
  }
  return ts.isBinaryExpression(node) && node.left.getText() === name && isMade(node.right);
}

/**
 * A stream that is looped over is closed by that loop, and one that is handed to somebody may be closed by them.
 *
 * @returns whether what is acquired goes on to other code from where it is opened
 */
export function isPassedOn(
  ts: TypeScript,
  roots: readonly ts.Node[],
  { kind, call, keptIn }: Acquisition,
): boolean {
  // `yield* topic.subscribe(name)`: what is called so is itself gone through.
  if (kind === "subscription") return isGoneThrough(ts, wrapped(ts, call));
  if (kind !== "resource") return false;
  if (keptIn === undefined) return isGiven(ts, wrapped(ts, call));
  return roots.some((root) =>
    some(ts, root, (node) => {
      const isName = (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === keptIn;
      if (!isName) return false;
      const { parent } = node;
      const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
      return isGiven(ts, isMember ? wrapped(ts, parent) : ts.isExpression(node) ? wrapped(ts, node) : node);
    }),
  );
}

function isGoneThrough(ts: TypeScript, { parent }: ts.Node): boolean {
  const outer = ts.isAwaitExpression(parent) ? wrapped(ts, parent).parent : parent;
  return (ts.isYieldExpression(outer) && outer.asteriskToken !== undefined) || ts.isForOfStatement(outer);
}

/** An argument, a part of one, what is looped over, or what is given back. */
function isGiven(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isForOfStatement(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isYieldExpression(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isElementAccessExpression(parent) && parent.expression === node)
  );
}
