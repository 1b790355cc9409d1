import type ts from "typescript";
import type { Model } from "../describe/model";
import { selfUse, type SelfUse } from "../describe/self";
import type { Construct, Members, Method } from "../detect/members";
import { everyMember, type InstanceUse, type Usage } from "../consumer";
import { inheritsIterator } from "../detect/protocol";
import type { Facts } from "../facts";
import { planState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { assignmentOf } from "../syntax/field-assignment";
import { functionAround, isWithin, unwrap, realParameters } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { checkAssigned } from "./assigned-members";
import { spanOf, wholeRange } from "./common";
import { selfName } from "./literal-parts";
import {
  checkProtocolUse,
  emptied,
  isAskedFor,
  isInIterator,
  isUsedOutside,
  methodPlan,
  privateHelpers,
  removedMembers,
  type Test,
} from "./own-protocol";
import type { Plan, PlanContext } from "./plan";

/**
 * `[Symbol.asyncIterator]() { this.current = this.from; return this; }`: each loop sets the state up anew, and so does a generator
 * method. What is set up there and used nowhere else becomes variables, unless loops are known that go on at the same time.
 *
 * @throws NotUnderstood when other members use the protocol methods
 */
export function planRestartingMethod(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterator: members, open } = site;
  const next = members?.methods.get("next");
  if (!members || !next || !open) throw new NotUnderstood(say("it is not an iterator of its own"));
  checkAssigned(ts, members);
  const { frame, setUp } = openingFrame(ts, members, open);
  const self = ts.isObjectLiteralExpression(members.owner) ? selfName(ts, members.owner) : undefined;
  const use = selfUse(ts, frame, self);
  if (inheritsIterator(ts, members)) {
    throw new NotUnderstood(
      say("the class inherits methods that call next()"),
      spanOf(members.owner),
      "identity",
    );
  }
  checkProtocolUse(ts, members, use);
  const first = new Set(setUp.flatMap((statement) => firstSet(ts, use, statement) ?? []));
  const localizes: Test = (key) =>
    first.has(key) &&
    !model.usage.instances.some((instance) => mayShare(ts, instance)) &&
    isOnlyHere(ts, model, members, use, key, context.facts);
  const helpers = privateHelpers(ts, members, use, localizes, context.facts);
  const state = planState(ts, {
    members: withoutInitialValues(frame, first),
    use,
    localizes,
    movesConstructor: true,
    helpers,
    around: [],
    facts: context.facts,
  });
  const starts = [...state.names.keys()].flatMap((key) => startsIn(ts, members, use, key));
  const gone = [...removedMembers(ts, members, open, state.names, helpers), ...starts].map((node) =>
    wholeRange(ts, node),
  );
  return methodPlan(ts, {
    model,
    context,
    members,
    open,
    next,
    use,
    state,
    removed: [...gone, ...emptied(members, starts)].sort((a, b) => a.start - b.start),
    reasons: state.names.size > 0 ? sharedCursor(ts, model.usage, open) : [],
    eagerAtOpen: setUp,
  });
}

/** The members as they look to a loop: `[Symbol.asyncIterator]()` is what makes the state, and the constructor came long before. */
function openingFrame(
  ts: TypeScript,
  members: Members,
  { fn, key, member }: Method,
): { frame: Members; setUp: readonly ts.Statement[] } {
  if (!isConstruct(ts, fn) || realParameters(ts, fn).length > 0 || !endsInReturn(ts, fn)) {
    throw new NotUnderstood(
      say("what {0}() sets up cannot be taken over", openText(members.kind)),
      spanOf(member),
    );
  }
  const setUp = fn.body.statements.slice(0, -1);
  const plumbing = new Map(fn.body.statements.slice(-1).map((statement) => [statement, key]));
  const methods = new Map([...members.methods].filter(([other]) => other !== key));
  const others = [...members.others, ...(members.construct ? [members.construct] : [])];
  return { frame: { ...members, methods, construct: fn, plumbing, others }, setUp };
}

function endsInReturn(ts: TypeScript, { body }: Construct): boolean {
  const last = body.statements.at(-1);
  return last !== undefined && ts.isReturnStatement(last);
}

function isConstruct(ts: TypeScript, fn: Method["fn"]): fn is Construct & Method["fn"] {
  const isPlain = !fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) && !fn.asteriskToken;
  return isPlain && !ts.isArrowFunction(fn) && ts.isBlock(fn.body);
}

/** @returns the key that a statement of the set-up sets; `undefined` where it has been looked at by then, and holds what was before */
function firstSet(ts: TypeScript, use: SelfUse, statement: ts.Statement): string | undefined {
  const key = assignmentOf(ts, statement)?.key;
  const isSeen = use.accesses.some(
    (access) =>
      access.key === key &&
      access.within === "constructor" &&
      access.node.pos < statement.end &&
      !(access.access === "write" && isWithin(access.node, statement)),
  );
  return isSeen ? undefined : key;
}

/** In the set-up, the protocol methods, and the methods that only those call; a first value that nobody sees does no harm. */
function isOnlyHere(
  ts: TypeScript,
  { usage }: Model,
  members: Members,
  use: SelfUse,
  key: string,
  facts: Facts,
): boolean {
  if (use.bare.length > 0 || use.destructured.length > 0 || isAskedFor(usage, key)) return false;
  const field = members.fields.get(key);
  if (field && (ts.isParameter(field.member) || isUsedOutside(ts, use, field, facts))) return false;
  const within = use.accesses.filter((access) => access.key === key);
  if (!field && !isNeverAsked(usage, key) && !within.every(({ node }) => isKnownHere(use, node, facts)))
    return false;
  // A closure of one loop may outlive it, and meets the fields of the next.
  const isDrawnOnce = usage.complete && usage.instances.every(({ drawnOnce }) => drawnOnce);
  if (!isDrawnOnce && within.some(({ isNested }) => isNested)) return false;
  const starts = startsIn(ts, members, use, key);
  return within.every(
    (access) =>
      access.within === "constructor" ||
      isInIterator(access.within, members, use) ||
      starts.some((statement) => isWithin(access.node, statement)),
  );
}

/** All that anybody does with an instance is known, and nobody asks it for this member. */
function isNeverAsked({ complete, instances }: Usage, key: string): boolean {
  return (
    complete &&
    instances.every(({ consumers }) =>
      consumers.every(
        ({ kind, member }) =>
          kind === "loop" ||
          kind === "type" ||
          (kind === "member" && member !== key && member !== everyMember),
      ),
    )
  );
}

/** What JavaScript declares by assigning it. */
function isKnownHere(use: SelfUse, node: ts.PropertyAccessExpression, facts: Facts): boolean {
  const known = new Set<ts.Node>(use.accesses.map((access) => access.node.name));
  return facts.references(node.name)?.every((reference) => known.has(reference.node)) ?? false;
}

/** `this.current = from;` in the constructor, where each loop sets `current` again before anybody looks. */
function startsIn(ts: TypeScript, { construct }: Members, use: SelfUse, key: string): ts.Statement[] {
  return (construct?.body.statements ?? []).filter((statement) => {
    const set = assignmentOf(ts, statement);
    if (set?.key !== key) return false;
    const value = unwrap(ts, set.value);
    const isPlain =
      ts.isIdentifier(value) ||
      ts.isLiteralExpression(value) ||
      [ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(value.kind);
    return isPlain && use.accesses.some(({ node, key: read }) => read === key && isWithin(node, statement));
  });
}

/** What a field holds before the first loop is never seen where each loop sets it. */
function withoutInitialValues(members: Members, keys: ReadonlySet<string>): Members {
  const fields = [...members.fields].map(
    ([key, field]) => [key, keys.has(key) ? { ...field, initializer: undefined } : field] as const,
  );
  return { ...members, fields: new Map(fields) };
}

/** Several loops that may go on at the same time: each sets the others back today. */
function mayShare(ts: TypeScript, instance: InstanceUse): boolean {
  const loops = instance.consumers.filter(({ kind }) => kind === "loop");
  return loops.length > 0 && !instance.drawnOnce && !isInTurn(ts, instance);
}

/** All loops stand in the function that makes the instance, one behind the other. */
function isInTurn(ts: TypeScript, { origin, consumers }: InstanceUse): boolean {
  const scope = functionAround(ts, origin);
  const loops = consumers.filter(({ kind }) => kind === "loop");
  return loops.every(
    ({ node, mayOverlap }) =>
      !mayOverlap &&
      functionAround(ts, node) === scope &&
      !loops.some((other) => other.node !== node && isWithin(node, loopOf(ts, other.node))),
  );
}

/** The whole loop, where the consumer is named by its head. */
function loopOf(ts: TypeScript, node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isForOfStatement(parent) && parent.expression === node ? parent : node;
}

function sharedCursor(ts: TypeScript, usage: Usage, open: Method): Reason[] {
  const isInSight = usage.instances.every(
    (instance) =>
      (instance.drawnOnce || isInTurn(ts, instance)) &&
      instance.consumers.every(({ kind }) => kind !== "escapes" && kind !== "opens"),
  );
  if (usage.complete && isInSight) return [];
  return [
    {
      code: "shared-cursor",
      message: say(
        "a second loop sets the first one back today; the loops of a generator method have nothing in common",
      ),
      verdict: "review",
      at: spanOf(open.member.name ?? open.member),
    },
  ];
}
