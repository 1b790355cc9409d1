import type { Site } from "../detect/site";
import { startsAnew } from "../targets/starts-anew";
import type { Reason } from "../verdict";

/** `[Symbol.iterator]: () => this.values()` on an iterator: a generator gives itself. */
export function judgeReopening({ reopens, kind }: Site): Reason[] {
  return reopens ? [startsAnew(kind, reopens)] : [];
}
