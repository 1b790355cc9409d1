import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Members, Method } from "../engine/detect/members";
import { isAlwaysDrawnAtOnce } from "../engine/judge/eager";
import { protocols } from "../engine/kind";
import { hasModifier, isFunctionBoundary, some, unwrap, walk } from "../engine/syntax/nodes";
import { defineRule, type Report, type RuleContext } from "./rule";
import { type Acquisition, acquisitionsIn, lettingGo } from "./support/acquire";
import { mentionsAsyncIterator } from "./support/mentions";

export const noEagerAcquire = defineRule({
  id: "no-eager-acquire",
  code: 990_011,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow to acquire in the constructor what only iterating lets go",
  why: `\`return()\` is called when a loop ends, so it is called only if there is a loop. Whoever makes the object and then does
not iterate, because of an error in between or an early \`return\`, keeps the listener, timer, lock or file for ever, and
has no way to let it go.`,
  messages: {
    eager:
      "'{{acquired}}' is called as soon as {{label}} is made, and only {{method}}() lets go of it: nobody does if there is no loop",
  },
  mentions: mentionsAsyncIterator,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn({ ts }: RuleContext, { label, model }: DescribedIterator): Report<"eager">[] {
  const { site } = model;
  const { construct, iterator } = site;
  if (!construct || !iterator || isHeir(ts, construct)) return [];
  const eager = eagerParts(construct);
  const acquired = eager
    .flatMap((part) => acquisitionsIn(ts, part))
    .filter((acquisition) => !isOwnSource(ts, eager, acquisition));
  const found = acquired.flatMap((acquisition): Report<"eager">[] => {
    const method = onlyReleasedBy(ts, { construct, iterator, eager }, acquisition);
    if (method === undefined) return [];
    const data = { acquired: acquisition.text, label, method };
    return [{ message: "eager", data, label, at: acquisition.call.expression }];
  });
  return found.length > 0 && mayAlwaysBeLooped(ts, model) ? [] : found;
}

/** Every instance is looped over as soon as it is made, or it is not known who makes any. */
function mayAlwaysBeLooped(ts: RuleContext["ts"], { site, usage }: DescribedIterator["model"]): boolean {
  if (isAlwaysDrawnAtOnce(ts, usage)) return true;
  const isExported = hasModifier(ts, site.node, ts.SyntaxKind.ExportKeyword);
  return !usage.complete && usage.instances.length === 0 && !isExported;
}

/** What is inherited may let go of it. */
function isHeir(ts: RuleContext["ts"], { owner }: Members): boolean {
  const clauses = ts.isClassLike(owner) ? (owner.heritageClauses ?? []) : [];
  return clauses.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/** What runs when the object is made. */
function eagerParts({ construct, fields }: Members): ts.Node[] {
  const initial = [...fields.values()].flatMap(({ initializer, member }) =>
    initializer && !("dotDotDotToken" in member) ? [initializer] : [],
  );
  return construct ? [...initial, construct.body] : initial;
}

/** It listens to itself, or to what it has made for itself: both go together. */
function isOwnSource(ts: RuleContext["ts"], eager: readonly ts.Node[], { kind, call }: Acquisition): boolean {
  const callee = unwrap(ts, call.expression);
  if (kind === "resource" || kind === "timer" || !ts.isPropertyAccessExpression(callee)) return false;
  const receiver = unwrap(ts, callee.expression);
  if (receiver.kind === ts.SyntaxKind.ThisKeyword) return true;
  return eager.some((part) => some(ts, part, (node) => makes(ts, node, receiver.getText())));
}

/** `this.socket = new Socket()`, `const socket = connect()` */
function makes(ts: RuleContext["ts"], node: ts.Node, name: string): boolean {
  const isMade = (value: ts.Expression): boolean => {
    const inner = unwrap(ts, value);
    return ts.isNewExpression(inner) || ts.isCallExpression(inner);
  };
  if (ts.isVariableDeclaration(node)) {
    return node.name.getText() === name && node.initializer !== undefined && isMade(node.initializer);
  }
  return ts.isBinaryExpression(node) && node.left.getText() === name && isMade(node.right);
}

interface Question {
  readonly construct: Members;
  readonly iterator: Members;
  readonly eager: readonly ts.Node[];
}

const protocol = ["return", "throw", "next", protocols.async.openKey];

/** @returns the method of the protocol that lets go of it, if nothing else does */
function onlyReleasedBy(
  ts: RuleContext["ts"],
  { construct, iterator, eager }: Question,
  acquisition: Acquisition,
): string | undefined {
  const methods = [
    ...construct.methods.values(),
    ...(iterator === construct ? [] : iterator.methods.values()),
  ];
  const letting = new Set<string>();
  const letsGo = (node: ts.Node): boolean =>
    lettingGo(ts, node, acquisition) || mentionsOwn(ts, node, letting);
  // Each round may find methods that call those of the round before.
  for (let size = -1; size < letting.size;) {
    size = letting.size;
    for (const { key, fn } of methods) if (letsGo(fn.body)) letting.add(key);
  }
  const isReachable = methods.some((method) => letting.has(method.key) && isPublic(ts, method));
  if (isReachable || construct.others.some(letsGo) || eager.some((part) => hasHandler(ts, part, letsGo))) {
    return undefined;
  }
  return protocol.find((key) => iterator.methods.has(key) && letting.has(key));
}

/** `this.close()`, or `this.close` handed on. */
function mentionsOwn(ts: RuleContext["ts"], root: ts.Node, names: ReadonlySet<string>): boolean {
  return some(
    ts,
    root,
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ThisKeyword &&
      names.has(node.name.text),
  );
}

/** Others can call it. */
function isPublic(ts: RuleContext["ts"], { key, member }: Method): boolean {
  if (protocol.includes(key) || /^[#_]/.test(key)) return false;
  return (
    !hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword) &&
    !hasModifier(ts, member, ts.SyntaxKind.ProtectedKeyword)
  );
}

/** A function that is made at once and may run without any loop: a listener for the end of the source, or for an abort. */
function hasHandler(ts: RuleContext["ts"], part: ts.Node, letsGo: (node: ts.Node) => boolean): boolean {
  let found = false;
  walk(ts, part, (node) => {
    if (found || (isFunctionBoundary(ts, node) && letsGo(node))) found = true;
    if (ts.isPropertyAccessExpression(node) && !isFunctionBoundary(ts, node) && !isCalled(ts, node)) {
      found ||= letsGo(node);
    }
    return !found;
  });
  return found;
}

function isCalled(ts: RuleContext["ts"], node: ts.Expression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}
