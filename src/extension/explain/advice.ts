import { l10n } from "vscode";
import type { Choice, PlacedReason } from "../backend";

/** A conversion, as far as advice depends on it. */
export type Advised = Pick<Choice, "target" | "verdict">;

/**
 * What a person can do about a difference.
 *
 * @param choice - the conversion that makes it
 * @param others - what else can, or cannot, be done about the iterator
 * @returns a sentence or two
 */
export function adviceFor(
  { code, verdict }: Pick<PlacedReason, "code" | "verdict">,
  choice: Advised,
  others: readonly Advised[],
): string {
  switch (code) {
    case "eager-start":
      return l10n.t(
        "Move the set-up into the first next(), or start looping right where the object is made. If nobody depends on when it runs, the conversion is fine as it is.",
      );
    case "queued-next":
      if (verdict === "refused") {
        return l10n.t(
          "This is a queue: what comes in answers a next() that already waits, which no generator can do. Keep it as it is; what draws from it can be a generator.",
        );
      }
      return l10n.t(
        "Let each consumer wait for one next() before it calls the following one, as `for await` does. Where overlap is the point, keep the iterator.",
      );
    case "queued-return":
      return l10n.t(
        "Keep the iterator, or let something else end the wait, such as an AbortSignal: a generator's return() can only run between two values.",
      );
    case "reentered-next":
      return l10n.t("Let what next() calls do without the iterator, or keep the iterator.");
    case "stops-after-error":
      return l10n.t(
        "Let consumers stop at the first error, or catch inside the iterator what they should survive.",
      );
    case "stops-after-done":
      return l10n.t("Make a new iterator for each run instead of using one again after its end.");
    case "closes-on-break":
      return l10n.t(
        "Let nobody go on with an instance after a loop over it was left, or make a new one for each loop.",
      );
    case "shared-cursor":
      return l10n.t("Give each loop an instance of its own.");
    case "awaits-values":
      return l10n.t(
        "Yield what the promise gives instead of the promise, or say in the element's type that it is no promise. Where the type is generic, check that nobody puts in promises.",
      );
    case "cleanup-always":
      return l10n.t(
        "Usually the conversion is an improvement: clean-up then also runs at the end and after errors. Check that running it there does no harm.",
      );
    case "cleanup-needs-start":
      return l10n.t(
        "Acquire in the first next() instead of before it, so that there is nothing to clean up earlier.",
      );
    case "closes-source":
      return l10n.t(
        "Check that nobody goes on using the source after this loop was left; the other conversion on offer leaves the source open.",
      );
    case "next-argument":
      return l10n.t("Hand values in by a method or a parameter instead of by next(value).");
    case "throw-method":
      return l10n.t("Remove throw() if nobody calls it: `for await` never does.");
    case "result-extras":
      return l10n.t(
        "Put what is more than `value` and `done` into the value itself, and give each result both, `value` first.",
      );
    case "public-members":
      if (choice.target === "function") return keepTheClass(others);
      return l10n.t(
        "Let other code loop over the object instead of using next() or the other members that would go, or keep the iterator.",
      );
    case "identity":
      if (choice.target === "function") return keepTheClass(others);
      return l10n.t("Let the code that needs more than a generator do without it, or keep the iterator.");
    case "public-api":
      return l10n.t(
        'Mark the package as private if nobody imports it. If it is private, or no package at all, then not all code that may use this can be seen: its file is in no tsconfig.json or jsconfig.json (add one), its project is `composite` or imported by name, or a component such as a .vue file, which is not read, imports it. Where all users draw with `for await`, set "yieldwise.outsideConsumers" to "serial".',
      );
    case "sync-throw":
      return l10n.t("Nothing needs to be done where consumers await or loop.");
    case "not-understood":
      return l10n.t(
        "Write this part in a simpler way, or leave the iterator as it is: what Yieldwise does not understand, it does not touch.",
      );
  }
}

/** For what a class can be and a function cannot. */
function keepTheClass(others: readonly Advised[]): string {
  const isMethodOffered = others.some(({ target, verdict }) => target === "method" && verdict !== "refused");
  return isMethodOffered
    ? l10n.t("Take the conversion of the method instead, which keeps the class.")
    : l10n.t("Keep the class, or let other code do without it and its other members.");
}
