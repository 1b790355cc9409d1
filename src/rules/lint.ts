import type ts from "typescript";
import type { Facts } from "../engine/facts";
import { defaultOptions, type EngineOptions } from "../engine/options";
import type { TypeScript } from "../engine/typescript";
import { rules as allRules } from "./list";
import type { Finding, Rule, RuleContext } from "./rule";
import { contextOf, readFile } from "./support/context";
import { concernedBy, concernTest } from "./support/concerned";
import { mentionsSuppression } from "./support/mentions";
import { applySuppressions, type Suppressed } from "./suppression/apply";
import { suppressionsIn } from "./suppression/comments";

/** What a host knows besides the file: what the project declares, and which of the rules that are off by default are on. */
export interface LintOptions extends EngineOptions {
  /** Ids of rules. */
  readonly switchedOn?: readonly string[];
}

/** What `lint` needs of a host. */
export interface LintInput {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly options?: LintOptions;
  /** Rules to run; all when absent. Those that are off by default run only where the options switch them on. */
  readonly rules?: readonly Rule[];
}

/** The cheap first test: @returns whether any of these rules can find something in a file with this text */
export function concernsRules(text: string, rules: readonly Rule[] = allRules): boolean {
  return rules.some(concernTest(text, rules) ?? (() => false));
}

/**
 * Runs the rules over one file. What a comment in it suppresses is left out.
 *
 * @returns findings in the order of the text, refused sites included (with verdict "refused" and no fixes)
 */
export function lint(input: LintInput): Finding[] {
  const { ts, sourceFile, facts, options = defaultOptions, rules = allRules } = input;
  const concerned = concernedBy(
    sourceFile.text,
    rules.filter((rule) => isOn(rule, options)),
  );
  if (concerned.length === 0) return [];
  const reading = readFile(ts, sourceFile, facts);
  if (reading.isGenerated) return [];
  const context = contextOf(reading, options);
  const found = concerned.filter(({ last }) => !last).flatMap((rule) => rule.check(context));
  const { findings, unused } = suppress(context, found, rules);
  const late = concerned
    .filter(({ last }) => last)
    .flatMap((rule) => rule.check(withUnused(context, unused)));
  return [...findings, ...late].sort((a, b) => a.span.start - b.span.start);
}

/** @returns whether the rule runs: it does by default, or it is switched on */
export function isOn({ id, defaultSeverity }: Rule, { switchedOn }: LintOptions): boolean {
  return defaultSeverity !== "off" || switchedOn?.includes(id) === true;
}

function suppress(
  { ts, sourceFile }: RuleContext,
  findings: readonly Finding[],
  rules: readonly Rule[],
): Suppressed {
  if (!mentionsSuppression.test.test(sourceFile.text)) return { findings, unused: [] };
  const ids = (some: readonly Rule[]): Set<string> =>
    new Set(some.filter(({ last }) => !last).map(({ id }) => id));
  return applySuppressions(sourceFile, suppressionsIn(ts, sourceFile), findings, {
    known: ids(allRules),
    run: ids(rules),
  });
}

/** The parts of a context are worked out when asked for, so it must not be copied part by part. */
function withUnused(context: RuleContext, unusedSuppressions: Suppressed["unused"]): RuleContext {
  return Object.create(context, { unusedSuppressions: { value: unusedSuppressions } }) as RuleContext;
}
