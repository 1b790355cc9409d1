import type ts from "typescript";
import type { Model } from "../describe/model";
import type { Members } from "../detect/members";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { find, hasModifier, isWithin } from "../syntax/nodes";
import { mayBeObject } from "../syntax/objects";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/** What an instance has, and may be asked for. */
type Asked = ts.ClassElement | ts.ParameterDeclaration;

/**
 * `function rows(): IterableIterator<Row> { return new Rows(); }` does not compile once the class is iterable and nothing else.
 *
 * @throws NotUnderstood when an instance stands where its type must have `next()`
 */
export function checkNextWanted(ts: TypeScript, model: Model, facts: Facts): void {
  const { methods } = model.site.iterator ?? {};
  const [next, close] = ["next", "return"].map((key) => methods?.get(key)?.member);
  if (next && ts.isClassElement(next)) checkWanted(ts, model, facts, [next]);
  for (const member of [next, close])
    if (member && ts.isClassElement(member)) checkKeysAsked(ts, model, facts, member);
}

/**
 * `const list: Sized = new Rows();` does not compile once there is a generator, which has no `size`.
 *
 * @param fields - of the class that goes
 * @throws NotUnderstood when an instance stands where its type must have one of them
 */
export function checkFieldsWanted(
  ts: TypeScript,
  model: Model,
  facts: Facts,
  fields: Members["fields"],
): void {
  const asked = [...fields.values()].map(({ member }) => member).filter((member) => isPublic(ts, member));
  if (asked.length > 0) checkWanted(ts, model, facts, asked);
  for (const member of asked) checkKeysAsked(ts, model, facts, member);
}

function isPublic(ts: TypeScript, member: ts.Node): member is Asked {
  if (!ts.isClassElement(member) && !ts.isParameter(member)) return false;
  const { PrivateKeyword, ProtectedKeyword } = ts.SyntaxKind;
  return (
    !ts.isPrivateIdentifier(member.name ?? member) &&
    ![PrivateKeyword, ProtectedKeyword].some((kind) => hasModifier(ts, member, kind))
  );
}

/** @throws NotUnderstood when a type hangs on there being the member: `keyof Rows` */
function checkKeysAsked(ts: TypeScript, model: Model, facts: Facts, member: Asked): void {
  const place = facts.whereKeyIsAsked?.(member, filesOf(model));
  if (place)
    throw new NotUnderstood(
      say("a type hangs on there being {0}, which would be gone", nameOf(ts, member)),
      spanOf(place),
      "public-members",
    );
}

function filesOf({ site, usage }: Model): readonly ts.SourceFile[] {
  const files = new Set([
    site.node.getSourceFile(),
    ...usage.instances.map(({ origin }) => origin.getSourceFile()),
    ...usage.symbolUses.map(({ node }) => node.getSourceFile()),
  ]);
  return [...files];
}

function checkWanted(ts: TypeScript, model: Model, facts: Facts, asked: readonly Asked[]): void {
  const { site } = model;
  // What it does with itself goes with the protocol.
  const mayBeInstance = (node: ts.Node): node is ts.Expression =>
    node.kind !== ts.SyntaxKind.ThisKeyword && mayBeObject(ts, node) && !isOpenedHere(site, node);
  const wantedOf = (node: ts.Node): Asked | undefined =>
    mayBeInstance(node) ? asked.find((member) => facts.asksForMember?.(node, member) === true) : undefined;
  for (const file of filesOf(model)) {
    const node = find(ts, file, (one) => wantedOf(one) !== undefined);
    const member = node && wantedOf(node);
    if (!node || !member) continue;
    throw new NotUnderstood(
      say("a type says that it has {0}, which would be gone", nameOf(ts, member)),
      spanOf(node),
      "public-members",
    );
  }
}

/** `[Symbol.iterator]() { return new Rows(this.table); }` of the class itself: what it makes is what goes. */
function isOpenedHere({ shape, open }: Site, node: ts.Node): boolean {
  return shape === "reopening" && open !== undefined && isWithin(node, open.fn);
}

/** "next()", "size" */
function nameOf(ts: TypeScript, member: Asked): string {
  const name = member.name?.getText() ?? "";
  return ts.isMethodDeclaration(member) ? `${name}()` : name;
}
