import type ts from "typescript";
import { actingNames } from "./convert/acting";
import { offersOf } from "./convert/offers";
import { describe, type Model } from "./describe/model";
import { detect, nameOf } from "./detect";
import { learnImportedKeys } from "./detect/imported-keys";
import { learnImportedTakers } from "./detect/imported-takers";
import type { Site } from "./detect/site";
import { learnTakenClasses } from "./detect/taken-classes";
import type { Facts } from "./facts";
import type { IteratorKind } from "./kind";
import type { Offer, SiteReport } from "./offer";
import { once } from "./once";
import type { EngineOptions } from "./options";
import { say } from "./say";
import type { Span } from "./text";
import type { TypeScript } from "./typescript";

/** Sync iterators cost nothing where nobody asks for them. */
const asyncOnly: readonly IteratorKind[] = ["async"];

/** One hand-rolled iterator, described: what rules read. */
export interface DescribedIterator {
  readonly model: Model;
  /** What a person calls it: "class 'Counter'". */
  readonly label: string;
  /** The name in the label; `undefined` for "this object" and the like. */
  readonly name: string | undefined;
  /** What gets underlined: a name or key, never a whole body. */
  readonly anchor: Span;
  /** The whole construct. */
  readonly range: Span;
}

/**
 * Finds every hand-rolled iterator of a file and describes it. What the project does with it is searched for when
 * somebody asks.
 *
 * @param ts - the host's TypeScript
 * @param sourceFile - a file with parent pointers set, of the host's program where there is one
 * @param facts - what the host knows beyond syntax
 * @param kinds - the protocols to look for
 * @returns iterators in the order of the text
 */
export function readIterators(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  facts: Facts,
  kinds: readonly IteratorKind[] = asyncOnly,
): DescribedIterator[] {
  learnImportedKeys(ts, sourceFile, facts);
  learnImportedTakers(ts, sourceFile, facts);
  learnTakenClasses(ts, sourceFile, facts);
  return detect(ts, sourceFile, kinds).map((site) => ({
    model: describe(ts, site, facts),
    ...titled(ts, site),
    anchor: { start: site.anchor.getStart(sourceFile), end: site.anchor.end },
    range: rangeOf(site, sourceFile),
  }));
}

/**
 * Judges what can be done about each iterator of a file.
 *
 * @param options - what the project declares about itself
 * @param iterators - of {@link readIterators}, where they have been read before
 * @returns reports in the order of the text
 */
export function analyze(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  facts: Facts,
  options: EngineOptions,
  iterators: readonly DescribedIterator[] = readIterators(ts, sourceFile, facts),
): SiteReport[] {
  return iterators.flatMap(({ model, label, name, anchor, range }) => {
    const acting = once(() => actingNames(ts, model.site.factory?.fn ?? model.site.node, facts));
    const found = offersOf({ ts, sourceFile, facts, options, model, acting });
    if (!found || isNothingToSay(model.site, found.best, options)) return [];
    const { best, all } = found;
    return {
      kind: model.site.kind,
      sourceFile,
      label,
      name,
      anchor,
      range,
      best,
      get offers() {
        return all();
      },
    };
  });
}

/**
 * A class around a generator is no mistake; it is worth a word only when the function can take its place, and is preferred. What does
 * something as soon as it is made has its constructor for that.
 */
function isNothingToSay({ shape }: Site, best: Offer, { preferredTarget }: EngineOptions): boolean {
  if (shape !== "wrapper") return false;
  const isEager = best.reasons.some(({ code }) => code === "eager-start");
  return best.verdict === "refused" || isEager || preferredTarget === "method";
}

function rangeOf({ node, factory }: Site, sourceFile: ts.SourceFile): Span {
  const whole = factory?.fn ?? node;
  return { start: whole.getStart(sourceFile), end: whole.end };
}

function titled(
  ts: TypeScript,
  { construct, factory, shape }: Site,
): Pick<DescribedIterator, "label" | "name"> {
  if (construct && !(shape === "made" && factory)) {
    const name = nameOf(ts, construct.owner)?.text;
    const label = name === undefined ? unnamed(ts, construct.owner) : named(ts, construct.owner, name);
    return { label, name };
  }
  const name = factory && nameOf(ts, factory.fn)?.text;
  return name === undefined
    ? { label: say("this object"), name }
    : { label: say("what '{0}' returns", name), name };
}

function named(ts: TypeScript, owner: ts.Node, name: string): string {
  return ts.isClassLike(owner) ? say("class '{0}'", name) : say("constructor '{0}'", name);
}

function unnamed(ts: TypeScript, owner: ts.Node): string {
  return ts.isClassLike(owner) ? say("this class") : say("this constructor");
}
