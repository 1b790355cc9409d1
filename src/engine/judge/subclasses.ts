import type ts from "typescript";
import { leavesProtocolAlone, subclassAt } from "../consume/subclasses";
import type { Usage } from "../consumer";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { ancestor } from "../syntax/nodes";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";

/** A subclass may override or call `next()`, which would be gone. */
export function judgeSubclasses(
  ts: TypeScript,
  relation: Relation,
  { symbolUses }: Usage,
  { facts, kind }: { readonly facts: Facts; readonly kind: IteratorKind },
): Reason[] {
  if (relation !== "loses-protocol" && relation !== "reopens") return [];
  const heritage = symbolUses.filter(({ kind: use, node }) => use === "identity" && isInHeritage(ts, node));
  const isHarmless = ({ node }: { readonly node: ts.Node }): boolean => {
    const subclass = subclassAt(ts, node);
    return subclass !== undefined && isLast(ts, subclass, facts) && leavesProtocolAlone(ts, subclass, kind);
  };
  const touching = heritage.find((use) => !isHarmless(use));
  if (touching) return [reason("identity", say("another class extends it"), touching.node, "refused")];
  const [first] = heritage;
  return first
    ? [reason("identity", say("another class extends it, and inherits what changes"), first.node)]
    : [];
}

function isInHeritage(ts: TypeScript, node: ts.Node): boolean {
  return ancestor(node, ts.isHeritageClause.bind(ts)) !== undefined;
}

/** No further class extends it, as far as the whole project goes. */
function isLast(ts: TypeScript, { name }: ts.ClassLikeDeclaration, facts: Facts): boolean {
  const uses = name && facts.references(name);
  return uses?.every(({ node }) => !isInHeritage(ts, node)) ?? false;
}
