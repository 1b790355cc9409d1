import { say } from "../say";
import type { ReasonCode } from "../verdict";

/** What goes out of sight: the iterator, the class or function that makes it, what is opened by hand, or the object that opens it. */
export type Lost = "iterator" | "maker" | "opened" | "holder";

/** The differences that code out of sight can make. */
export type LostDifference = Extract<
  ReasonCode,
  | "queued-next"
  | "queued-return"
  | "closes-on-break"
  | "stops-after-error"
  | "stops-after-done"
  | "cleanup-needs-start"
>;

/** Whole sentences, since other languages have another order: where something goes, and what may be done to it there. */
const texts: Readonly<Record<Lost, Readonly<Record<LostDifference, () => string>>>> = {
  iterator: {
    "queued-next": () =>
      say("it goes where the tool cannot follow, to code that may draw values in parallel"),
    "queued-return": () =>
      say("it goes where the tool cannot follow, to code that may call return() while next() is pending"),
    "closes-on-break": () =>
      say("it goes where the tool cannot follow, to code that may come back after leaving a loop"),
    "stops-after-error": () =>
      say("it goes where the tool cannot follow, to code that may go on after an error"),
    "stops-after-done": () =>
      say("it goes where the tool cannot follow, to code that may ask again after the end"),
    "cleanup-needs-start": () =>
      say("it goes where the tool cannot follow, to code that may call return() before the first next()"),
  },
  maker: {
    "queued-next": () =>
      say("what makes it goes where the tool cannot follow, to code that may draw values in parallel"),
    "queued-return": () =>
      say(
        "what makes it goes where the tool cannot follow, to code that may call return() while next() is pending",
      ),
    "closes-on-break": () =>
      say("what makes it goes where the tool cannot follow, to code that may come back after leaving a loop"),
    "stops-after-error": () =>
      say("what makes it goes where the tool cannot follow, to code that may go on after an error"),
    "stops-after-done": () =>
      say("what makes it goes where the tool cannot follow, to code that may ask again after the end"),
    "cleanup-needs-start": () =>
      say(
        "what makes it goes where the tool cannot follow, to code that may call return() before the first next()",
      ),
  },
  opened: {
    "queued-next": () =>
      say("an iterator is taken from it by hand, by code that may draw values in parallel"),
    "queued-return": () =>
      say("an iterator is taken from it by hand, by code that may call return() while next() is pending"),
    "closes-on-break": () =>
      say("an iterator is taken from it by hand, by code that may come back after leaving a loop"),
    "stops-after-error": () =>
      say("an iterator is taken from it by hand, by code that may go on after an error"),
    "stops-after-done": () =>
      say("an iterator is taken from it by hand, by code that may ask again after the end"),
    "cleanup-needs-start": () =>
      say("an iterator is taken from it by hand, by code that may call return() before the first next()"),
  },
  holder: {
    "queued-next": () =>
      say("it is put on an object that other code may have as well, which may draw values in parallel"),
    "queued-return": () =>
      say(
        "it is put on an object that other code may have as well, which may call return() while next() is pending",
      ),
    "closes-on-break": () =>
      say(
        "it is put on an object that other code may have as well, which may come back after leaving a loop",
      ),
    "stops-after-error": () =>
      say("it is put on an object that other code may have as well, which may go on after an error"),
    "stops-after-done": () =>
      say("it is put on an object that other code may have as well, which may ask again after the end"),
    "cleanup-needs-start": () =>
      say(
        "it is put on an object that other code may have as well, which may call return() before the first next()",
      ),
  },
};

/** Where it has been said already where something goes. */
const further: Readonly<Record<LostDifference, () => string>> = {
  "queued-next": () => say("code out of sight may draw values in parallel"),
  "queued-return": () => say("code out of sight may call return() while next() is pending"),
  "closes-on-break": () => say("code out of sight may come back after leaving a loop"),
  "stops-after-error": () => say("code out of sight may go on after an error"),
  "stops-after-done": () => say("code out of sight may ask again after the end"),
  "cleanup-needs-start": () => say("code out of sight may call return() before the first next()"),
};

/** @returns a sentence for each difference that code out of sight can make; the first says where something goes, and the others need not */
export function lostSightTexts(
  what: Lost,
  differences: readonly LostDifference[],
): readonly (readonly [LostDifference, string])[] {
  return differences.map((difference, index) => [
    difference,
    (index === 0 ? texts[what] : further)[difference](),
  ]);
}
