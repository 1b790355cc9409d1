import type ts from "typescript";
import { makersOf } from "../consume/makers";
import { nameOf } from "../detect";
import type { Members } from "../detect/members";
import { isIteratorObject } from "../detect/owner";
import { isOfOthers, isProtocolKey } from "../detect/prototype-members";
import { prototypeUsesAt, type PrototypeUse } from "../detect/prototype-uses";
import type { Part } from "../detect/prototype";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { elementKey, keyText } from "../syntax/keys";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";
import { judgeHanding } from "./handings";

/** `vi.spyOn(X.prototype, "next")`, `X.prototype.next = …`: what is done to the prototype of a class, in whatever file that is. */
export function judgePrototypeUses(
  ts: TypeScript,
  { kind, iterable, iterator }: Site,
  relation: Relation,
  facts: Facts,
): Reason[] {
  return [...new Set([iterable, iterator])].flatMap((members) => {
    if (!members) return [];
    const isKept = relation === "opens-generators" && members !== iterator;
    return usesOf(ts, facts, kind, members).flatMap((use) => judgeUse(ts, facts, members, use, isKept));
  });
}

/** What its own file puts there is part of the class, and known to it. */
function usesOf(
  ts: TypeScript,
  facts: Facts,
  kind: IteratorKind,
  { owner }: Members,
): readonly PrototypeUse[] {
  const name = isIteratorObject(ts, owner) ? undefined : nameOf(ts, owner);
  if (!name) return [];
  const isOwn = ({ expression }: ts.AccessExpression): boolean =>
    expression.getSourceFile() === owner.getSourceFile() && ts.isIdentifier(expression);
  const accesses = makersOf({ ts, facts, kind, path: [] }, name, "new").symbolUses.flatMap(({ node }) =>
    isPrototype(ts, node) ? node : [],
  );
  return accesses.flatMap((access) =>
    prototypeUsesAt(ts, access).filter(({ kind: what }) => what !== "put" || !isOwn(access)),
  );
}

function isPrototype(ts: TypeScript, node: ts.Node): node is ts.AccessExpression {
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isAccess && elementKey(ts, node) === "prototype";
}

/** @param isKept - it keeps the methods that it has */
function judgeUse(
  ts: TypeScript,
  facts: Facts,
  members: Members,
  use: PrototypeUse,
  isKept: boolean,
): Reason[] {
  switch (use.kind) {
    case "put":
      return judgePart(ts, facts, members, use.part);
    case "lost":
      return [
        reason(
          "public-members",
          say("the class's prototype is used in a way that is not understood"),
          use.node,
        ),
      ];
    case "read":
      return isKept ? [] : judgeRead(members, use.key, use.node);
  }
}

function judgePart(ts: TypeScript, facts: Facts, { methods }: Members, part: Part): Reason[] {
  const { key, node, handing } = part;
  if (handing && isOfOthers(handing)) return judgeHanding(ts, handing, facts);
  if (key === undefined)
    return [reason("not-understood", say("this may put another next() in place"), node, "refused")];
  if (methods.has(key))
    return [reason("not-understood", say("it gets {0}() a second time here", keyText(key)), node, "refused")];
  if (!isProtocolKey(key)) return [];
  const message = say("{0}() is put in place in a way that is not understood", keyText(key));
  return [reason(key === "throw" ? "throw-method" : "not-understood", message, node, "refused")];
}

/** Of those methods, only the one that opens an iterator stays. */
function judgeRead({ methods }: Members, key: string | undefined, node: ts.Node): Reason[] {
  if (key === undefined)
    return [
      reason(
        "public-members",
        say("the methods of the class are looked through, and next() would be gone"),
        node,
      ),
    ];
  if (!/^(?:next|return|throw)$/.test(key) || !methods.has(key)) return [];
  return [
    reason("public-members", say("'{0}' is used from outside, and would be gone", key), node, "refused"),
  ];
}
