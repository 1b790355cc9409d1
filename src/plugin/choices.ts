import type ts from "typescript";
import type { FileEdits } from "../engine/text";
import type { Reason, Target, Verdict } from "../engine/verdict";
import type { TypeScript } from "../engine/typescript";
import { disableFixes } from "../rules";
import type { Finding } from "../rules/rule";

/** One thing that can, or cannot, be done about a finding. */
export interface Choice {
  /** The same for the same text. */
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly target?: Target;
  readonly reasons: readonly Reason[];
  /** @returns the edits of all files, computed when asked for; none for what is refused */
  edits(): readonly FileEdits[];
}

/** @returns all choices, the refused conversions of a site included; best first */
export function choicesOf(finding: Finding): Choice[] {
  const { rule, span } = finding;
  const found = finding.site ? conversions(finding.site.offers) : repairs(finding);
  return found.map((choice, index) => ({
    ...choice,
    id: [rule, span.start, span.end, choice.target ?? "repair", index].join(":"),
  }));
}

/** @returns the ways to be told no more of a finding: on its line, and of its rule in the file */
export function suppressionsOf(ts: TypeScript, sourceFile: ts.SourceFile, finding: Finding): Choice[] {
  const { rule, span } = finding;
  return disableFixes(ts, sourceFile, finding).map((fix, index) => ({
    id: [rule, span.start, span.end, "suppress", index].join(":"),
    title: fix.title,
    verdict: "review",
    reasons: [],
    edits: () => fix.edits(),
  }));
}

/** @returns what "fix all" does about a finding, if anything */
export function safeChoice(finding: Finding): Choice | undefined {
  return choicesOf(finding).find(({ verdict }) => verdict === "safe");
}

/** @returns why a refused choice cannot be made, as one sentence without a full stop */
export function refusalOf(choice: Pick<Choice, "reasons">): string {
  return choice.reasons
    .filter(({ verdict }) => verdict === "refused")
    .map(({ message }) => message)
    .join("; ");
}

function conversions(offers: NonNullable<Finding["site"]>["offers"]): Omit<Choice, "id">[] {
  return offers.map((offer) => ({
    title: offer.title,
    verdict: offer.verdict,
    target: offer.target,
    reasons: offer.reasons,
    edits: () => offer.edits() ?? [],
  }));
}

function repairs({ fixes }: Finding): Omit<Choice, "id">[] {
  return fixes.map((fix) => ({
    title: fix.title,
    verdict: fix.safe ? "safe" : "review",
    ...(fix.target ? { target: fix.target } : {}),
    reasons: [],
    edits: () => fix.edits(),
  }));
}
