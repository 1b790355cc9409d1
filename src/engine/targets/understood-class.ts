import type ts from "typescript";
import { selfUse, type SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import { inheritsIterator } from "../detect/protocol";
import { isProtocolKey } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { keyText } from "../syntax/keys";
import { isInNewGuard } from "../syntax/new-guard";
import { decoratorOf, extendsOf, find, hasModifier } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { helperKeys, spanOf } from "./common";
import { strictOnly } from "./strict-code";

/** What a class that can become a function does with `this`. */
export interface UnderstoodClass {
  readonly use: SelfUse;
  /** The keys of the methods that the protocol's call. */
  readonly helpers: ReadonlySet<string>;
}

/**
 * @param members - of a class that is an iterator
 * @throws NotUnderstood when the class does what a function cannot
 */
export function understoodClass(ts: TypeScript, members: Members): UnderstoodClass {
  const use = selfUse(ts, members);
  const helpers = helperKeys(members, use);
  checkMembers(ts, members, helpers);
  checkConstructor(ts, members);
  checkNotHandedOn(use);
  return { use, helpers };
}

/** @throws NotUnderstood when somebody else gets the object */
export function checkNotHandedOn({ bare: [self] }: SelfUse): void {
  if (self) throw new NotUnderstood(say("'this' is handed on"), spanOf(self));
}

/** What a class can have that a function cannot. */
export function checkMembers(ts: TypeScript, members: Members, helpers: ReadonlySet<string>): void {
  if (ts.isClassLike(members.owner)) checkClass(ts, members, members.owner);
  const [other] = members.others;
  if (other && hasModifier(ts, other, ts.SyntaxKind.StaticKeyword)) {
    throw new NotUnderstood(say("the class has static members"), spanOf(other), "identity");
  }
  if (other)
    throw new NotUnderstood(
      say("the class has members that a function has no place for"),
      spanOf(other),
      "public-members",
    );
  for (const { key, member } of members.methods.values()) {
    if (isProtocolKey(members, key) || helpers.has(key)) continue;
    throw new NotUnderstood(
      say("the class has a method '{0}' besides the iterator", keyText(key)),
      spanOf(member),
      "public-members",
    );
  }
}

function checkClass(ts: TypeScript, members: Members, owner: ts.ClassLikeDeclaration): void {
  const base = extendsOf(ts, owner);
  if (base && !inheritsIterator(ts, members))
    throw new NotUnderstood(say("the class extends another one"), spanOf(base), "identity");
  if (decoratorOf(ts, owner)) {
    throw new NotUnderstood(say("the class is decorated"), spanOf(owner.name ?? owner), "identity");
  }
  const sloppy = strictOnly(ts, owner);
  if (sloppy)
    throw new NotUnderstood(
      say("'{0}' means what it does in the strict code of a class", sloppy.getText()),
      spanOf(sloppy),
      "identity",
    );
  if (
    owner.modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.AbstractKeyword || kind === ts.SyntaxKind.DeclareKeyword,
    )
  ) {
    throw new NotUnderstood(say("the class is abstract"), spanOf(owner.name ?? owner), "identity");
  }
}

/** Parameters that a function cannot have, and overloads that it would have to repeat. */
export function checkConstructor(ts: TypeScript, { owner, construct }: Members): void {
  const asksForNew = (node: ts.Node): boolean =>
    ts.isMetaProperty(node) && !(construct && isInNewGuard(ts, construct, node));
  const target = construct && find(ts, construct, asksForNew);
  if (target)
    throw new NotUnderstood(
      say("the constructor looks at '{0}'", target.getText()),
      spanOf(target),
      "identity",
    );
  if (!ts.isClassLike(owner)) return;
  const overload = owner.members.find(
    (member) => ts.isConstructorDeclaration(member) && member !== construct,
  );
  if (overload) throw new NotUnderstood(say("the constructor has overloads"), spanOf(overload));
  const decorated = construct?.parameters.find((parameter) => ts.getDecorators(parameter)?.length);
  if (decorated)
    throw new NotUnderstood(
      say("a parameter of the constructor is decorated"),
      spanOf(decorated),
      "identity",
    );
}
