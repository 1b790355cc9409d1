import type ts from "typescript";
import type { IteratorKind } from "./kind";
import type { FileEdits, Span } from "./text";
import type { Reason, Target, Verdict } from "./verdict";

/** One conversion of one site, with its own verdict. */
export interface Offer {
  readonly target: Target;
  readonly verdict: Verdict;
  /** Every difference that is not discharged, and notes; empty for a plain safe conversion. */
  readonly reasons: readonly Reason[];
  /** What the fix does, for a menu: "Convert class 'Counter' to async generator function 'counter'". */
  readonly title: string;
  /**
   * The edits of all files, computed when asked for.
   *
   * @returns `undefined` when the verdict is "refused"
   */
  edits(): readonly FileEdits[] | undefined;
}

/** One hand-rolled iterator and what can be done about it. */
export interface SiteReport {
  readonly kind: IteratorKind;
  readonly sourceFile: ts.SourceFile;
  /** What a person calls it: "class 'Counter'", "function 'range'", "object literal". */
  readonly label: string;
  /** The name in the label; `undefined` for "this object" and the like. */
  readonly name: string | undefined;
  /** What gets underlined: a name or key, never a whole body. */
  readonly anchor: Span;
  /** The whole construct: a cursor anywhere in it means this site. */
  readonly range: Span;
  /** By verdict, then function before method before inline. */
  readonly best: Offer;
  /** All of them, the best first; some are worked out only when this is read. */
  readonly offers: readonly Offer[];
}
