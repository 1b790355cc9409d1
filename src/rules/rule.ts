import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { SiteReport } from "../engine/offer";
import type { EngineOptions } from "../engine/options";
import type { FileEdits, Span } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import type { Reason, Target, Verdict } from "../engine/verdict";

/** How loud a finding is; the names are VS Code's. */
export type Severity = "error" | "warning" | "information" | "hint";

/** A repair that a host can offer. */
export interface Fix {
  /** Names what the fix does and, where it is not safe, what changes. */
  readonly title: string;
  /** Safe fixes take part in "fix all", fix on save and `--fix`; the others never do. */
  readonly safe: boolean;
  readonly target?: Target;
  /** @returns the edits of all files, computed when asked for */
  edits(): readonly FileEdits[];
}

/** One thing that a rule found. */
export interface Finding {
  readonly rule: string;
  /** What the finding is about, for headings: "class 'Counter'". */
  readonly label?: string;
  readonly message: string;
  readonly span: Span;
  /** Best first; empty when there is nothing to offer. */
  readonly fixes: readonly Fix[];
  readonly verdict?: Verdict;
  readonly target?: Target;
  readonly reasons?: readonly Reason[];
  /** The iterator that the finding is about, for hosts that also show what is refused. */
  readonly site?: SiteReport;
}

/** What a rule may look at. */
export interface RuleContext {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly options: EngineOptions;
  /** The hand-rolled iterators of the file, analysed once for all rules. */
  readonly sites: readonly SiteReport[];
}

/** One rule: one file, one docs page, one test file. */
export interface Rule {
  /** Also the name of its file and of its page, `docs/rules/<id>.md`. */
  readonly id: string;
  /** The fixed number that editors know its diagnostics by. */
  readonly code: number;
  readonly defaultSeverity: Severity;
  /** One line for tables and settings, in Markdown, without a full stop. */
  readonly description: string;
  /** @returns findings in any order */
  check(context: RuleContext): Finding[];
}
