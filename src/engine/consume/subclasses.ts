import type ts from "typescript";
import type { InstanceUse } from "../consumer";
import { iteratorKinds, protocols, type IteratorKind } from "../kind";
import { elementKey, memberKey } from "../syntax/keys";
import { find, some } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns the class whose `extends` names this */
export function subclassAt(ts: TypeScript, { parent }: ts.Node): ts.ClassLikeDeclaration | undefined {
  if (!ts.isExpressionWithTypeArguments(parent) || !ts.isHeritageClause(parent.parent)) return undefined;
  const { token, parent: subclass } = parent.parent;
  return token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(subclass) ? subclass : undefined;
}

/** @returns the subclass's own method that opens an iterator, in place of the one it inherits */
export function ownOpener(
  ts: TypeScript,
  { members }: ts.ClassLikeDeclaration,
  kind: IteratorKind,
): ts.ClassElement | undefined {
  return members.find(
    (member) => member.name !== undefined && memberKey(ts, member.name) === protocols[kind].openKey,
  );
}

/**
 * What a subclass does with what it inherits is not followed: `super[Symbol.asyncIterator]()`, `drain(this)`.
 *
 * @returns a use that goes out of sight; none where it does nothing of the kind
 */
export function usesInside(
  ts: TypeScript,
  subclass: ts.ClassLikeDeclaration,
  kind: IteratorKind,
): InstanceUse | undefined {
  const node = find(ts, subclass, (inner) => {
    return (
      opensItself(ts, inner, kind) || (inner.kind === ts.SyntaxKind.ThisKeyword && isHandedOn(ts, inner))
    );
  });
  if (!node) return undefined;
  return { origin: node as ts.Expression, consumers: [{ kind: "escapes", node }], drawnOnce: false };
}

/** @returns whether it is `this[Symbol.iterator]`, or that of another object */
export function opensItself(ts: TypeScript, node: ts.Node, kind: IteratorKind): boolean {
  return ts.isElementAccessExpression(node) && elementKey(ts, node) === protocols[kind].openKey;
}

const protocolKeys: ReadonlySet<string | undefined> = new Set([
  "next",
  "return",
  "throw",
  ...iteratorKinds.map((kind) => protocols[kind].openKey),
  // Nobody knows what a computed name is.
  undefined,
]);

/**
 * @returns whether the class neither has a protocol method of its own nor uses one that it inherits, hands `this` to nobody, and
 * promises no interface
 */
export function leavesProtocolAlone(
  ts: TypeScript,
  subclass: ts.ClassLikeDeclaration,
  kind: IteratorKind,
): boolean {
  const promises = subclass.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
  const hasOwn = subclass.members.some(({ name }) => name && protocolKeys.has(memberKey(ts, name)));
  if (promises || hasOwn || usesInside(ts, subclass, kind)) return false;
  return !some(ts, subclass, (node) => usesInherited(ts, node));
}

/** `super.next()`, `const { next } = this` */
function usesInherited(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isBindingElement(node)) return protocolKeys.has((node.propertyName ?? node.name).getText());
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  if (!isAccess) return false;
  const { kind } = node.expression;
  const isOwn = kind === ts.SyntaxKind.ThisKeyword || kind === ts.SyntaxKind.SuperKeyword;
  return isOwn && protocolKeys.has(elementKey(ts, node));
}

/** `this` stands neither before a member, nor as a type, nor behind `const { name } =`. */
function isHandedOn(ts: TypeScript, self: ts.Node): boolean {
  const { parent } = self;
  if (ts.isPropertyAccessExpression(parent) || ts.isTypeNode(self)) return false;
  const isTakenApart = ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name);
  return !isTakenApart || parent.name.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
}
