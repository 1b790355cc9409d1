import type ts from "typescript";
import { wholeDraw } from "../consume/follow-use";
import { everyMember, type Usage } from "../consumer";
import type { Model } from "../describe/model";
import { resultHelper } from "../syntax/result-helpers";
import type { SelfAccess, SelfUse } from "../describe/self";
import { overloadsOf, type Field, type Members, type Method } from "../detect/members";
import type { Facts } from "../facts";
import { protocols } from "../kind";
import { isProtocolKey, type ClassState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { ancestor, hasModifier, isWithin, some, wrapped } from "../syntax/nodes";
import type { Span, TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { isOwnClose, spanOf } from "./common";
import { ownMethodType } from "./overridden";
import { partsOf } from "./parts";
import type { Plan, PlanContext, Relation } from "./plan";
import { openingOf } from "./opening";
import { heritageEdits } from "./heritage";
import { checkHandedOut, checkProtocolReferences, checkTypesAround } from "./own-protocol-users";
import { checkNextWanted } from "./wanted-by-type";

/*
 * What a class or literal that is an iterator of its own must allow before a generator method takes the place of its protocol
 * methods, and what goes then.
 */

/** Does this field become a variable? */
export type Test = (key: string) => boolean;

/** What a generator method is made of that takes the place of the protocol methods. */
export interface OwnMethod {
  readonly model: Model;
  readonly context: PlanContext;
  readonly members: Members;
  readonly open: Method;
  readonly next: Method;
  readonly use: SelfUse;
  readonly state: ClassState;
  readonly removed: readonly Span[];
  readonly reasons?: readonly Reason[];
  /** What the opening method does first. */
  readonly eagerAtOpen?: readonly ts.Node[];
  readonly relation?: Relation;
  /** What stands before the loop, where that is more than the state; and the variables of it. */
  readonly prelude?: string;
  readonly variables?: readonly string[];
}

/** @returns the plan of that method: it stands where the opening method stood, and `next` and `return` go */
export function methodPlan(ts: TypeScript, own: OwnMethod): Plan {
  const { model, context, members, open, next, use, state } = own;
  const { site } = model;
  const { replaced, head } = openingOf(ts, site.kind, open);
  const type = ownMethodType(ts, site, context, open);
  const ownVariables = new Set([...state.names.values(), ...(own.variables ?? [])]);
  const prelude = own.prelude ?? state.prelude;
  return {
    parts: partsOf(ts, { site, context, members, next, state, prelude, ownVariables }),
    parameters: "",
    replaced,
    removed: [...own.removed, ...lastComma(ts, members.owner, own.removed)],
    kept: [],
    reasons: own.reasons ?? [],
    checkLast: () => {
      checkHandedOut(ts, model);
      checkTypesAround(ts, model);
      checkNextWanted(ts, model, context.facts);
      checkProtocolReferences(ts, members, {
        use,
        usage: model.usage,
        facts: context.facts,
        isOpenedAnew: own.relation === "reopens",
      });
    },
    renames: undefined,
    relation: own.relation ?? "loses-protocol",
    ...(own.relation === "reopens" && openedClass(ts, members)),
    eager: [],
    eagerAtOpen: own.eagerAtOpen ?? [],
    sources: [...members.methods.values()].map(({ fn }) => fn),
    render: state.render,
    ownVariables,
    print: (block) => ({
      text: `${head}${type} ${block}`,
      ...(ts.isClassLike(members.owner) && {
        more: [
          ...heritageEdits(ts, members.owner, protocols[site.kind]),
          ...(head.startsWith("*") ? semicolonBefore(ts, members.owner, open, own.removed) : []),
        ],
      }),
    }),
  };
}

/** The comma behind what comes to be the last property, where its author writes none there. */
function lastComma(ts: TypeScript, owner: Members["owner"], removed: readonly Span[]): Span[] {
  if (!ts.isObjectLiteralExpression(owner) || owner.properties.hasTrailingComma) return [];
  const isRemoved = (one: ts.Node): boolean =>
    removed.some(({ start, end }) => start <= one.getStart() && one.end <= end);
  const last = owner.properties.filter((one) => !isRemoved(one)).at(-1);
  if (!last || last === owner.properties.at(-1)) return [];
  const comma = /^\s*,/.exec(owner.getSourceFile().text.slice(last.end))?.[0].length ?? 0;
  return comma > 0 ? [{ start: last.end, end: last.end + comma }] : [];
}

function openedClass(ts: TypeScript, { owner }: Members): Pick<Plan, "openedClass"> {
  return ts.isClassLike(owner) && owner.name ? { openedClass: owner.name.text } : {};
}

/** Where no method stands between a field without a semicolon and `*[Symbol.iterator]()` any more, that would be a product. */
function semicolonBefore(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  { member }: Method,
  removed: readonly Span[],
): TextEdit[] {
  const isRemoved = (one: ts.Node): boolean =>
    removed.some(({ start, end }) => start <= one.getStart() && one.end <= end);
  const before = owner.members.filter((one) => one.end <= member.pos && !isRemoved(one));
  const last = before.at(-1);
  return last && ts.isPropertyDeclaration(last) && !last.getText().endsWith(";")
    ? [{ start: last.end, end: last.end, newText: ";" }]
    : [];
}

/**
 * Neither are the protocol methods used, nor is the iterator handed on to code that may call them.
 *
 * @param facts - where other methods may loop over it
 */
export function checkProtocolUse(ts: TypeScript, members: Members, use: SelfUse, facts?: Facts): void {
  const user = use.accesses.find(
    (access) =>
      isProtocolKey(members, access.key) &&
      !(access.key === "next" && access.within === "next") &&
      !isClosedByNext(access),
  );
  if (user)
    throw new NotUnderstood(
      say("'{0}' uses '{1}', which would be gone", memberAround(ts, members, user), user.key),
      spanOf(user.node),
      "public-members",
    );
  const bare = use.bare.find((self) => !facts || !isLoopedOver(ts, members, self, facts));
  if (bare)
    throw new NotUnderstood(
      say("it hands itself on, to code that may call next()"),
      spanOf(bare),
      "public-members",
    );
}

/** What the member that a use stands in is called in the code: a key that is no name has none of its own. */
function memberAround(ts: TypeScript, { owner }: Members, { node, within }: SelfAccess): string {
  const isMember = (inner: ts.Node): inner is ts.ClassElement | ts.ObjectLiteralElement =>
    inner.parent === owner && (ts.isClassElement(inner) || ts.isObjectLiteralElement(inner));
  return ancestor(node, isMember)?.name?.getText() ?? within;
}

/** `return this.return();` in `next()` itself: other methods stay, and would call what is gone. */
function isClosedByNext(access: SelfAccess): boolean {
  return access.within === "next" && isOwnClose(access);
}

/** `for await (const page of this)`, `[...this]` in another method: that opens a generator of its own. */
function isLoopedOver(ts: TypeScript, { kind, methods }: Members, self: ts.Node, facts: Facts): boolean {
  const own = ["next", "return"].flatMap((key) => methods.get(key)?.fn ?? []);
  const outer = wrapped(ts, self as ts.Expression);
  const draw = wholeDraw({ ts, facts, kind, path: [] }, outer, outer.parent);
  return draw !== undefined && !own.some((fn) => isWithin(self, fn));
}

/** @returns whether that is a protocol method or a method that only they call; the initial value of a field is computed at construction. */
export function isInIterator(within: string, members: Members, use: SelfUse): boolean {
  if (within === "next" || within === "return") return true;
  if (!members.methods.has(within)) return false;
  const callers = use.accesses.filter(({ key }) => key === within);
  return (
    callers.length > 0 && callers.every((caller) => caller.within === "next" || caller.within === "return")
  );
}

/** @returns whether somebody asks an instance for the member, by a type of their own: `request.cancelled`, or looks at all that it has */
export function isAskedFor({ instances }: Usage, key: string): boolean {
  return instances.some(({ consumers }) =>
    consumers.some(({ kind, member }) => kind === "inspection" || member === key || member === everyMember),
  );
}

/**
 * Is the member named anywhere but in its own class? Unknown counts as yes, except for what is private.
 *
 * @param also - further names that do not count
 */
export function isUsedOutside(
  ts: TypeScript,
  use: SelfUse,
  { member }: Field | Method,
  facts: Facts,
  also: readonly ts.Node[] = [],
): boolean {
  const { name } = member;
  if (!name) return true;
  const known = new Set<ts.Node>([name, ...use.accesses.map(({ node }) => node.name), ...also]);
  if (ts.isPrivateIdentifier(name)) return isNamedOtherwise(ts, name, member.parent, known);
  const references = facts.references(name);
  if (!references) return !hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword);
  return references.some(({ node }) => !known.has(node));
}

/** `other.#index` and `#index in other` may stand anywhere in the class. */
function isNamedOtherwise(
  ts: TypeScript,
  { text }: ts.PrivateIdentifier,
  owner: ts.Node,
  known: ReadonlySet<ts.Node>,
): boolean {
  return some(ts, owner, (node) => ts.isPrivateIdentifier(node) && node.text === text && !known.has(node));
}

/** Methods that only `next` and `return` call move along, where they use a field that becomes a variable or do nothing but make results. */
export function privateHelpers(
  ts: TypeScript,
  members: Members,
  use: SelfUse,
  localizes: Test,
  facts: Facts,
): Set<string> {
  const moving = new Set(use.accesses.some(isClosedByNext) ? ["return"] : []);
  for (const method of members.methods.values()) {
    if (isProtocolKey(members, method.key)) continue;
    const callers = use.accesses.filter(({ key }) => key === method.key);
    const isOurs =
      callers.length > 0 && callers.every(({ within }) => within === "next" || within === "return");
    const uses = use.accesses.filter(({ within }) => within === method.key);
    const needsVariable = uses.some(({ key }) => localizes(key));
    const helper = resultHelper(ts, method.fn);
    const givesResults = helper && helper.losesType !== true && !isUsedOutside(ts, use, method, facts);
    if (isOurs && givesResults) moving.add(method.key);
    if (!isOurs || !needsVariable) continue;
    if (uses.some(({ key }) => !localizes(key)) || isUsedOutside(ts, use, method, facts)) {
      throw new NotUnderstood(
        say("'{0}' uses state of the iterator and more", method.key),
        spanOf(method.member),
      );
    }
    moving.add(method.key);
  }
  return moving;
}

export function removedMembers(
  ts: TypeScript,
  members: Members,
  open: Method,
  names: ReadonlyMap<string, string>,
  helpers: ReadonlySet<string>,
): ts.Node[] {
  const methods = [...members.methods.values()].filter(
    ({ key, member }) => member !== open.member && (isProtocolKey(members, key) || helpers.has(key)),
  );
  const fields = [...names.keys()].flatMap((key) => members.fields.get(key) ?? []);
  const keys = new Set(methods.map(({ key }) => key));
  const overloads = [open, ...methods].flatMap(({ key }) => overloadsOf(ts, members, key));
  const parts = [...methods.map((method) => placeOf(ts, method)), ...fields.map(({ member }) => member)];
  const gone = [...parts, ...overloads, ...bindingsOf(members, keys)];
  return gone.sort((a, b) => a.pos - b.pos);
}

/** @returns the blank that is left of `{ this.current = from; }` when all statements of a constructor go */
export function emptied({ construct }: Members, gone: readonly ts.Node[]): Span[] {
  const [...statements] = construct?.body.statements ?? [];
  const last = statements.at(-1);
  if (!construct || !last || !statements.every((statement) => gone.includes(statement))) return [];
  const end = construct.body.end - "}".length;
  const isBlank = construct.getSourceFile().text.slice(last.end, end).trim() === "";
  return isBlank ? [{ start: last.end, end }] : [];
}

/** With the assignment of a method goes the condition that it stands under alone. */
function placeOf(ts: TypeScript, { member, declaration }: Method): ts.Node {
  return declaration && ts.isIfStatement(declaration) ? declaration : member;
}

/** `this.next = this.next.bind(this);`, or the whole constructor where it does nothing else. */
function bindingsOf({ construct, plumbing }: Members, gone: ReadonlySet<string>): ts.Node[] {
  const bindings = [...plumbing].flatMap(([statement, key]) => (gone.has(key) ? [statement] : []));
  const isEmptied =
    construct !== undefined &&
    bindings.length > 0 &&
    construct.parameters.length === 0 &&
    construct.body.statements.length === bindings.length;
  return isEmptied ? [construct] : bindings;
}
