import type ts from "typescript";
import { ownOpener, subclassAt } from "../consume/subclasses";
import { assertionOf } from "../describe/asserted";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { extendsOf } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";
import { isOfProtocol, returnType } from "./header";
import type { PlanContext } from "./plan";

/**
 * The type of a generator method. Where a subclass has a method of its own in its place, the author's type stays: an override that gives an
 * `AsyncIterator` fits no `AsyncGenerator`. So it does where it may be an override itself: no `Generator<T>` is a `MapIterator<T>`.
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
  const [override] = overridesOf(ts, owner, context.facts, site.kind);
  if (type && (override || (extendsOf(ts, owner) && !isOfProtocol(site.kind, type))))
    return `: ${type.getText()}`;
  if (!override) return returnType(ts, site, context, heritage);
  throw new NotUnderstood(
    say("a subclass has an {0}() of its own, which may not give a generator", openText(site.kind)),
    spanOf(override),
    "identity",
  );
}

/** `return { … } as SetIterator<Value>;` */
function assertedType(ts: TypeScript, { iterator }: Site): ts.TypeNode | undefined {
  const owner = iterator?.owner;
  return owner && ts.isObjectLiteralExpression(owner) ? assertionOf(ts, owner)?.type : undefined;
}

/** The methods of subclasses that are no generators. */
function overridesOf(
  ts: TypeScript,
  owner: ts.Node,
  facts: Facts,
  kind: IteratorKind,
): readonly ts.ClassElement[] {
  const name = ts.isClassLike(owner) ? owner.name : undefined;
  const references = name ? (facts.references(name) ?? []) : [];
  return references.flatMap(({ node }) => {
    const subclass = subclassAt(ts, node);
    if (!subclass) return [];
    const own = ownOpener(ts, subclass, kind);
    const isGenerator = own && ts.isMethodDeclaration(own) && own.asteriskToken !== undefined;
    return own && !isGenerator ? [own] : overridesOf(ts, subclass, facts, kind);
  });
}
