import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Facts } from "../engine/facts";
import type { SiteReport } from "../engine/offer";
import { once } from "../engine/once";
import type { EngineOptions } from "../engine/options";
import { translationOf } from "../engine/say";
import type { AsyncGeneratorFunction } from "../engine/syntax/nodes";
import type { FileEdits, Span } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import type { Reason, Target, Verdict } from "../engine/verdict";
import type { Mention } from "./support/mentions";
import type { UnusedSuppression } from "./suppression/comments";

/** How loud a finding is; the names are VS Code's. */
export type Severity = "error" | "warning" | "information" | "hint";

/** How loud a rule is; it does not run when "off". */
export type DefaultSeverity = Severity | "off";

/** @returns how loud the findings of a rule are where it is on and nobody says otherwise */
export function severityWhenOn({ defaultSeverity }: Pick<Rule, "defaultSeverity">): Severity {
  return defaultSeverity === "off" ? "information" : defaultSeverity;
}

/** What kind of repair a rule offers: one that changes nothing but the mistake, or one for a person to look at. */
export type FixKind = "safe" | "suggestion";

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
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  /** What stands for the placeholders of that message. */
  readonly data: Readonly<Record<string, string>>;
  /** What the finding is about, for headings: "class 'Counter'". */
  readonly label?: string;
  /** The message with its placeholders filled in. */
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

/** What a rule may look at. Everything below `options` is worked out when it is first asked for, once for all rules. */
export interface RuleContext {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly options: EngineOptions;
  /** The hand-rolled iterators of the file: their members, the exits of `next`, and who draws from them. */
  readonly iterators: readonly DescribedIterator[];
  /** The same iterators, with what can be done about each. The dearest question of all; for `prefer-async-generator`. */
  readonly sites: readonly SiteReport[];
  /** What can be done about each hand-rolled iterator that is not async; for `prefer-generator`. */
  readonly syncSites: readonly SiteReport[];
  /** The async generator functions and methods of the file. */
  readonly asyncGenerators: readonly AsyncGeneratorFunction[];
  /** The comments that suppress nothing; only for rules that run `last`. */
  readonly unusedSuppressions: readonly UnusedSuppression[];
  /**
   * All nodes of the file that pass a guard of the compiler's: `nodes(ts.isForOfStatement)`. The nodes are kept by kind, so the
   * guard must be one that asks for the kind alone; nodes of the same kind come in the order of the text.
   */
  nodes<T extends ts.Node>(guard: (node: ts.Node) => node is T): readonly T[];
}

/** What a rule says about itself; everything that is shown of it elsewhere is made from this. */
interface RuleFacts<MessageId extends string> {
  /** Also the name of its file, of its page, `docs/rules/<id>.md`, and of its test, `test/rules/<id>.test.ts`. */
  readonly id: string;
  /** The fixed number that editors know its diagnostics by. */
  readonly code: number;
  /** Mistakes are warnings, taste is information; "off" is for what one has to ask for. */
  readonly defaultSeverity: DefaultSeverity;
  /** Part of ESLint's `configs.recommended`: only what hardly ever errs. */
  readonly recommended: boolean;
  /** The kinds of repair it offers; empty for none. */
  readonly fixes: readonly FixKind[];
  /** One line for tables and settings, in Markdown, without a full stop. */
  readonly description: string;
  /** What goes wrong otherwise, in a sentence or two; stands at the head of its page. */
  readonly why: string;
  /** By id, with ESLint's placeholders: `"{{label}} never ends"`. Without a full stop. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** The rule runs on files whose text passes one of these tests, which must be cheap and must not miss; see `support/mentions.ts`. */
  readonly mentions: readonly Mention[];
  /** What a project can declare that changes the rule's findings. */
  readonly options?: readonly (keyof EngineOptions)[];
  /** Runs when the others have, on what they left; such a rule is about Yieldwise's own comments, and not part of the ESLint plugin. */
  readonly last?: boolean;
}

/** One rule: one file, one docs page, one test file. */
export interface Rule extends RuleFacts<string> {
  /** @returns findings in any order */
  check(context: RuleContext): Finding[];
}

/** What a rule has to say about one place. */
export interface Report<MessageId extends string> extends Partial<
  Pick<Finding, "label" | "verdict" | "target" | "reasons" | "site">
> {
  readonly message: MessageId;
  /** Or what makes them, where that takes time: it is called when somebody asks for fixes. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  readonly data?: Readonly<Record<string, string>>;
  /** What gets underlined: a name, a key or a short expression, never a whole body. */
  readonly at: ts.Node | Span;
}

/** A rule as its file writes it. */
export interface RuleDefinition<MessageId extends string> extends RuleFacts<MessageId> {
  /** @returns what is to be reported, in any order */
  check(context: RuleContext): readonly Report<MessageId>[];
}

/** Makes a rule of its definition. */
export function defineRule<MessageId extends string>(definition: RuleDefinition<MessageId>): Rule {
  return {
    ...definition,
    check: (context) => definition.check(context).map((report) => toFinding(definition, context, report)),
  };
}

function toFinding<MessageId extends string>(
  { id, messages }: RuleDefinition<MessageId>,
  { sourceFile }: RuleContext,
  { message, data = {}, at, fixes = [], ...rest }: Report<MessageId>,
): Finding {
  const made = once(typeof fixes === "function" ? fixes : () => fixes);
  return {
    ...rest,
    rule: id,
    messageId: message,
    data,
    message: fillIn(translationOf(messages[message]), data),
    span: "kind" in at ? { start: at.getStart(sourceFile), end: at.end } : at,
    get fixes() {
      return made();
    },
  };
}

function fillIn(message: string, data: Readonly<Record<string, string>>): string {
  return message.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => data[name] ?? placeholder);
}
