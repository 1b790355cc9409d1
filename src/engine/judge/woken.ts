import type ts from "typescript";

/** What `return()` does to a pending `next()`. */
export interface Waking {
  /** The place that does it, in `return()` or in a function that it comes to. */
  readonly node: ts.Node;
  /** What stands in `return()` and leads there; `undefined` where it does it itself. */
  readonly by: ts.Node | undefined;
}
