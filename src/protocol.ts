import type { EngineOptions } from "./engine/options";
import type { Messages } from "./engine/say";
import type { LintOptions } from "./rules";
import type { ReasonCause, ReasonCode, Target, Verdict } from "./engine/verdict";

/*
 * What the plugin says to whoever asks it through tsserver: requests with a name that starts with `_yieldwise.`, sent like any
 * other tsserver request. Positions and edits are as everywhere in tsserver's protocol: lines and offsets count from 1, offsets
 * in UTF-16 code units. A request that cannot be answered (no such file, no project, a defect) comes back with `success: false` and
 * a message.
 */

/** The name that `configurePlugin` and a tsconfig's `plugins` know the plugin by. */
export const pluginName = "typescript-yieldwise-plugin";

/** The names of the requests. */
export const commands = {
  /** Everything found in a file, refused sites included: {@link FileArgs} → {@link FindingsBody}. */
  findings: "_yieldwise.findings",
  /** The findings whose code holds a position, the innermost first: {@link OffersArgs} → {@link FindingsBody}. */
  offers: "_yieldwise.offers",
  /** The edits of one choice: {@link EditsArgs} → {@link EditsBody}. */
  edits: "_yieldwise.edits",
  /** The edits of all safe choices of a file together: {@link FixAllArgs} → {@link EditsBody}. */
  fixAll: "_yieldwise.fixAll",
  /** Which TypeScript answers; needs no file: {@link StatusBody}. */
  status: "_yieldwise.status",
} as const;

/** A place in a text; both count from 1, as in tsserver's own protocol. */
export interface Location {
  readonly line: number;
  readonly offset: number;
}

/** A half-open range. */
export interface Range {
  readonly start: Location;
  readonly end: Location;
}

/** A range in a named file. */
export interface FileRange extends Range {
  readonly file: string;
}

/** What every request names. */
export interface FileArgs {
  /**
   * An open file, or one on disk, which is opened for as long as the request takes; through `typescript.tsserverRequest`, the
   * `Uri` of an open document, which VS Code converts.
   */
  readonly file: string;
  /** What is not named here is as in the plugin's configuration. */
  readonly options?: Partial<LintOptions>;
}

export interface OffersArgs extends FileArgs, Location {}

export interface EditsArgs extends FileArgs {
  /** The `id` of a choice from an earlier answer about the same text. */
  readonly id: string;
}

export interface FixAllArgs extends FileArgs {
  /** Ids of the rules whose fixes are wanted; all when absent. */
  readonly rules?: readonly string[];
}

/** One difference that a conversion makes. */
export interface ReasonBody {
  readonly code: ReasonCode;
  /** One sentence, without a full stop at the end. */
  readonly message: string;
  readonly verdict: Verdict;
  readonly at?: FileRange;
  /** For `public-api`: what keeps code that may use it out of sight, where that is known. */
  readonly cause?: ReasonCause;
}

/** One thing that can, or cannot, be done about a finding. */
export interface ChoiceBody {
  /** Names the choice in `edits` requests for as long as the file's text stays the same. */
  readonly id: string;
  readonly title: string;
  /** "refused" comes without edits, and with the reasons why; a rule's own repair is "safe" or "review". */
  readonly verdict: Verdict;
  readonly target?: Target;
  readonly reasons: readonly ReasonBody[];
}

/** One finding. */
export interface FindingBody {
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
  /** Those of the best choice. */
  readonly reasons: readonly ReasonBody[];
  /** Best first; empty when there is nothing to offer. */
  readonly choices: readonly ChoiceBody[];
  /** Comments that suppress the finding: on its line, and its rule in the file. */
  readonly suppressions: readonly ChoiceBody[];
}

export interface FindingsBody {
  /** In the order of the text; for `offers`, the innermost first. */
  readonly findings: readonly FindingBody[];
  /** The file has syntax errors, as half-typed code does: what it will mean, nobody knows yet, and there are no findings. */
  readonly unfinished: boolean;
}

export interface StatusBody {
  /** The version of the TypeScript that the engine runs on. */
  readonly typescript: string;
}

/** Replaces `start` to `end` by `newText`; all edits of an answer refer to the texts before any of them. */
export interface EditBody extends Range {
  readonly newText: string;
}

/** The edits of one file, in ascending order and without overlap. */
export interface FileEditsBody {
  readonly file: string;
  readonly edits: readonly EditBody[];
}

export interface EditsBody {
  /** Empty when the choice can no longer be made, or there is nothing to fix. */
  readonly changes: readonly FileEditsBody[];
}

/** How loud a rule's findings are where the plugin shows them; "off" also takes their fixes away. */
export type RuleSetting = "error" | "warning" | "information" | "hint" | "off";

/**
 * The plugin's configuration: in an entry of a tsconfig's `plugins`, or sent by `configurePlugin`, which wins. Every part has a default.
 */
export interface PluginConfiguration {
  /** `false`: the plugin shows nothing. Requests are answered all the same. Default `true`. */
  readonly enable?: boolean;
  /** By rule id; a rule that is not named keeps its own default. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** See {@link EngineOptions}. Default "unknown". */
  readonly outsideConsumers?: EngineOptions["outsideConsumers"];
  /** See {@link EngineOptions}. Default "function". */
  readonly preferredTarget?: EngineOptions["preferredTarget"];
  /** See {@link EngineOptions}. Default "asWritten". */
  readonly annotateTypes?: EngineOptions["annotateTypes"];
  /**
   * "native": diagnostics, code fixes and refactors of the plugin's own. "none": an editor extension presents what it asks for
   * with requests, and the plugin shows nothing. Default "native".
   */
  readonly presentation?: "native" | "none";
  /** What the plugin says, in another language, by the English text. Default: it speaks English. */
  readonly messages?: Messages;
}
