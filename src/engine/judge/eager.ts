import type ts from "typescript";
import type { Usage } from "../consumer";
import type { Model } from "../describe/model";
import type { Facts } from "../facts";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { ancestor, extendsOf, isWithin } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { isAlwaysDrawnAtOnce } from "./drawn-at-once";
import { firstEffect } from "./eager-effects";

/**
 * `eager-start`: a generator's body waits for the first `next()`. Harmless when what ran at once does nothing and reads
 * nothing that can change meanwhile, or when every instance is drawn from as soon as it is made.
 *
 * @param plan - names the statements and initial values that would now run later
 */
export function judgeEager(
  ts: TypeScript,
  { eager, isOwnerThere = false, sources }: Pick<Plan, "eager" | "isOwnerThere" | "sources">,
  usage: Usage,
  facts: Facts,
): Reason[] {
  const around = { facts, sources, isOwnerThere };
  const blame = firstOf(eager, (node) => firstEffect(ts, node, around));
  if (!blame) return [];
  const isField = eager.some((node) => isWithin(blame, node) && isFieldsValue(ts, node));
  const swapped = isField
    ? firstOf(parametersBeside(ts, blame), (one) => firstEffect(ts, one, around))
    : undefined;
  if (swapped) return [swappedReason(swapped)];
  if (isAlwaysDrawnAtOnce(ts, usage, facts)) return [];
  return [
    {
      code: "eager-start",
      message: say("what runs at once today will wait for the first next()"),
      verdict: "review",
      at: spanOf(blame),
    },
  ];
}

/** A class without a base sets its fields before it works out what the constructor is not given. */
function isFieldsValue(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isPropertyDeclaration(parent) && ts.isClassLike(parent.parent) && !extendsOf(ts, parent.parent);
}

/** @returns the parameters of the constructor of the class that it stands in */
function parametersBeside(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  const field = ancestor(node, ts.isPropertyDeclaration);
  const members = field && ts.isClassLike(field.parent) ? field.parent.members : [];
  return members.flatMap((one) => (ts.isConstructorDeclaration(one) && one.body ? one.parameters : []));
}

function swappedReason(node: ts.Node): Reason {
  return {
    code: "eager-start",
    message: say("the fields are set before this is worked out, and after it in a generator"),
    verdict: "review",
    at: spanOf(node),
  };
}

/**
 * The same for what `[Symbol.asyncIterator]()` or `[Symbol.iterator]()` does: a loop calls it right before the first `next()`, so nothing is late there.
 */
export function judgeOpening(
  ts: TypeScript,
  { eagerAtOpen = [], sources }: Pick<Plan, "eagerAtOpen" | "sources">,
  { site, usage }: Pick<Model, "site" | "usage">,
  facts: Facts,
): Reason[] {
  const isAlwaysLooped =
    usage.complete &&
    usage.instances.every(
      ({ consumers, isOpenedByHand }) =>
        !isOpenedByHand &&
        consumers.every(
          ({ kind, member, isTested }) =>
            kind === "loop" ||
            kind === "type" ||
            (kind === "member" && (member !== "next" || isTested === true)),
        ),
    );
  if (isAlwaysLooped) return [];
  const blame = firstOf(eagerAtOpen, (node) => firstEffect(ts, node, { facts, sources, isOwnerThere: true }));
  if (!blame) return [];
  return [
    {
      code: "eager-start",
      message: say("what {0}() does at once today will wait for the first next()", openText(site.kind)),
      verdict: "review",
      at: spanOf(blame),
    },
  ];
}

function firstOf(
  nodes: readonly ts.Node[],
  find: (node: ts.Node) => ts.Node | undefined,
): ts.Node | undefined {
  return nodes.map(find).find((node) => node !== undefined);
}
