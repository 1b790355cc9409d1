import type { Offer, SiteReport } from "../engine/offer";
import type { Finding, Fix, Rule } from "./rule";

export const preferAsyncGenerator: Rule = {
  id: "prefer-async-generator",
  code: 990_001,
  defaultSeverity: "information",
  description: "Prefer an async generator to a hand-rolled async iterator",
  check: ({ sites }) => sites.flatMap(toFinding),
};

function toFinding(site: SiteReport): Finding[] {
  const [best] = site.offers;
  if (!best) return [];
  return [
    {
      rule: preferAsyncGenerator.id,
      label: site.label,
      message: messageFor(site, best),
      span: site.anchor,
      fixes: site.offers.flatMap(toFix),
      verdict: best.verdict,
      target: best.target,
      reasons: best.reasons,
      site,
    },
  ];
}

function messageFor(site: SiteReport, best: Offer): string {
  switch (best.verdict) {
    case "safe":
      return `${site.label} is a hand-rolled async iterator; an async generator can replace it without changing what the program does.`;
    case "review":
      return `${site.label} is a hand-rolled async iterator; an async generator can replace it, with differences to review: ${list(best)}.`;
    case "refused":
      return `${site.label} is a hand-rolled async iterator that is best left as it is: ${list(best)}.`;
  }
}

function list(offer: Offer): string {
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
