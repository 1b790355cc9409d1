// Written by `npm run generate`, from the files in this folder that have a page in docs/rules.
import { cleanupOnError } from "./cleanup-on-error";
import { noDroppedFinalValue } from "./no-dropped-final-value";
import { noEagerAcquire } from "./no-eager-acquire";
import { noFalsyEnd } from "./no-falsy-end";
import { noFloatingAsyncGenerator } from "./no-floating-async-generator";
import { noFloatingWork } from "./no-floating-work";
import { noHangingReturn } from "./no-hanging-return";
import { noOverwrittenWaiter } from "./no-overwritten-waiter";
import { noPromiseValue } from "./no-promise-value";
import { noReusedIterator } from "./no-reused-iterator";
import { noSwallowedErrors } from "./no-swallowed-errors";
import { noSyncIteration } from "./no-sync-iteration";
import { noSyncThrow } from "./no-sync-throw";
import { noUnusedSuppression } from "./no-unused-suppression";
import { preferAsyncGenerator } from "./prefer-async-generator";
import { preferGenerator } from "./prefer-generator";
import { preferYieldStar } from "./prefer-yield-star";
import { requireErrorPath } from "./require-error-path";
import { requireReturnForwarding } from "./require-return-forwarding";
import { requireReturn } from "./require-return";
import { requireTermination } from "./require-termination";
import { validIteratorResult } from "./valid-iterator-result";
import type { Rule } from "./rule";

/** Every rule, in the order of the documentation, which is that of their codes. */
export const rules: readonly Rule[] = [
  preferAsyncGenerator,
  requireTermination,
  noDroppedFinalValue,
  validIteratorResult,
  noSwallowedErrors,
  requireErrorPath,
  noFloatingWork,
  requireReturn,
  requireReturnForwarding,
  cleanupOnError,
  noEagerAcquire,
  noPromiseValue,
  noSyncThrow,
  noOverwrittenWaiter,
  noFalsyEnd,
  noHangingReturn,
  noFloatingAsyncGenerator,
  noSyncIteration,
  noReusedIterator,
  preferYieldStar,
  preferGenerator,
  noUnusedSuppression,
];
