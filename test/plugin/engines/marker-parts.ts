import type ts from "typescript";
import type { FileEdits } from "../../../src/engine/text";
import { defaultOptions } from "../../../src/engine/options";
import type { Offer, SiteReport } from "../../../src/engine/offer";
import type { Reason, Verdict } from "../../../src/engine/verdict";
import { languageServiceFacts } from "../../../src/facts";
import type { Parts } from "../../../src/plugin/parts";
import { contextOf, readFile } from "../../../src/rules/support/context";
import type { Finding, Rule, RuleContext } from "../../../src/rules/rule";

/*
 * An engine that is simple enough to foresee, for tests of everything around it. It takes classes for sites by their names: `Safe…`,
 * `Review…`, `Refused…`; `Broken…` has a fix that fails. Its conversion writes the class's name in lower case wherever it is used.
 */

const markers: Rule = {
  id: "marked-class",
  code: 999_001,
  defaultSeverity: "information",
  recommended: false,
  fixes: ["safe", "suggestion"],
  description: "Finds marked classes",
  why: "Marked classes are for tests",
  messages: {},
  mentions: [{ word: "class", test: /class/ }],
  check: (context) => classesOf(context).flatMap((found) => classFinding(context, found)),
};

const danger: Rule = {
  id: "no-danger",
  code: 999_002,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["safe"],
  description: "Finds the word danger",
  why: "Danger is for tests",
  messages: {},
  mentions: [{ word: "danger", test: /danger/ }],
  check: ({ sourceFile }) =>
    [...sourceFile.text.matchAll(/\bdanger\b/g)].map(({ index }): Finding => {
      const span = { start: index, end: index + "danger".length };
      const edits = (): FileEdits[] => [
        { fileName: sourceFile.fileName, edits: [{ ...span, newText: "calm" }] },
      ];
      return {
        rule: "no-danger",
        messageId: "danger",
        data: {},
        message: "danger ahead",
        span,
        fixes: [{ title: "Calm down", safe: true, edits }],
      };
    }),
};

const rules = [markers, danger];

/** Parts for a plugin whose rules are the two above. */
export const markerParts: Parts = {
  rules,
  facts: languageServiceFacts,
  lint: ({ ts, sourceFile, facts, options = defaultOptions }) =>
    rules.flatMap((rule) => rule.check(contextOf(readFile(ts, sourceFile, facts), options))),
};

interface MarkedClass {
  readonly name: ts.Identifier;
  readonly declaration: ts.ClassDeclaration;
  readonly mark: "Safe" | "Review" | "Refused" | "Broken";
}

function classesOf({ ts, sourceFile }: RuleContext): MarkedClass[] {
  return sourceFile.statements.flatMap((declaration) => {
    if (!ts.isClassDeclaration(declaration) || !declaration.name) return [];
    const mark = /^(?:Safe|Review|Refused|Broken)/.exec(declaration.name.text)?.[0];
    return mark ? [{ name: declaration.name, declaration, mark: mark as MarkedClass["mark"] }] : [];
  });
}

function classFinding(context: RuleContext, found: MarkedClass): Finding[] {
  const site = siteOf(context, found);
  const { best } = site;
  return [
    {
      rule: markers.id,
      messageId: "marked",
      data: {},
      label: site.label,
      message: `${site.label} is marked, and consumers out of sight are ${context.options.outsideConsumers}`,
      span: site.anchor,
      fixes: site.offers
        .filter(({ verdict }) => verdict !== "refused")
        .map((offer) => ({
          title: offer.title,
          safe: offer.verdict === "safe",
          target: offer.target,
          edits: () => offer.edits() ?? [],
        })),
      verdict: best.verdict,
      target: best.target,
      reasons: best.reasons,
      site,
    },
  ];
}

function siteOf(context: RuleContext, { name, declaration, mark }: MarkedClass): SiteReport {
  const { sourceFile } = context;
  const at = { fileName: sourceFile.fileName, start: name.getStart(), end: name.end };
  const reason = (verdict: Verdict, message: string): Reason => ({ code: "identity", message, verdict, at });
  const refused: Offer = {
    target: "function",
    verdict: "refused",
    title: `Convert '${name.text}' to a function`,
    reasons: [reason("refused", "somebody asks for 'instanceof'"), reason("review", "and more")],
    edits: () => undefined,
  };
  const review: Offer = {
    target: "method",
    verdict: "review",
    title: `Convert '${name.text}' to a method; overlapping calls are queued`,
    reasons: [reason("review", "overlapping calls are queued")],
    edits: () => rename(context, name, "_"),
  };
  const safe: Offer = {
    target: "function",
    verdict: "safe",
    title: `Convert '${name.text}' to a function`,
    reasons: [],
    edits: () => {
      if (mark === "Broken") throw new Error("The marker engine fails on purpose");
      return rename(context, name, "");
    },
  };
  const offers = {
    Safe: [safe, review],
    Review: [review, refused],
    Refused: [refused],
    Broken: [safe],
  }[mark];
  const best = { Safe: safe, Review: review, Refused: refused, Broken: safe }[mark];
  return {
    kind: "async",
    sourceFile,
    label: `class '${name.text}'`,
    name: name.text,
    anchor: { start: name.getStart(), end: name.end },
    range: { start: declaration.getStart(), end: declaration.end },
    best,
    offers,
  };
}

function rename({ facts }: RuleContext, name: ts.Identifier, suffix: string): FileEdits[] {
  const references = facts.references(name);
  if (!references) throw new Error(`Nobody knows where '${name.text}' is used`);
  const files = new Map<string, { start: number; end: number; newText: string }[]>();
  for (const { node, sourceFile } of references) {
    const edits = files.get(sourceFile.fileName) ?? [];
    edits.push({
      start: node.getStart(sourceFile),
      end: node.end,
      newText: name.text.toLowerCase() + suffix,
    });
    files.set(sourceFile.fileName, edits);
  }
  return [...files].map(([fileName, edits]) => ({
    fileName,
    edits: edits.sort((a, b) => a.start - b.start),
  }));
}
