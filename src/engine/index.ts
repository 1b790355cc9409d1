import type ts from "typescript";
import { offersOf } from "./convert/offers";
import { describe } from "./describe/model";
import { detect, nameOf } from "./detect";
import type { Site } from "./detect/site";
import type { Facts } from "./facts";
import type { Offer, SiteReport } from "./offer";
import type { EngineOptions } from "./options";
import type { TypeScript } from "./typescript";

/**
 * The cheap first test: nothing else runs on a file that fails it.
 *
 * @param text - the file's text
 */
export function mentionsIterator(text: string): boolean {
  return /asyncIterator/i.test(text);
}

/**
 * Finds every hand-rolled async iterator of a file and judges what can be done about each.
 *
 * @param ts - the host's TypeScript
 * @param sourceFile - a file with parent pointers set, of the host's program where there is one
 * @param facts - what the host knows beyond syntax
 * @param options - what the project declares about itself
 * @returns reports in the order of the text
 */
export function analyze(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  facts: Facts,
  options: EngineOptions,
): SiteReport[] {
  return detect(ts, sourceFile).flatMap((site) => {
    const model = describe(ts, site, facts);
    const offers = offersOf({ ts, sourceFile, facts, options, model });
    if (isNothingToSay(site, offers)) return [];
    return {
      sourceFile,
      label: labelOf(ts, site),
      anchor: { start: site.anchor.getStart(sourceFile), end: site.anchor.end },
      range: rangeOf(site, sourceFile),
      offers,
    };
  });
}

/** A class around a generator is no mistake; it is worth a word only when the function can take its place. */
function isNothingToSay({ shape }: Site, offers: readonly Offer[]): boolean {
  return offers.length === 0 || (shape === "wrapper" && offers.every(({ verdict }) => verdict === "refused"));
}

function rangeOf({ node, factory }: Site, sourceFile: ts.SourceFile): { start: number; end: number } {
  const whole = factory?.fn ?? node;
  return { start: whole.getStart(sourceFile), end: whole.end };
}

function labelOf(ts: TypeScript, site: Site): string {
  if (ts.isClassLike(site.node)) {
    const name = nameOf(ts, site.node);
    return name ? `class '${name.text}'` : "this class";
  }
  const name = site.factory && nameOf(ts, site.factory.fn);
  return name ? `what '${name.text}' returns` : "this object";
}
