import type ts from "typescript";
import { selfUse, type SelfUse } from "../describe/self";
import type { Model } from "../describe/model";
import type { Field, Members, Method } from "../detect/members";
import { planState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { isPure } from "../lower/effects";
import { createRenderer } from "../lower/render";
import { say } from "../say";
import { extendsOf, functionAround, hasModifier, isWithin, some, unwrap } from "../syntax/nodes";
import { assignmentOf } from "../syntax/field-assignment";
import { usesOfVariable } from "../syntax/variable-name";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";
import { checkAssigned } from "./assigned-members";
import { checkConstructor } from "./understood-class";
import { helperKeys, spanOf, wholeRange } from "./common";
import { argumentsOf, checkGiven, checkHandedOver, type Given } from "./given";
import { copiedAroundMaking, declaredNames, statementsBefore } from "./literal-parts";
import {
  checkProtocolUse,
  emptied,
  isAskedFor,
  isUsedOutside,
  methodPlan,
  removedMembers,
} from "./own-protocol";
import type { Plan, PlanContext } from "./plan";
import { openingStatements, sharedFields, type Reopening } from "./reopening-state";

/**
 * `[Symbol.iterator]() { return new Rows(this.table, this.filter); }` in the class `Rows` itself: each loop gets an instance of its own, and
 * so it gets a generator of its own. What the new instance has in common with the old one is read from that; the rest becomes variables.
 *
 * @throws NotUnderstood when other members use the protocol methods or the iterator's state
 */
export function planReopeningMethod(ts: TypeScript, model: Model, context: PlanContext): Plan {
  const { site } = model;
  const { iterator: members, open, made } = site;
  const next = members?.methods.get("next");
  const creation = made && unwrap(ts, made);
  if (!members || !open || !next || !creation || !ts.isNewExpression(creation))
    throw new NotUnderstood(say("it makes no other instance of itself"));
  checkAssigned(ts, members);
  checkConstructor(ts, members);
  const base = ts.isClassLike(members.owner) ? extendsOf(ts, members.owner) : undefined;
  if (base) throw new NotUnderstood(say("the class extends another one"), spanOf(base), "identity");
  const all = selfUse(ts, members);
  checkProtocolUse(ts, members, all, context.facts);
  const reopening: Reopening = { members, use: all, usage: model.usage, creation, facts: context.facts };
  const shared = sharedFields(ts, reopening);
  const reached = helperKeys(members, all);
  checkReads(members, all, reached);
  const isState = (key: string): boolean =>
    !shared.has(key) &&
    isField(members, key, all) &&
    touched(all).some((one) => one.key === key && isOfIterator(one.within, reached));
  const helpers = movedHelpers(all, reached, isState);
  checkOwned(ts, reopening, helpers);
  const opening = openingStatements(ts, reopening, shared, isState);
  const frame = openingFrame(members, open.key, opening.dropped);
  const statements = isWithin(creation, open.fn) ? statementsBefore(ts, open.fn, creation, undefined) : [];
  const outer = createRenderer(open.member.getSourceFile(), new Map());
  const given = argumentsOf(ts, members, creation, { facts: context.facts, outer }).filter((one) =>
    isNeeded(ts, members, one, opening.kept, isState),
  );
  checkGiven(ts, statements, given, members);
  const inPlace = readInPlace(ts, given, opening.kept);
  const state = planState(ts, {
    members: frame,
    use: selfUse(ts, frame),
    localizes: isState,
    movesConstructor: true,
    helpers,
    around: statements,
    facts: context.facts,
    also: new Map([...inPlace].map(([{ text }, node]) => [node, text])),
  });
  checkHandedOver(ts, given, {
    fn: open.fn,
    creation,
    members,
    use: all,
    names: state.names,
    facts: context.facts,
  });
  const bindings = given
    .filter((one) => one.name !== one.text && !inPlace.has(one))
    .map(({ name, type, text }) => `let ${name}${type} = ${text};`);
  return methodPlan(ts, {
    model,
    context,
    members,
    open,
    next,
    use: all,
    state,
    removed: removedParts(ts, reopening, open, isState, helpers),
    prelude: copiedAroundMaking(ts, outer, { statements, creation }, [...bindings, state.prelude]),
    relation: "reopens",
    variables: [...given.map(({ name }) => name), ...declaredNames(ts, statements)],
    eagerAtOpen: [...statements, ...(creation.arguments ?? []), ...opening.kept],
  });
}

/** One place where a member names another one, if only by taking it out of `this`. */
interface Touch {
  readonly key: string;
  readonly within: string;
  readonly node: ts.Node;
}

function touched({ accesses, destructured }: SelfUse): readonly Touch[] {
  const taken = destructured.flatMap(({ elements, within }) =>
    elements.map(({ key, node }) => ({ key, within, node })),
  );
  return [...accesses, ...taken];
}

/** What an accessor gives may hang on anything, and what is inherited is out of sight. */
function checkReads(members: Members, use: SelfUse, reached: ReadonlySet<string>): void {
  const unknown = touched(use).find(
    ({ key, within }) =>
      isOfIterator(within, reached) && !isField(members, key, use) && !members.methods.has(key),
  );
  if (unknown)
    throw new NotUnderstood(
      say("'this.{0}' is not a field or private method of the class", unknown.key),
      spanOf(unknown.node),
    );
}

function isOfIterator(within: string, helpers: ReadonlySet<string>): boolean {
  return within === "next" || within === "return" || helpers.has(within);
}

/** In JavaScript, the constructor declares fields by setting them. */
function isField({ fields, methods }: Members, key: string, use: SelfUse): boolean {
  if (methods.has(key)) return false;
  return (
    fields.has(key) ||
    use.accesses.some((one) => one.key === key && one.within === "constructor" && one.access === "write")
  );
}

/** The methods that use what the iterator keeps for itself, or call one that does. */
function movedHelpers(
  use: SelfUse,
  reached: ReadonlySet<string>,
  isState: (key: string) => boolean,
): ReadonlySet<string> {
  const moved = new Set<string>();
  for (let size = -1; size < moved.size;) {
    size = moved.size;
    for (const { key, within } of touched(use))
      if (reached.has(within) && (isState(key) || moved.has(key))) moved.add(within);
  }
  return moved;
}

/** Methods that go with the iterator are its own. */
function checkOwned(ts: TypeScript, { members, use, facts }: Reopening, moved: ReadonlySet<string>): void {
  for (const key of moved) {
    const method = members.methods.get(key);
    if (!method) continue;
    const isOurs = use.accesses.every((one) => one.key !== key || isOfIterator(one.within, moved));
    if (isOurs && !isUsedOutside(ts, use, method, facts)) continue;
    throw new NotUnderstood(say("'{0}' uses state of the iterator and more", key), spanOf(method.member));
  }
}

/** The members as they look to a loop: opening an iterator is what makes the state. */
function openingFrame(members: Members, openKey: string, dropped: readonly ts.Statement[]): Members {
  const methods = new Map([...members.methods].filter(([key]) => key !== openKey));
  const plumbing = new Map([
    ...members.plumbing,
    ...dropped.map((statement) => [statement, openKey] as const),
  ]);
  return { ...members, methods, plumbing };
}

/** The iterator's state is made of it. */
function isNeeded(
  ts: TypeScript,
  { fields }: Members,
  { name }: Given,
  kept: readonly ts.Statement[],
  isState: (key: string) => boolean,
): boolean {
  const property = fields.get(name)?.member;
  if (property && ts.isParameter(property) && isState(name)) return true;
  return kept.some((statement) => usesOfVariable(ts, statement, name).length > 0);
}

/** `this.root` can stand in `this.stack = [root];` itself, where that is the only place that the parameter is used in. */
function readInPlace(
  ts: TypeScript,
  given: readonly Given[],
  kept: readonly ts.Statement[],
): ReadonlyMap<Given, ts.Identifier> {
  const found = new Map<Given, ts.Identifier>();
  for (const one of given) {
    const [use, ...more] = kept.flatMap((statement) => usesOfVariable(ts, statement, one.name));
    const isPlain = /^this\.#?\w+$/.test(one.text) && use && more.length === 0;
    if (isPlain && !ts.isShorthandPropertyAssignment(use.parent) && isReadAtOnce(ts, use, kept))
      found.set(one, use);
  }
  return found;
}

/** In the constructor's own code, and nothing is called before that could change what it is read from. */
function isReadAtOnce(ts: TypeScript, use: ts.Identifier, kept: readonly ts.Statement[]): boolean {
  return (
    functionAround(ts, use)?.kind === ts.SyntaxKind.Constructor &&
    !kept.some((statement) =>
      some(
        ts,
        statement,
        (node) => (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.end <= use.pos,
      ),
    )
  );
}

/** The protocol methods and what only they used; a field goes with the constructor's statement that gave it its first value. */
function removedParts(
  ts: TypeScript,
  reopening: Reopening,
  open: Method,
  isState: (key: string) => boolean,
  moved: ReadonlySet<string>,
): Span[] {
  const { members, use, usage, facts } = reopening;
  const { construct } = members;
  const statements: readonly ts.Statement[] = construct?.body.statements ?? [];
  const assignments = statements.flatMap((statement) => assignmentOf(ts, statement) ?? []);
  // The variable that `const { index } = this;` declares is found with the field.
  const taken = use.destructured.flatMap(({ statement, elements }) =>
    elements.flatMap(({ name, node }) => [
      node.propertyName ?? node.name,
      ...usesOfVariable(ts, functionAround(ts, statement) ?? statement, name),
    ]),
  );
  const idle = new Map<string, string>();
  const starts: ts.Statement[] = [];
  for (const [key, field] of members.fields) {
    if (!isState(key) || ts.isParameter(field.member) || isUsedOutside(ts, use, field, facts, taken))
      continue;
    if (isAskedFor(usage, key)) continue;
    const set = assignments.filter((assignment) => assignment.key === key);
    const isIdle = set.every(({ value }) => isPure(ts, value));
    const start = set.map(({ statement }) => statement);
    const rest = touched(use).filter(
      (one) =>
        one.key === key &&
        !isOfIterator(one.within, moved) &&
        !start.some((statement) => isWithin(one.node, statement)),
    );
    checkRead(ts, use, field, rest);
    if (rest.length > 0 || !isIdle) continue;
    idle.set(key, key);
    starts.push(...start);
  }
  const parts = removedMembers(ts, members, open, idle, moved);
  const isIdle = starts.length > 0 && statements.every((statement) => starts.includes(statement));
  const isEmptied = construct?.parameters.length === 0 && isIdle;
  const gone = [...parts, ...(isEmptied ? [construct] : starts)].map((node) => wholeRange(ts, node));
  const blank = isEmptied ? [] : emptied(members, starts);
  return [...gone, ...blank].sort((a, b) => a.start - b.start);
}

/** What is set and never read any more is an error where the compiler looks for what is unused. */
function checkRead(ts: TypeScript, { accesses }: SelfUse, { member }: Field, rest: readonly Touch[]): void {
  const isPrivate =
    ts.isPrivateIdentifier(member.name) || hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword);
  const isSet = ({ node }: Touch): boolean =>
    accesses.some((access) => access.node === node && access.access === "write");
  const [first] = rest;
  if (!isPrivate || !first || !rest.every(isSet)) return;
  throw new NotUnderstood(say("'{0}' would be set and never read", first.key), spanOf(first.node));
}
