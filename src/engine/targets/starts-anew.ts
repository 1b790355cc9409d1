import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { openText } from "../syntax/keys";
import type { Reason } from "../verdict";
import { spanOf } from "./common";

/**
 * A generator gives itself to each loop, wherever it has come to.
 *
 * @param made - what the opening method of an iterator gives: another one
 * @returns the difference that it makes
 */
export function startsAnew(kind: IteratorKind, made: ts.Expression): Reason {
  return {
    code: "shared-cursor",
    message: say(
      "its {0}() makes another one, by '{1}', so that each loop over it starts anew; a generator gives itself",
      openText(kind),
      made.getText(),
    ),
    verdict: "review",
    at: spanOf(made),
  };
}
