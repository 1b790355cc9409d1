import { l10n } from "vscode";
import type { ReasonCode } from "../../engine/verdict";

/** @returns what a person can do about a difference, in a sentence or two */
export function adviceFor(code: ReasonCode): string {
  switch (code) {
    case "eager-start":
      return l10n.t(
        "Move the set-up into the first next(), or start looping right where the object is made. If nobody depends on when it runs, the conversion is fine as it is.",
      );
    case "queued-next":
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
        "Yield what the promise gives instead of the promise, or say in the element's type that it is no promise.",
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
      return l10n.t(
        "Convert the method only and keep the class, or stop using the other members from outside.",
      );
    case "identity":
      return l10n.t(
        "Convert the method only and keep the class, or replace the uses that need the class itself.",
      );
    case "public-api":
      return l10n.t(
        'Mark the package as private if nobody imports it. If it is private, or no package at all, then not all code that may use this can be seen: its file is in no tsconfig.json or jsconfig.json (add one), or its project is `composite` or imported by name. Where all users draw with `for await`, set "yieldwise.outsideConsumers" to "serial".',
      );
    case "sync-throw":
      return l10n.t("Nothing needs to be done where consumers await or loop.");
    case "not-understood":
      return l10n.t(
        "Write this part in a simpler way, or leave the iterator as it is: what Yieldwise does not understand, it does not touch.",
      );
  }
}
