import type { Rule as EslintRule } from "eslint";
import { defaultOptions, optionSchemas, type EngineOptions } from "../engine/options";
import type { FileEdits } from "../engine/text";
import { rules } from "../rules";
import type { Finding, Fix, Rule } from "../rules/rule";
import { concernedBy } from "../rules/support/concerned";
import { contextOf } from "../rules/support/context";
import { readingOf } from "./reading";

/** The message of a suggestion is what its fix does. */
const repairMessage = { repair: "{{title}}" };

/**
 * @param docsUrl - the address of a rule's page
 * @returns the rule as ESLint runs it
 */
export function toEslintRule(rule: Rule, docsUrl: (id: string) => string): EslintRule.RuleModule {
  return {
    meta: {
      type: rule.defaultSeverity === "error" || rule.defaultSeverity === "warning" ? "problem" : "suggestion",
      docs: { description: rule.description, recommended: rule.recommended, url: docsUrl(rule.id) },
      ...(rule.fixes.includes("safe") ? { fixable: "code" } : {}),
      hasSuggestions: rule.fixes.includes("suggestion"),
      schema: schemaOf(rule),
      ...(rule.options ? { defaultOptions: [optionDefaults(rule.options)] } : {}),
      messages: { ...rule.messages, ...repairMessage },
    },
    create: (context) => {
      // The cheap test first: most files concern no rule, and then nothing is listened to.
      if (!isConcerned(rule, context.sourceCode.text)) return {};
      return {
        Program: () => {
          for (const finding of findingsOf(rule, context)) report(context, finding);
        },
      };
    },
  };
}

/** ESLint makes all rules of a file one after the other, so the text is tested for the first one. */
let tested: { readonly text: string; readonly concerned: ReadonlySet<Rule> } | undefined;

function isConcerned(rule: Rule, text: string): boolean {
  if (tested?.text !== text) tested = { text, concerned: new Set(concernedBy(text, rules)) };
  return tested.concerned.has(rule);
}

/** What is best left as it is has no place in a linter's report. */
function findingsOf(rule: Rule, context: EslintRule.RuleContext): Finding[] {
  const reading = readingOf(context);
  if (!reading || reading.isGenerated) return [];
  const [options] = context.options as readonly (Partial<EngineOptions> | undefined)[];
  return rule
    .check(contextOf(reading, { ...defaultOptions, ...options }))
    .filter(({ verdict }) => verdict !== "refused")
    .sort((a, b) => a.span.start - b.span.start);
}

function report(context: EslintRule.RuleContext, { messageId, data, span, fixes }: Finding): void {
  const { sourceCode } = context;
  const [safe] = fixes.filter((fix) => fix.safe && staysInFile(fix));
  const suggested = fixes.filter((fix) => !fix.safe && staysInFile(fix));
  context.report({
    messageId,
    data: { ...data },
    loc: { start: sourceCode.getLocFromIndex(span.start), end: sourceCode.getLocFromIndex(span.end) },
    fix: safe ? fixer(safe) : null,
    suggest: suggested.map((fix) => ({
      messageId: "repair",
      data: { title: fix.title },
      fix: fixer(fix),
    })),
  });
}

/** ESLint changes one file at a time, and half of a change is worse than none. */
function staysInFile(fix: Fix): boolean {
  return fix.edits().filter(({ edits }) => edits.length > 0).length === 1;
}

function fixer(fix: Fix): EslintRule.ReportFixer {
  return (eslint) =>
    fix
      .edits()
      .flatMap(({ edits }: FileEdits) => edits)
      .map(({ start, end, newText }) => eslint.replaceTextRange([start, end], newText));
}

function schemaOf({ options }: Rule): EslintRule.RuleMetaData["schema"] {
  if (!options) return [];
  return [
    {
      type: "object",
      description: "What the project declares about itself.",
      properties: Object.fromEntries(options.map((name) => [name, optionSchemas[name]])),
      additionalProperties: false,
    },
  ];
}

function optionDefaults(names: readonly (keyof EngineOptions)[]): Partial<EngineOptions> {
  return Object.fromEntries(names.map((name) => [name, defaultOptions[name]]));
}
