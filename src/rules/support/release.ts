import type ts from "typescript";
import { promiseCall, type Exit } from "../../engine/describe/exits";
import type { Members, Method } from "../../engine/detect/members";
import { protocols } from "../../engine/kind";
import { ancestor, hasModifier, isFunctionBoundary, some, unwrap, walk } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import { calledName } from "./generator-call";

/** The code in which something may let go of what was acquired. */
export interface Holders {
  /** The objects whose methods may do it. */
  readonly members: readonly Members[];
  /** What runs at once, with the handlers that it leaves behind. */
  readonly eager: readonly ts.Node[];
}

/** Who lets go. */
export interface Release {
  /** The methods that do, directly or through others. */
  readonly methods: ReadonlySet<string>;
  /** Somebody else than a loop can: another public method, a listener. */
  readonly byOthers: boolean;
}

/** What a loop calls. */
export const protocol: readonly string[] = ["return", "throw", "next", protocols.async.openKey];

/**
 * What lets go of something for good. Not what only tells a source to stop, such as `abort()`, `cancel()` and `return()`: one that
 * has failed has stopped.
 */
const releasing =
  /^(?:close|closeSync|destroy|disconnect|terminate|release|releaseLock|unsubscribe|dispose|off|removeListener|removeEventListener|removeAllListeners|clearInterval)$/;

/** @returns whether the call lets go of something, as far as its name says */
export function isRelease(ts: TypeScript, call: ts.CallExpression): boolean {
  return releasing.test(calledName(ts, call)?.text ?? "");
}

/** @returns the calls that `next()` makes right before it says that the sequence is over */
export function callsAtEnd(ts: TypeScript, exits: readonly Exit[]): readonly ts.CallExpression[] {
  return exits.flatMap((exit) => {
    // A choice between an end and an element says nothing about the end.
    const isEnd = exit.kind === "finish" && !ts.isConditionalExpression(exit.node.parent);
    return isEnd ? callsBefore(ts, exit.node) : [];
  });
}

/** The calls in statements of their own in front of `return { done: true }`, and `close()` of `close().then(() => ({ done: true }))`. */
function callsBefore(ts: TypeScript, exit: ts.Node): ts.CallExpression[] {
  const chain = ancestor(exit, ts.isCallExpression.bind(ts));
  const receiver = chain && promiseCall(ts, chain)?.receiver;
  if (receiver && ts.isCallExpression(receiver) && promiseCall(ts, receiver) === undefined) return [receiver];
  const statement = ancestor(exit, ts.isReturnStatement.bind(ts));
  if (!statement || !ts.isBlock(statement.parent)) return [];
  return statement.parent.statements.flatMap((each) => {
    if (!ts.isExpressionStatement(each) || each.end > statement.pos) return [];
    const inner = unwrap(ts, each.expression);
    const call = ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
    return ts.isCallExpression(call) ? [call] : [];
  });
}

/** @returns who lets go of something; `isLettingGo` tells whether code does */
export function releaseOf(
  ts: TypeScript,
  { members, eager }: Holders,
  isLettingGo: (node: ts.Node) => boolean,
): Release {
  const methods = [...new Set(members)].flatMap((each) => [...each.methods.values()]);
  const owners = new Set<ts.Node>(members.map(({ owner }) => owner));
  const helpers = eager.flatMap((part) => helpersIn(ts, part, owners));
  const letting = new Set<string>();
  const lettingHelpers = new Set<string>();
  const letsGo = (node: ts.Node): boolean =>
    isLettingGo(node) || some(ts, node, (inner) => names(ts, inner, letting, lettingHelpers));
  // Each round may find functions that call those of the round before.
  for (let size = -1; size < letting.size + lettingHelpers.size;) {
    size = letting.size + lettingHelpers.size;
    for (const { key, fn } of methods) if (letsGo(fn.body)) letting.add(key);
    for (const { name, body } of helpers) if (letsGo(body)) lettingHelpers.add(name);
  }
  const passedOver = new Set<ts.Node>([...owners, ...helpers.map(({ body }) => body.parent)]);
  const byOthers =
    methods.some((method) => letting.has(method.key) && isPublic(ts, method)) ||
    members.some(({ others }) => others.some(letsGo)) ||
    eager.some((part) => hasHandler(ts, part, passedOver, letsGo));
  return { methods: letting, byOthers };
}

interface Helper {
  readonly name: string;
  readonly body: ts.Node;
}

/** `const stop = () => …` and `function stop() { … }`: they run when somebody calls them. */
function helpersIn(ts: TypeScript, part: ts.Node, owners: ReadonlySet<ts.Node>): Helper[] {
  const helpers: Helper[] = [];
  walk(ts, part, (node) => {
    if (owners.has(node)) return false;
    if (ts.isFunctionDeclaration(node) && node.name && node.body) {
      helpers.push({ name: node.name.text, body: node.body });
    } else if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const fn = unwrap(ts, node.initializer);
      if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) {
        helpers.push({ name: node.name.text, body: fn.body });
      }
    }
    return true;
  });
  return helpers;
}

/** `this.close` and `stop`, called or handed on. */
function names(
  ts: TypeScript,
  node: ts.Node,
  methods: ReadonlySet<string>,
  helpers: ReadonlySet<string>,
): boolean {
  if (ts.isIdentifier(node)) {
    const { parent } = node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    return helpers.has(node.text) && !isMember && !isDeclared(ts, node);
  }
  return (
    ts.isPropertyAccessExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ThisKeyword &&
    methods.has(node.name.text)
  );
}

function isDeclared(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent)) && parent.name === name;
}

/** Others can call it. */
function isPublic(ts: TypeScript, { key, member }: Method): boolean {
  if (protocol.includes(key) || /^[#_]/.test(key)) return false;
  return (
    !hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword) &&
    !hasModifier(ts, member, ts.SyntaxKind.ProtectedKeyword)
  );
}

/** A function that is made at once and may run without any loop: a listener for the end of the source, or for an abort. */
function hasHandler(
  ts: TypeScript,
  part: ts.Node,
  passedOver: ReadonlySet<ts.Node>,
  letsGo: (node: ts.Node) => boolean,
): boolean {
  let found = false;
  walk(ts, part, (node) => {
    if (passedOver.has(node)) return false;
    if (found || (isFunctionBoundary(ts, node) && letsGo(node))) found = true;
    if (isHandedOn(ts, node)) found ||= letsGo(node);
    return !found;
  });
  return found;
}

/** A name that is not called where it stands. */
function isHandedOn(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return false;
  return !(ts.isCallExpression(node.parent) && node.parent.expression === node);
}
