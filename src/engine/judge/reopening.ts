import type { Site } from "../detect/site";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { spanOf } from "../targets/common";
import type { Reason } from "../verdict";

/** `[Symbol.iterator]: () => this.values()` on an iterator: a generator gives itself, wherever it has come to. */
export function judgeReopening({ reopens, kind }: Site): Reason[] {
  if (!reopens) return [];
  return [
    {
      code: "shared-cursor",
      message: say(
        "its {0}() makes another one, by '{1}', so that each loop over it starts anew; a generator gives itself",
        openText(kind),
        reopens.getText(),
      ),
      verdict: "review",
      at: spanOf(reopens),
    },
  ];
}
