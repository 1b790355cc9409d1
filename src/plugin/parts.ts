import type { languageServiceFacts } from "../facts";
import type { lint } from "../rules";
import type { Rule } from "../rules/rule";

/** What the plugin is put together from. */
export interface Parts {
  /** In the order of the documentation. */
  readonly rules: readonly Rule[];
  readonly lint: typeof lint;
  readonly facts: typeof languageServiceFacts;
}
