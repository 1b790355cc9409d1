import type { IteratorKind } from "../../engine/kind";
import type { Severity } from "../../rules/rule";
import type { ReasonCode, Target, Verdict } from "../../engine/verdict";
import type { Problem } from "../../project/failure";
import type { ChangedFile } from "../text-store";

/** A place for a person; line and column count from 1, in UTF-16 code units. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A finding's reason, with its place. */
export interface ReportedReason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly verdict: Verdict;
  readonly at?: Place;
}

/** A finding with places instead of offsets. */
export interface ReportedFinding extends Place {
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly label?: string;
  readonly message: string;
  /** What the best fix does, where there is one. */
  readonly fixTitle?: string;
  /** What the best fix would change; only where it was asked for. */
  readonly preview?: readonly ChangedFile[];
  readonly verdict?: Verdict;
  readonly target?: Target;
  /** The protocol of the iterator that it is about; async where it is about none. */
  readonly kind?: IteratorKind;
  readonly reasons?: readonly ReportedReason[];
}

/** A fix that was applied. */
export interface AppliedFix {
  /** Where it was, in the text just before it. */
  readonly at: Place;
  readonly title: string;
}

/** All that a run found out. */
export interface Report {
  readonly version: string;
  /** The folder that paths are shown relative to. */
  readonly cwd: string;
  /** How many files were looked at. */
  readonly files: number;
  /** In the order of files and lines. */
  readonly findings: readonly ReportedFinding[];
  /** Files that could not be checked. */
  readonly errors: readonly Problem[];
  readonly applied: readonly AppliedFix[];
  /** What the applied fixes changed. */
  readonly changes: readonly ChangedFile[];
}

/** @returns whether a finding asks somebody to do something: a refused site does not */
export function asksForWork({ verdict }: ReportedFinding): boolean {
  return verdict !== "refused";
}
