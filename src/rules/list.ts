// Written by `npm run generate`, from the files in this folder that have a page in docs/rules.
import { noDroppedFinalValue } from "./no-dropped-final-value";
import { noUnusedSuppression } from "./no-unused-suppression";
import { preferAsyncGenerator } from "./prefer-async-generator";
import { preferYieldStar } from "./prefer-yield-star";
import { requireTermination } from "./require-termination";
import type { Rule } from "./rule";

/** Every rule, in the order of the documentation, which is that of their codes. */
export const rules: readonly Rule[] = [
  preferAsyncGenerator,
  requireTermination,
  noDroppedFinalValue,
  preferYieldStar,
  noUnusedSuppression,
];
