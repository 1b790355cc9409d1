import { protocols, type IteratorKind } from "../../engine/kind";
import type { Offer, SiteReport } from "../../engine/offer";
import type { Fix, Report } from "../rule";

/** A conversion's message is that of its verdict. */
export type ConversionMessage = Offer["verdict"];

/** @returns what the rule that converts iterators of this kind says of one */
export function conversionMessages(kind: IteratorKind): Readonly<Record<ConversionMessage, string>> {
  const { iterator, generator } = protocols[kind].words;
  const article = kind === "async" ? "an" : "a";
  const found = `is a hand-rolled ${iterator}`;
  return {
    safe: `{{label}} ${found}; ${article} ${generator} can replace it without changing what the program does.`,
    review: `{{label}} ${found}; ${article} ${generator} can replace it, with differences to review: {{differences}}.`,
    refused: `{{label}} ${found} that is best left as it is: {{differences}}.`,
  };
}

/** @returns what is to be reported of an iterator, with its conversions as fixes */
export function conversionReport(site: SiteReport): Report<ConversionMessage> {
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
