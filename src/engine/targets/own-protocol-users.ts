import type ts from "typescript";
import { assertedTypes } from "../describe/annotation";
import { leavesProtocolAlone, subclassAt } from "../consume/subclasses";
import type { Consumer, Usage } from "../consumer";
import type { Model } from "../describe/model";
import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import { ownNextHandedOn } from "../detect/own-next";
import type { Facts } from "../facts";
import { protocols } from "../kind";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { elementKey, memberKey, openText } from "../syntax/keys";
import { isWithin, unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { assignedName } from "./assigned-members";
import { spanOf } from "./common";

/*
 * Who has a use for the protocol methods of a class or literal that loses them to a generator method.
 */

interface ProtocolUse {
  readonly use: SelfUse;
  readonly usage: Usage;
  readonly facts: Facts;
  readonly isOpenedAnew: boolean;
}

/**
 * `next()` may be called on what is known by a type only, or be asked for by an interface of the project's own.
 *
 * @throws NotUnderstood when it is
 */
export function checkProtocolReferences(
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
  const handing = ownNextHandedOn(ts, members);
  const gone = [...members.plumbing.keys(), ...(handing ? [handing] : [])];
  const isOwn = (node: ts.Node): boolean => own.has(node) || gone.some((part) => isWithin(node, part));
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

/**
 * `const rows: AsyncIterableIterator<Row> = {…}`, or the same of the function that returns it
 *
 * @throws NotUnderstood when a type says that there is a `next()`
 */
export function checkTypesAround(ts: TypeScript, { site }: Model): void {
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

/**
 * `[Symbol.iterator]() { return new RowIterator(this); }` of another class needs an iterator, not an iterable.
 *
 * @throws NotUnderstood when another opening method gives an instance
 */
export function checkHandedOut(ts: TypeScript, { site, usage }: Model): void {
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
