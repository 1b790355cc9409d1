import type { IteratorKind } from "../engine/kind";
import type { Verdict } from "../engine/verdict";
import { concernsRules } from "../rules";
import { preferAsyncGenerator } from "../rules/prefer-async-generator";
import { preferGenerator } from "../rules/prefer-generator";
import type { Finding } from "./backend";
import { severityOf, type Settings } from "./settings";

/** The rules that find iterators; all others find mistakes. */
const iteratorRules = [preferAsyncGenerator, preferGenerator];

/** A hand-rolled iterator; every one of them has a verdict. */
export interface Iterator extends Finding {
  readonly verdict: Verdict;
}

/** Which iterators somebody wants to hear of. */
export type LookedFor = IteratorKind | "both" | "none";

/** @returns whether the finding is about a hand-rolled iterator, and not about a mistake in one */
export function isIterator(finding: Finding): finding is Iterator {
  return iteratorRules.some(({ id }) => id === finding.rule) && finding.verdict !== undefined;
}

/** @returns those of the findings that are about iterators, as far as their rules are switched on */
export function iteratorsIn(findings: readonly Finding[], settings: Settings): Iterator[] {
  return findings.filter(isIterator).filter(({ rule }) => severityOf(rule, settings) !== "off");
}

/** @returns which protocol the iterator follows */
export function kindOf({ rule }: Pick<Finding, "rule">): IteratorKind {
  return rule === preferGenerator.id ? "sync" : "async";
}

/** @returns the rules that find iterators and are not switched off */
export function activeIteratorRules(settings: Settings): string[] {
  return activeOnes(settings).map(({ id }) => id);
}

/** @returns which iterators are looked for with these settings */
export function lookedFor(settings: Settings): LookedFor {
  const [first, ...more] = activeOnes(settings).map(({ id }) => kindOf({ rule: id }));
  return more.length > 0 ? "both" : (first ?? "none");
}

/** The cheap first test: @returns whether a file with this text can hold an iterator that is looked for */
export function mayHoldIterator(text: string, settings: Settings): boolean {
  return concernsRules(text, activeOnes(settings));
}

function activeOnes(settings: Settings) {
  return iteratorRules.filter(({ id }) => severityOf(id, settings) !== "off");
}
