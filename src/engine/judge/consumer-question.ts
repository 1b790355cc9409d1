import type ts from "typescript";
import type { Usage } from "../consumer";
import type { Method } from "../detect/members";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import type { EngineOptions } from "../options";
import { spanOf } from "../targets/common";
import type { Relation } from "../targets/plan";
import type { Reason, ReasonCode, Verdict } from "../verdict";

/** What judging consumers needs to know of a site. */
export interface ConsumerQuestion {
  readonly kind: IteratorKind;
  readonly next: Method;
  /** What opens it gives the object itself. */
  readonly returnsItself: boolean;
  readonly hasReturn: boolean;
  /** `return()` does something besides giving a result. */
  readonly hasCleanup: boolean;
  readonly returns: Method | undefined;
  readonly hasThrow: boolean;
  /** What `next()` waits for that nothing can settle. */
  readonly hangs: ts.Node | undefined;
  /** `next()` waits for a promise that other code settles, and may never. */
  readonly waitsForOthers: boolean;
  /** Some path of `next()` gives a value together with `done: true`. */
  readonly hasFinalValue: boolean;
  /** It has, or may inherit, a `then()`. */
  readonly mayBeThenable: boolean;
  /** Has the iterator or the iterable a member of this name? */
  hasMember(name: string): boolean;
  /** The iterator opens itself: it has a `[Symbol.asyncIterator]()` of its own. */
  readonly opensItself: boolean;
  readonly relation: Relation;
  readonly usage: Usage;
  readonly options: EngineOptions;
  readonly facts: Facts;
}

/** @returns a reason to blame on a consumer; for review where nothing else is said */
export function reason(
  code: ReasonCode,
  message: string,
  node: ts.Node,
  verdict: Verdict = "review",
): Reason {
  return { code, message, verdict, at: spanOf(node) };
}
