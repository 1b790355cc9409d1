import type ts from "typescript";
import { withImporters } from "../consume/lost-owners";
import { consumersOf, type Usage } from "../consumer";
import { memberNames, partsOf } from "../detect/member-names";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import { once } from "../once";
import { isProtocolKey } from "../lower/class-state";
import { say } from "../say";
import { spanOf } from "../targets/common";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * Where an instance is out of sight, nobody follows it to where its members are used. Those places are found by the members' names: the
 * members of a class that becomes a function are gone.
 */
export function judgeMembersOutOfSight(
  ts: TypeScript,
  site: Site,
  relation: Relation,
  usage: Usage,
  facts: Facts,
): Reason[] {
  const { iterator, iterable, node } = site;
  if (relation !== "is-generator" || !iterator || !isOutOfSight(usage)) return [];
  const sides = [iterator, ...(iterable ? [iterable] : [])];
  const names = [...memberNames(ts, site)];
  const own = new Set(names.filter((key) => !isProtocolKey(iterator, key) && !key.startsWith("#")));
  if (own.size === 0) return [];
  const uses =
    facts.usesOfMembers?.(
      own,
      sides.flatMap((members) => [...partsOf(members)]),
    ) ?? [];
  const files = once(() => filesNaming(node, facts));
  const sure = uses.find(({ isSure }) => isSure);
  const use = sure ?? uses.find((one) => files().has(one.node.getSourceFile()));
  if (!use) return [];
  return [
    {
      code: "public-members",
      message: sure
        ? say("'{0}' is used from outside, and would be gone", sure.member)
        : say(
            "'{0}' is used of a value whose type nobody knows, which may be this one; it would be gone",
            use.member,
          ),
      verdict: "refused",
      at: spanOf(use.node),
    },
  ];
}

/** What public code gets by a function that is exported is no code that could be looked at. */
function isOutOfSight({ instances, symbolUses, untyped }: Usage): boolean {
  const all = [...symbolUses, ...consumersOf({ instances })];
  return untyped !== undefined || all.some(({ kind, publicApi }) => kind === "escapes" && publicApi !== true);
}

/** The files that name the class, its own, and those that may get an instance from them. */
function filesNaming(node: ts.Node, facts: Facts): ReadonlySet<ts.SourceFile> {
  const { name } = node as Partial<ts.NamedDeclaration>;
  const references = name ? (facts.references(name) ?? []) : [];
  return withImporters(
    facts,
    new Set([node.getSourceFile(), ...references.map(({ sourceFile }) => sourceFile)]),
  );
}
