import type { Offer, SiteReport } from "../engine/offer";
import { defineRule, type Fix, type Report } from "./rule";
import { mentionsAsyncIterator } from "./support/mentions";

type Message = Offer["verdict"];

export const preferAsyncGenerator = defineRule<Message>({
  id: "prefer-async-generator",
  code: 990_001,
  defaultSeverity: "information",
  recommended: true,
  fixes: ["safe", "suggestion"],
  description: "Prefer an async generator to a hand-rolled async iterator",
  why: `An object with \`[Symbol.asyncIterator]()\` and a hand-written \`next()\` keeps its position in fields, says \`done\` by
hand, and has to get clean-up and errors right on its own. An async generator does the same with plain loops, \`return\`,
and \`try\`/\`finally\`.`,
  messages: {
    safe: "{{label}} is a hand-rolled async iterator; an async generator can replace it without changing what the program does.",
    review:
      "{{label}} is a hand-rolled async iterator; an async generator can replace it, with differences to review: {{differences}}.",
    refused: "{{label}} is a hand-rolled async iterator that is best left as it is: {{differences}}.",
  },
  mentions: mentionsAsyncIterator,
  options: ["outsideConsumers"],
  check: ({ sites }) => sites.map(toReport),
});

function toReport(site: SiteReport): Report<Message> {
  const { best, label } = site;
  return {
    message: best.verdict,
    data: { label, differences: differencesOf(best) },
    label,
    at: site.anchor,
    fixes: () => site.offers.flatMap(toFix),
    verdict: best.verdict,
    target: best.target,
    reasons: best.reasons,
    site,
  };
}

function differencesOf(offer: Offer): string {
  return offer.reasons
    .filter((reason) => reason.verdict === offer.verdict)
    .map((reason) => reason.message)
    .join("; ");
}

function toFix(offer: Offer): Fix[] {
  if (offer.verdict === "refused") return [];
  return [
    {
      title: offer.title,
      safe: offer.verdict === "safe",
      target: offer.target,
      edits: () => offer.edits() ?? [],
    },
  ];
}
