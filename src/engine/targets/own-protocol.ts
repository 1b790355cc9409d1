import type ts from "typescript";
import { leavesProtocolAlone, subclassAt } from "../consume/subclasses";
import { wholeDraw } from "../consume/follow-use";
import { everyMember, type Consumer, type Usage } from "../consumer";
import { assertedTypes } from "../describe/annotation";
import type { Model } from "../describe/model";
import { resultHelper } from "../syntax/result-helpers";
import type { SelfAccess, SelfUse } from "../describe/self";
import { overloadsOf, type Field, type Members, type Method } from "../detect/members";
import type { Facts } from "../facts";
import { protocols, type Protocol } from "../kind";
import { isProtocolKey, type ClassState } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { elementKey, keyText, memberKey, openText } from "../syntax/keys";
import { hasModifier, isWithin, some, unwrap, wrapped } from "../syntax/nodes";
import type { Span, TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { isOwnClose, spanOf } from "./common";
import { ownMethodType } from "./overridden";
import { partsOf } from "./parts";
import type { Plan, PlanContext, Relation } from "./plan";
import { openingOf } from "./opening";
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
      say("'{0}' uses '{1}', which would be gone", user.within, user.key),
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

interface ProtocolUse {
  readonly use: SelfUse;
  readonly usage: Usage;
  readonly facts: Facts;
  readonly isOpenedAnew: boolean;
}

/** `next()` may be called on what is known by a type only, or be asked for by an interface of the project's own. */
function checkProtocolReferences(
  ts: TypeScript,
  members: Members,
  { use, usage, facts, isOpenedAnew }: ProtocolUse,
): void {
  const own = new Set<ts.Node>(use.accesses.map(({ node }) => node.name));
  // What those call is a generator's own, where a new instance was opened before.
  const opened = isOpenedAnew
    ? usage.instances.flatMap(({ consumers }) => consumers.filter((one) => one.isOfOpened === true))
    : [];
  const isOfOpened = (node: ts.Node): boolean => opened.some((one) => memberNamed(ts, one.node) === node);
  const isOwn = (node: ts.Node): boolean =>
    own.has(node) || [...members.plumbing.keys()].some((statement) => isWithin(node, statement));
  for (const key of ["next", "return"]) {
    const method = members.methods.get(key);
    const put = method && assignedName(ts, members, method);
    const name = put ?? method?.member.name;
    const user =
      name &&
      facts.references(name)?.find(
        (reference) =>
          // What declares a method that is put in place elsewhere would go on saying that it is there.
          (put !== undefined || !reference.isDeclaration) &&
          reference.node !== name &&
          !isOwn(reference.node) &&
          !isOfOpened(reference.node) &&
          mayMean(ts, reference.node, members, usage, facts),
      );
    if (user)
      throw new NotUnderstood(
        say("'{0}' is used elsewhere, and would be gone", key),
        spanOf(user.node),
        "public-members",
      );
  }
  if (!ts.isClassLike(members.owner)) return;
  const demanding = members.owner.heritageClauses
    ?.filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ types }) => [...types])
    .find(
      ({ expression }) =>
        !protocols[members.kind].typeNames.has(expression.getText()) && mayDemandNext(ts, expression, facts),
    );
  if (demanding) {
    throw new NotUnderstood(
      say("'{0}' may ask for next()", demanding.expression.getText()),
      spanOf(demanding),
      "identity",
    );
  }
}

/** The `next` of `rows.next()` and of `rows.next`. */
function memberNamed(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  const access = ts.isCallExpression(node) ? unwrap(ts, node.expression) : node;
  return ts.isPropertyAccessExpression(access) ? access.name : undefined;
}

/** `const rows: AsyncIterableIterator<Row> = {…}`, or the same of the function that returns it */
function checkTypesAround(ts: TypeScript, { site }: Model): void {
  const { iterator, factory, kind } = site;
  if (!iterator || !ts.isObjectLiteralExpression(iterator.owner)) return;
  const { typePrefix } = protocols[kind];
  const types = [...assertedTypes(ts, iterator.owner), ...(factory?.fn.type ? [factory.fn.type] : [])];
  const demanding = types.find(
    (type) =>
      ts.isTypeReferenceNode(type) &&
      protocols[kind].typeNames.has(type.typeName.getText()) &&
      type.typeName.getText() !== `${typePrefix}Iterable`,
  );
  if (demanding)
    throw new NotUnderstood(say("its type says that it has next()"), spanOf(demanding), "public-members");
}

/** `[Symbol.iterator]() { return new RowIterator(this); }` of another class needs an iterator, not an iterable. */
function checkHandedOut(ts: TypeScript, { site, usage }: Model): void {
  const handedOut = usage.instances.find(({ origin }) => {
    const { parent } = wrapped(ts, origin);
    const fn = ts.isReturnStatement(parent) ? parent.parent.parent : parent;
    const member = ts.isArrowFunction(fn) ? wrapped(ts, fn).parent : fn;
    const isMember =
      ts.isMethodDeclaration(member) || ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member);
    return isMember && memberKey(ts, member.name) === protocols[site.kind].openKey;
  });
  if (handedOut)
    throw new NotUnderstood(
      say("another {0}() gives it as its iterator", openText(site.kind)),
      spanOf(handedOut.origin),
      "public-members",
    );
}

/**
 * A call through a type such as `Iterator` can only reach an instance that went out of sight; what is called on the class itself
 * reaches it in any case. That code outside the project may hand one back is said by `public-api`.
 */
function mayMean(ts: TypeScript, node: ts.Node, members: Members, usage: Usage, facts: Facts): boolean {
  const stays = ({ kind, publicApi }: Consumer): boolean =>
    kind === "escapes" ? publicApi === true : kind !== "opens";
  const isInSight =
    usage.symbolUses.every((use) => makesNone(ts, use) || isFollowedHeir(ts, use, members)) &&
    usage.instances.every(({ consumers }) => consumers.every(stays));
  const declarations = isInSight ? (facts.declarationsOf?.(node) ?? []) : [];
  return declarations.length === 0 || declarations.some((one) => isWithin(one, members.owner));
}

/** What is made of a subclass that leaves the protocol alone is among the instances. */
function isFollowedHeir(ts: TypeScript, { node }: Consumer, { kind }: Members): boolean {
  const subclass = subclassAt(ts, node);
  return subclass !== undefined && leavesProtocolAlone(ts, subclass, kind);
}

/** A type, a comparison or what is the class's own: `value instanceof Pages`, `Pages.size` */
function makesNone(ts: TypeScript, { kind, node, publicApi }: Consumer): boolean {
  if (kind === "type" || publicApi === true) return true;
  return kind === "identity" && (ts.isBinaryExpression(node) || isOwnOfClass(ts, node));
}

/** `Object.create(Pages.prototype)` makes an instance. */
function isOwnOfClass(ts: TypeScript, node: ts.Node): boolean {
  const key =
    ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
      ? elementKey(ts, node)
      : undefined;
  return key !== undefined && key !== "prototype" && key !== "constructor";
}

function mayDemandNext(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  const declaration = facts.declarationOf(expression);
  if (!declaration || !ts.isInterfaceDeclaration(declaration)) return true;
  return (
    declaration.heritageClauses !== undefined ||
    declaration.members.some(({ name }) => name?.getText() === "next")
  );
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
    const givesResults = resultHelper(ts, method.fn) && !isUsedOutside(ts, use, method, facts);
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

/**
 * What is assigned to `this` in the constructor, or to the object later, is bound to the code around it; what is copied to a prototype
 * cannot be searched for.
 */
export function checkAssigned(ts: TypeScript, members: Members): void {
  const assigned = [...members.methods.values()].find(
    (method) =>
      (ts.isExpressionStatement(method.member) || isOnPrototype(members, method)) &&
      !assignedName(ts, members, method),
  );
  if (assigned)
    throw new NotUnderstood(
      say("'{0}' is put in place by an assignment", keyText(assigned.key)),
      spanOf(assigned.declaration ?? assigned.member),
    );
}

function isOnPrototype({ prototype }: Members, { declaration }: Method): boolean {
  return prototype.some((statement) => statement === declaration);
}

/** The `next` of `X.prototype.next = function () {…};` */
function assignedName(ts: TypeScript, members: Members, method: Method): ts.Node | undefined {
  const { member } = method;
  if (!ts.isExpressionStatement(member) || !isOnPrototype(members, method)) return undefined;
  if (!ts.isBinaryExpression(member.expression)) return undefined;
  const { left } = member.expression;
  if (ts.isPropertyAccessExpression(left)) return left.name;
  return ts.isElementAccessExpression(left) ? left.argumentExpression : undefined;
}

/** `implements AsyncIterableIterator<T>` is no longer true; `AsyncIterable<T>` is. */
function heritageEdits(ts: TypeScript, owner: ts.ClassLikeDeclaration, { typePrefix }: Protocol): TextEdit[] {
  const clause = owner.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
  if (!clause) return documentedHeritage(ts, owner, typePrefix);
  const names = clause.types.map(({ expression }) => expression.getText());
  const edits: TextEdit[] = [];
  for (const [index, type] of clause.types.entries()) {
    const name = names[index];
    if (name !== `${typePrefix}Iterator` && name !== `${typePrefix}IterableIterator`) continue;
    if (
      names.some(
        (other, at) =>
          at !== index &&
          (other === `${typePrefix}Iterable` || (other === `${typePrefix}IterableIterator` && at < index)),
      )
    ) {
      edits.push(withoutType(clause, index));
      continue;
    }
    const [element] = type.typeArguments ?? [];
    const newText = `${typePrefix}Iterable<${element?.getText() ?? "unknown"}>`;
    edits.push({ start: type.getStart(), end: type.end, newText });
  }
  return edits;
}

/** The same in JavaScript: `@implements {IterableIterator<Row>}` */
function documentedHeritage(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  typePrefix: Protocol["typePrefix"],
): TextEdit[] {
  const names = [`${typePrefix}Iterator`, `${typePrefix}IterableIterator`];
  return ts.getJSDocTags(owner).flatMap((tag) => {
    if (!ts.isJSDocImplementsTag(tag) || !names.includes(tag.class.expression.getText())) return [];
    const [element] = tag.class.typeArguments ?? [];
    const newText = `${typePrefix}Iterable<${element?.getText() ?? "unknown"}>`;
    return [{ start: tag.class.getStart(), end: tag.class.end, newText }];
  });
}

function withoutType(clause: ts.HeritageClause, index: number): TextEdit {
  const type = clause.types[index];
  const before = clause.types[index - 1];
  const after = clause.types[index + 1];
  if (!type) return { start: clause.end, end: clause.end, newText: "" };
  if (before) return { start: before.end, end: type.end, newText: "" };
  return { start: type.getStart(), end: after ? after.getStart() : type.end, newText: "" };
}
