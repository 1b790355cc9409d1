import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import { waitersOf } from "../engine/describe/waiters";
import type { Members, Method } from "../engine/detect/members";
import type { Site } from "../engine/detect/site";
import { ancestor, isWithin, unwrap, wrapped, type FunctionWithBody } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { defineRule, type Fix, type Report, type RuleContext } from "./rule";
import { type Acquisition, acquisitionsIn, lettingGo, listensToItsOwn } from "./support/acquire";
import { addReturn } from "./support/add-return";
import { framesOf } from "./support/called";
import { mayInheritReturn, runsToTheEnd } from "./support/early-exit";
import { mentionsAsyncIterator } from "./support/mentions";
import { releaseOf } from "./support/release";

export const requireReturn = defineRule({
  id: "require-return",
  code: 990_008,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["suggestion"],
  description: "Require a `return()` where an iterator acquires something",
  why: `A loop that is left by \`break\`, \`return\` or an error calls the iterator's \`return()\`. Where there is none, nobody
lets go of the listener, timer, lock or connection that it has acquired: it stays for as long as the process runs.`,
  messages: {
    missing:
      "'{{acquired}}' is called for {{label}}, which has no 'return()' that lets go of it when a loop is left early",
  },
  mentions: mentionsAsyncIterator,
  check: (context) => context.iterators.flatMap((iterator) => reportOn(context, iterator) ?? []),
});

function reportOn(context: RuleContext, iterator: DescribedIterator): Report<"missing"> | undefined {
  const { ts } = context;
  const { label, model } = iterator;
  const { iterator: members } = model.site;
  const next = members?.methods.get("next");
  if (!members || !next || members.methods.has("return") || mayInheritReturn(ts, members)) return undefined;
  const acquisition = heldByLoops(context, model.site, next);
  if (!acquisition || runsToTheEnd(iterator)) return undefined;
  const data = { acquired: acquisition.text, label };
  const fixes = letGo(context, members, next, acquisition);
  return { message: "missing", data, label, at: acquisition.call.expression, fixes };
}

/** The first thing that is acquired, and that only a loop can let go of. */
function heldByLoops(context: RuleContext, site: Site, next: Method): Acquisition | undefined {
  const { ts } = context;
  const frames = framesOf(context, site).map(({ body }) => body);
  const { construct, iterable, iterator } = site;
  const members = [construct, iterable, iterator].flatMap((each) => each ?? []);
  const holders = { members, eager: frames.filter((frame) => frame !== next.fn.body) };
  return frames
    .flatMap((frame) => acquisitionsIn(ts, frame).filter((each) => !isForOneCall(ts, next.fn, frame, each)))
    .find(
      (acquisition) =>
        !listensToItsOwn(ts, frames, acquisition) &&
        !releaseOf(ts, holders, (node) => lettingGo(ts, node, acquisition)).byOthers,
    );
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
  return addReturn(context, members, next, statement, `Add a 'return()' that lets go of it: '${statement}'`);
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
