import type { CancellationToken, Location, Range, TextEdit, Uri } from "vscode";
import type { EngineOptions } from "../engine/options";
import type { ReasonCause, ReasonCode, Target, Verdict } from "../engine/verdict";

/** One difference that a conversion makes, placed in a document of the editor. */
export interface PlacedReason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly verdict: Verdict;
  readonly at?: Location;
  /** For `public-api`: what keeps code that may use it out of sight, where that is known. */
  readonly cause?: ReasonCause;
}

/** One thing that can, or cannot, be done about a finding. */
export interface Choice {
  /** What the backend knows it by, together with the document's text that it was made for. */
  readonly id: string;
  readonly title: string;
  /** "refused" for what a generator cannot do: shown greyed out, with the reasons. */
  readonly verdict: Verdict;
  readonly target?: Target;
  readonly reasons: readonly PlacedReason[];
}

/** One finding, in the editor's terms. */
export interface Finding {
  readonly rule: string;
  /** What the finding is about, for headings: "class 'Counter'". */
  readonly label?: string;
  /** The name in the label; absent for "this object" and the like. */
  readonly name?: string;
  readonly message: string;
  /** What gets underlined. */
  readonly range: Range;
  /** A cursor anywhere in it means this finding. */
  readonly site: Range;
  readonly verdict?: Verdict;
  readonly target?: Target;
  readonly reasons: readonly PlacedReason[];
  /** Best first. */
  readonly choices: readonly Choice[];
  /** Comments that suppress the finding. */
  readonly suppressions: readonly Choice[];
}

/** What is found in one file. */
export interface FileFindings {
  readonly findings: readonly Finding[];
  /** The text has syntax errors, and nothing is said about it before they are gone. */
  readonly unfinished: boolean;
}

/** What changes in one file. */
export interface FileChange {
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
}

/**
 * Who runs the engine. Everything else of the extension presents what a backend says. Each answer is about the file's text
 * at the time of the call (what is open in the editor, else what is on disk), and `undefined` when there is none: it was called off, or nobody is there to answer.
 */
export interface Backend {
  findings(uri: Uri, options: EngineOptions, token: CancellationToken): Promise<FileFindings | undefined>;
  /** The edits of one choice, in all files; empty when it can no longer be made. */
  changes(
    uri: Uri,
    options: EngineOptions,
    choice: Choice,
    token: CancellationToken,
  ): Promise<readonly FileChange[] | undefined>;
  /** The edits of all safe choices of a document together, those of the given rules only. */
  safeChanges(
    uri: Uri,
    options: EngineOptions,
    rules: readonly string[],
    token: CancellationToken,
  ): Promise<readonly FileChange[] | undefined>;
}
