import { l10n } from "vscode";
import type { ReasonCause } from "../../engine/verdict";
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
  { code, verdict, cause }: Pick<PlacedReason, "code" | "verdict" | "cause">,
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
      return outOfSight(cause);
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

/** For code that may use it and that nobody has looked at: what brings it into sight, or makes it certain that there is none. */
function outOfSight(cause: ReasonCause | undefined): string {
  switch (cause) {
    case "package":
      return l10n.t(
        'Where no other package imports it, write `"private": true` into package.json. Where all who do only loop over it, set "yieldwise.outsideConsumers" to "serial".',
      );
    case "component":
    case "component-indirect":
      return l10n.t(
        "Look at what the component does with it: where it only loops over it, these differences do not show.",
      );
    case "by-name":
      return l10n.t(
        "Look at what that code does with it: where it only loops over it, these differences do not show. Or let the name lead to the source, by `paths` in tsconfig.json, and it will be looked at.",
      );
    case "computed":
      return l10n.t(
        "Look at what that code does with the modules that it loads: where it only loops over what they make, these differences do not show.",
      );
    case "named":
      return l10n.t(
        "Look at what that code does with the module: where it only loops over what the module makes, or puts something in its place that is looped over, these differences do not show.",
      );
    case "module":
      return l10n.t(
        "Take what is needed from the module by its name, and let that code have it. Where it only loops over what the module makes, these differences do not show.",
      );
    case "declared":
      return l10n.t(
        "Look at the code that uses it: where it only loops over it, these differences do not show. The declarations have to change along with it.",
      );
    case "contested":
      return l10n.t(
        "Make the file a module, by `export {}` where nothing else is exported, or give it a name of its own.",
      );
    case "no-config":
      return l10n.t(
        'Add a tsconfig.json or jsconfig.json that holds the file and the code that uses it. Or set "yieldwise.engine" to "bundled", which looks for that code without one.',
      );
    case "composite":
      return l10n.t(
        'Set "yieldwise.engine" to "bundled", which looks for the code that uses it in the whole repository.',
      );
    case "shared":
      return l10n.t(
        'Let only one of the projects name the file, or set "yieldwise.engine" to "bundled", which looks for the code that uses it in the whole repository.',
      );
    case "unsaved":
      return l10n.t("Save the file where the code that uses it can be found.");
    case "unread":
      return l10n.t(
        "The output channel names the files. Run the search again once they can be read, or look for uses in them yourself.",
      );
    case "prototype":
      return l10n.t(
        "Look at that function: where it leaves the methods of the iterator alone, nothing differs.",
      );
    case "one-file":
    case undefined:
      return l10n.t(
        'Look for code that uses it in another way than by looping over it. Where there is none, set "yieldwise.outsideConsumers" to "serial".',
      );
  }
}
