import type { Span } from "../engine/text";
import type { Finding } from "../rules/rule";

/** @returns the code that a finding is about: the whole construct of a site, otherwise what is underlined */
export function siteOf(finding: Finding): Span {
  return finding.site?.range ?? finding.span;
}

/**
 * @param selection - `start` equals `end` for a cursor
 * @returns the findings whose code holds the selection, innermost first
 */
export function findingsAt(findings: readonly Finding[], selection: Span): Finding[] {
  return findings
    .filter((finding) => holds(siteOf(finding), selection))
    .sort((a, b) => lengthOf(siteOf(a)) - lengthOf(siteOf(b)));
}

/** @returns whether two spans share a position, their ends included */
export function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}
