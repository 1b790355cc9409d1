import type { UnseenCause } from "./out-of-sight";
import { say } from "./say";
import type { FileSpan } from "./text";

/**
 * What a conversion promises. "safe": every consumer that the project can see gets the same values,
 * errors, side effects and clean-up, in the same order. "review": right for most people, each difference is
 * named. "refused": a generator cannot do it, or too little is known.
 */
export type Verdict = "safe" | "review" | "refused";

/** What takes the place of the iterator: a function, a generator method, or a rewrite where it stands. */
export type Target = "function" | "method" | "inline";

/** The differences between a hand-rolled iterator and a generator; one docs heading each. */
export type ReasonCode =
  | "eager-start"
  | "queued-next"
  | "queued-return"
  | "reentered-next"
  | "stops-after-error"
  | "stops-after-done"
  | "closes-on-break"
  | "shared-cursor"
  | "awaits-values"
  | "cleanup-always"
  | "cleanup-needs-start"
  | "closes-source"
  | "next-argument"
  | "throw-method"
  | "result-extras"
  | "public-members"
  | "identity"
  | "public-api"
  | "sync-throw"
  /** Not a difference: the engine does not understand this code yet, so it leaves it alone. */
  | "not-understood";

/**
 * What changes, in a few words for a menu. What can hang or lose values comes first, and last what is most often a repair: a menu has no
 * place for all.
 */
export const shortNames: Readonly<Record<ReasonCode, () => string>> = {
  "queued-return": () => say("return() waits for a pending next()"),
  "queued-next": () => say("overlapping next() calls queue up"),
  "reentered-next": () => say("next() from within next() throws"),
  "shared-cursor": () => say("one position for all loops"),
  "closes-on-break": () => say("ends when a loop is left"),
  "stops-after-error": () => say("ends after an error"),
  "stops-after-done": () => say("stays at its end"),
  "closes-source": () => say("closes the source"),
  "awaits-values": () => say("promises arrive unwrapped"),
  "next-argument": () => say("next() takes no argument"),
  "throw-method": () => say("another throw()"),
  "result-extras": () => say("results have just value and done"),
  "sync-throw": () => say("errors arrive as rejections"),
  "cleanup-needs-start": () => say("no clean-up before the first next()"),
  "eager-start": () => say("set-up waits for the first next()"),
  "public-members": () => say("members go"),
  identity: () => say("the class goes"),
  "not-understood": () => say("not understood"),
  "public-api": () => say("code outside the project may differ"),
  "cleanup-always": () => say("clean-up runs at the end and on errors too"),
};

const bySeverity = Object.keys(shortNames);

/** Orders codes for sorting: the worst first. */
export function compareSeverity(a: ReasonCode, b: ReasonCode): number {
  return bySeverity.indexOf(a) - bySeverity.indexOf(b);
}

/** One difference that a conversion makes, or may make. */
export interface Reason {
  readonly code: ReasonCode;
  /** One sentence for a person, without a full stop at the end. */
  readonly message: string;
  /** What changes, in a few words for a menu, where that is less than {@link shortNames} says of the code. */
  readonly short?: string;
  /** How far this reason alone lowers the verdict; "safe" for what is only worth a note. */
  readonly verdict: Verdict;
  /** The code that is to blame, when there is one place. */
  readonly at?: FileSpan;
  /** For `public-api`: what keeps code that may use it out of sight, where that is known. */
  readonly cause?: ReasonCause;
}

/** What can be behind `public-api`; "prototype" is a function out of sight that is handed the class's prototype. */
export type ReasonCause = UnseenCause | "prototype";

const rank: Record<Verdict, number> = { safe: 0, review: 1, refused: 2 };

/** @returns the lowest verdict among the reasons, "safe" when there is none */
export function overallVerdict(reasons: readonly Reason[]): Verdict {
  return reasons.reduce<Verdict>(
    (worst, { verdict }) => (rank[verdict] > rank[worst] ? verdict : worst),
    "safe",
  );
}

/** Orders verdicts for sorting: safe first. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return rank[a] - rank[b];
}
