import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Site } from "../engine/detect/site";
import { isAlwaysDrawnAtOnce } from "../engine/judge/drawn-at-once";
import { isExportedDeclaration, topLevelOwner } from "../facts/exports";
import { defineRule, type Report, type RuleContext } from "./rule";
import {
  type Acquisition,
  acquisitionsIn,
  lettingGo,
  listensToItsOwn,
  type MessageByKind,
  messagesByKind,
} from "./support/acquire";
import { isInOpening, type Maker, makerOf } from "./support/maker";
import { mentionsHandRolled } from "./support/mentions";
import { protocol, releaseOf } from "./support/release";

type Message = MessageByKind<"eager">;

export const noEagerAcquire = defineRule({
  id: "no-eager-acquire",
  code: 990_011,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow to acquire in the constructor what only iterating lets go of",
  why: `\`return()\` is called when a loop ends, so it is called only if there is a loop. Whoever makes the object and then does
not iterate, because of an error in between or an early \`return\`, keeps the listener, timer, lock or file for ever, and
has no way to let it go.`,
  messages: {
    ...messagesByKind(
      "eager",
      (undoing) =>
        `'{{acquired}}' is called as soon as {{label}} is made, and only {{method}}() ${undoing}: nobody does if there is no loop`,
    ),
  },
  mentions: mentionsHandRolled,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn({ ts, facts }: RuleContext, { label, model }: DescribedIterator): Report<Message>[] {
  const maker = makerOf(ts, model.site);
  if (!maker) return [];
  const found = maker.parts.flatMap(({ body, call }): Report<Message>[] =>
    acquisitionsIn(ts, body).flatMap((acquisition) => {
      const isLeft = listensToItsOwn(ts, maker.eager, acquisition) || isHandedOver(model.site, acquisition);
      const method = isLeft ? undefined : onlyReleasedBy(ts, maker, acquisition);
      const data = {
        acquired: acquisition.text,
        label,
        method: method ?? "",
      };
      return method === undefined
        ? []
        : [{ message: `eager-${acquisition.kind}`, data, label, at: call ?? acquisition.call.expression }];
    }),
  );
  return found.length > 0 && mayAlwaysBeLooped(ts, model, facts) ? [] : found;
}

/** Every one is looped over as soon as it is made, or made by a loop itself, or it is not known who makes any. */
function mayAlwaysBeLooped(
  ts: RuleContext["ts"],
  { site, usage }: DescribedIterator["model"],
  facts: RuleContext["facts"],
): boolean {
  if (isAlwaysDrawnAtOnce(ts, usage, facts)) return true;
  const { instances, complete, symbolUses } = usage;
  if (symbolUses.some(({ kind }) => kind === "escapes")) return false;
  if (instances.length > 0) return instances.every(({ origin }) => isInOpening(ts, origin));
  return !complete && !isExported(ts, site.factory?.fn ?? site.node);
}

function isExported(ts: RuleContext["ts"], maker: ts.Node): boolean {
  const owner = topLevelOwner(ts, maker);
  return typeof owner === "object" && isExportedDeclaration(ts, owner);
}

/** Who gives a stream to a function that makes an iterator of it is done with the stream: nobody else asks for its lock. */
function isHandedOver({ factory }: Site, { kind }: Acquisition): boolean {
  return factory !== undefined && kind === "lock";
}

/** @returns the method of the protocol that lets go of it, if nothing else does */
function onlyReleasedBy(ts: RuleContext["ts"], maker: Maker, acquisition: Acquisition): string | undefined {
  const { methods, byOthers } = releaseOf(ts, maker, (node) => lettingGo(ts, node, acquisition));
  return byOthers ? undefined : protocol.find((key) => methods.has(key));
}
