import type ts from "typescript";
import { ownOpener } from "../consume/subclasses";
import { assertionOf } from "../describe/asserted";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import { protocols, type IteratorKind } from "../kind";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { memberKey, openText } from "../syntax/keys";
import { extendsOf, hasModifier, isWithin, walk } from "../syntax/nodes";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { isGeneratorByType, isInType } from "./depended-type";
import { isOfProtocol, returnType } from "./header";
import type { PlanContext } from "./plan";

/**
 * The type of a generator method. Where a subclass or a fake has a method of its own in its place, the author's type stays: an override that
 * gives an `AsyncIterator` fits no `AsyncGenerator`. So it does where it may be an override itself: no `Generator<T>` is a `MapIterator<T>`.
 *
 * @param heritage - an `implements` clause counts
 * @throws NotUnderstood when there is such a method, and no type is written down
 */
export function methodType(
  ts: TypeScript,
  site: Site,
  context: PlanContext,
  open: Method,
  heritage: boolean,
): string {
  const owner = open.member.parent;
  const type = open.fn.type ?? assertedType(ts, site);
  const inItsPlace = inPlaceOf(ts, owner, context.facts, site.kind, type !== undefined);
  const isDependedOn = inItsPlace !== undefined || (type && isTypeAskedFor(ts, owner, context.facts));
  if (type && (isDependedOn || (extendsOf(ts, owner) && !isOfProtocol(site.kind, type))))
    return `: ${type.getText()}`;
  if (!inItsPlace) return returnType(ts, site, context, heritage);
  throw notAGenerator(ts, site.kind, inItsPlace);
}

/**
 * The same for a class that is its own iterator, and so may say that what opens it gives `this`.
 *
 * @throws NotUnderstood when there is such a method, and no type of the protocol is written down
 */
export function ownMethodType(ts: TypeScript, site: Site, context: PlanContext, open: Method): string {
  const { type } = open.fn;
  const isProtocol = type !== undefined && isOfProtocol(site.kind, type);
  const inItsPlace = inPlaceOf(ts, open.member.parent, context.facts, site.kind, isProtocol);
  if (!inItsPlace) return returnType(ts, site, context, false);
  if (isProtocol) return `: ${type.getText()}`;
  throw notAGenerator(ts, site.kind, inItsPlace);
}

/**
 * @param owner - a class in whose place a function comes
 * @throws NotUnderstood when a literal is taken for an instance, as none can be for a generator
 */
export function checkNotFaked(ts: TypeScript, { kind }: Site, owner: ts.Node, facts: Facts): void {
  const fake = ts.isClassLike(owner) ? fakeOf(ts, owner, facts, kind, false) : undefined;
  if (fake) throw notAGenerator(ts, kind, fake);
}

function notAGenerator(ts: TypeScript, kind: IteratorKind, node: ts.Node): NotUnderstood {
  const isOfSubclass = ts.isClassLike(node.parent) && extendsOf(ts, node.parent) !== undefined;
  return new NotUnderstood(
    isOfSubclass
      ? say("a subclass has an {0}() of its own, which may not give a generator", openText(kind))
      : say("this stands in its place elsewhere, and may not give a generator"),
    spanOf(node),
    "identity",
  );
}

/** `return { … } as SetIterator<Value>;` */
function assertedType(ts: TypeScript, { iterator }: Site): ts.TypeNode | undefined {
  const owner = iterator?.owner;
  return owner && isIteratorObject(ts, owner) ? assertionOf(ts, owner)?.type : undefined;
}

/**
 * @param isTyped - the author's type can stay, so that a guess does no harm
 * @returns what opens a subclass or a fake of the class, and is no generator
 */
function inPlaceOf(
  ts: TypeScript,
  owner: ts.Node,
  facts: Facts,
  kind: IteratorKind,
  isTyped: boolean,
): ts.Node | undefined {
  const [own] = openersTakenAfter(ts, owner, facts, kind);
  return own ?? (ts.isClassLike(owner) ? fakeOf(ts, owner, facts, kind, isTyped) : undefined);
}

/** The methods of classes that extend or implement it, and what interfaces that extend it say of them, as far as they are no generators. */
function openersTakenAfter(
  ts: TypeScript,
  owner: ts.Node,
  facts: Facts,
  kind: IteratorKind,
): readonly ts.Node[] {
  return referencesTo(ts, owner, facts).flatMap((node) => {
    const heir = heirAt(ts, node);
    if (!heir) return [];
    const own = ts.isInterfaceDeclaration(heir)
      ? heir.members.find(({ name }) => name && memberKey(ts, name) === protocols[kind].openKey)
      : ownOpener(ts, heir, kind);
    return own && !isGeneratorByType(ts, own) ? [own] : openersTakenAfter(ts, heir, facts, kind);
  });
}

function referencesTo(ts: TypeScript, owner: ts.Node, facts: Facts): readonly ts.Node[] {
  const name = ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner) ? owner.name : undefined;
  return name ? (facts.references(name) ?? []).map(({ node }) => node) : [];
}

/** The class or interface whose `extends` or `implements` names this. */
function heirAt(
  ts: TypeScript,
  { parent }: ts.Node,
): ts.ClassLikeDeclaration | ts.InterfaceDeclaration | undefined {
  if (!ts.isExpressionWithTypeArguments(parent) || !ts.isHeritageClause(parent.parent)) return undefined;
  return parent.parent.parent;
}

/** `const fake: Tree = { [Symbol.iterator]: … }`: a literal that is taken for an instance. No literal is where a member is private. */
function fakeOf(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  facts: Facts,
  kind: IteratorKind,
  isTyped: boolean,
): ts.Node | undefined {
  if (owner.members.some((member) => isHidden(ts, member))) return undefined;
  const outside = referencesTo(ts, owner, facts).filter((node) => node !== owner.name);
  const types = outside.map(({ parent }) => parent).filter((parent) => ts.isTypeReferenceNode(parent));
  for (const file of new Set(types.map((type) => type.getSourceFile()))) {
    const mayBeFake = ({ parent }: ts.Node): boolean =>
      isTyped || types.some((type) => facts.isAssignable?.(parent as ts.Expression, type) === true);
    const fake = openersOfLiterals(ts, file, kind).find((one) => !isWithin(one, owner) && mayBeFake(one));
    if (fake) return fake;
  }
  return undefined;
}

function isHidden(ts: TypeScript, member: ts.ClassElement): boolean {
  const { PrivateKeyword, ProtectedKeyword } = ts.SyntaxKind;
  const parts = ts.isConstructorDeclaration(member) ? [...member.parameters] : [member];
  return parts.some(
    (part) =>
      (part.name !== undefined && ts.isPrivateIdentifier(part.name)) ||
      [PrivateKeyword, ProtectedKeyword].some((modifier) => hasModifier(ts, part, modifier)),
  );
}

function openersOfLiterals(ts: TypeScript, file: ts.SourceFile, kind: IteratorKind): readonly ts.Node[] {
  const found: ts.Node[] = [];
  walk(ts, file, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const own = node.properties.find(({ name }) => name && memberKey(ts, name) === protocols[kind].openKey);
    if (own && !isGeneratorByType(ts, own)) found.push(own);
  });
  return found;
}

/** `typeof source` says what something else must give as well. */
function isTypeAskedFor(ts: TypeScript, { parent }: ts.Node, facts: Facts): boolean {
  if (!ts.isVariableDeclaration(parent) || parent.type) return false;
  return facts.references(parent.name)?.some(({ node }) => isInType(ts, node)) ?? false;
}
