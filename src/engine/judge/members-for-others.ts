import type ts from "typescript";
import type { Model } from "../describe/model";
import { selfUse, type SelfAccess } from "../describe/self";
import type { Field, Members } from "../detect/members";
import type { Facts } from "../facts";
import { isProtocolKey } from "../lower/class-state";
import { isPure } from "../lower/effects";
import { say } from "../say";
import { hasModifier, wrapped } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import type { TypeScript } from "../typescript";
import { commonJsExport, exportedByModifier } from "../uses/module-exports";
import { passedOn } from "../uses/passed-on";
import type { Reason } from "../verdict";

/**
 * What a class keeps and never looks at itself, it keeps for others, such as a promise of its end. Where other files can have the class,
 * somebody may be meant to ask for it, although nobody does today.
 */
export function judgeMembersForOthers(
  ts: TypeScript,
  { renames }: Plan,
  { site }: Model,
  facts: Facts,
): Reason[] {
  const { node, iterator, iterable } = site;
  const members = [iterable, iterator].find((side) => side?.owner === node);
  if (!renames || !members || !ts.isClassLike(node) || !isExported(ts, node, facts)) return [];
  const [field] = fieldsForOthers(ts, members);
  if (!field) return [];
  return [
    {
      code: "public-members",
      message: say(
        "nothing in the class asks for '{0}', so it is there for others; it would be gone",
        field.key,
      ),
      verdict: isMadeForOthers(ts, members, field.key) ? "refused" : "review",
      at: spanOf(field.at),
    },
  ];
}

interface FieldForOthers {
  readonly key: string;
  readonly at: ts.Node;
}

function fieldsForOthers(ts: TypeScript, members: Members): readonly FieldForOthers[] {
  const { accesses, destructured, bare } = selfUse(ts, members);
  if (bare.length > 0) return [];
  const read = new Set([
    ...accesses.filter((access) => isRead(ts, access)).map(({ key }) => key),
    ...destructured.flatMap(({ elements }) => elements.map(({ key }) => key)),
  ]);
  const declared = [...members.fields.values()].map(({ key, member }) => ({
    key,
    at: member.name,
  }));
  const written = accesses.map(({ key, node }) => ({ key, at: node.name }));
  return [...declared, ...written].filter(({ key, at }) => {
    const isField = !members.methods.has(key) && !isProtocolKey(members, key);
    return isField && !read.has(key) && isForEverybody(ts, members.fields.get(key), key, at);
  });
}

/** Making its value does something: what is left of that would be a value that nobody can ask for. */
function isMadeForOthers(ts: TypeScript, members: Members, wanted: string): boolean {
  const initial = members.fields.get(wanted)?.initializer;
  const assigned = selfUse(ts, members).accesses.flatMap(({ key, node }) => {
    const { parent } = wrapped(ts, node);
    return key === wanted && ts.isBinaryExpression(parent) ? [parent.right] : [];
  });
  return [...(initial ? [initial] : []), ...assigned].some((value) => !isPure(ts, value));
}

/** `this.count++;` asks for it to count on, and for nothing else. */
function isRead(ts: TypeScript, { node, access }: SelfAccess): boolean {
  if (access === "read") return true;
  return access === "update" && !ts.isExpressionStatement(wrapped(ts, node).parent.parent);
}

function isForEverybody(ts: TypeScript, field: Field | undefined, key: string, at: ts.Node): boolean {
  const { PrivateKeyword, ProtectedKeyword } = ts.SyntaxKind;
  const isHidden =
    field !== undefined &&
    [PrivateKeyword, ProtectedKeyword].some((kind) => hasModifier(ts, field.member, kind));
  return !isHidden && !ts.isPrivateIdentifier(at) && !key.startsWith("_") && !key.startsWith("#");
}

/** Other files can have the class. */
function isExported(ts: TypeScript, owner: ts.ClassLikeDeclaration, facts: Facts): boolean {
  const holder = ts.isVariableDeclaration(owner.parent) ? owner.parent : owner;
  if (exportedByModifier(ts, holder, "") !== undefined || commonJsExport(ts, owner)) return true;
  if (ts.isExportAssignment(owner.parent)) return true;
  const names = [owner.name, holder.name].flatMap((name) => (name && ts.isIdentifier(name) ? [name] : []));
  return names
    .flatMap((name) => facts.references(name) ?? [])
    .some(({ node }) => ts.isIdentifier(node) && passedOn(ts, node)?.exportedAs !== undefined);
}
