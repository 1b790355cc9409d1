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
  const lost = heritage.find(({ node }) => {
    const name = subclassAt(ts, node)?.name;
    return !name || !isMadeOnly(ts, name, facts);
  });
  if (!lost) return [];
  const message = say("another class extends it, and inherits what changes");
  return [{ ...reason("identity", message, lost.node), short: say("another class inherits it") }];
}

/** Whoever makes an instance of it is followed like all others who do; nothing else is done with the class. */
function isMadeOnly(ts: TypeScript, name: ts.Identifier, facts: Facts): boolean {
  const uses = facts.references(name) ?? [];
  return (
    uses.length > 0 &&
    uses.every(({ node }) => {
      const isMade = ts.isNewExpression(node.parent) && node.parent.expression === node;
      return node === name || isMade || isInType(ts, node) || ts.isImportSpecifier(node.parent);
    })
  );
}

function isInType(ts: TypeScript, node: ts.Node): boolean {
  return ts.isTypeNode(node.parent) && !isInHeritage(ts, node);
}

function isInHeritage(ts: TypeScript, node: ts.Node): boolean {
  return ancestor(node, ts.isHeritageClause.bind(ts)) !== undefined;
}

/** No further class extends it, as far as the whole project goes. */
function isLast(ts: TypeScript, { name }: ts.ClassLikeDeclaration, facts: Facts): boolean {
  const uses = name && facts.references(name);
  return uses?.every(({ node }) => !isInHeritage(ts, node)) ?? false;
}
