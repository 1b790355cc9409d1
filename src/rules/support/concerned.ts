import type { Rule } from "../rule";
import type { Mention } from "./mentions";

/** A line inside a block comment, as everybody writes them; examples in them are no code. */
const commentLine = /^[ \t]*\*(?:[\s/]|$)/;

/** Whether a rule can find something in a certain text. */
export type ConcernTest = (rule: Rule) => boolean;

/**
 * The cheap first test of a file's text.
 *
 * @param rules - those that will be asked for
 * @returns a test for each of the rules; `undefined` when the text is none of their business, as most are
 */
export function concernTest(text: string, rules: readonly Rule[]): ConcernTest | undefined {
  const { word, mention } = anyOf(rules);
  if (!word.test(text) || !mention.test(text)) return undefined;
  const answers = new Map<Mention, boolean>();
  const isInCode = (mention: Mention): boolean => {
    const answer = answers.get(mention) ?? findsCode(text, mention);
    answers.set(mention, answer);
    return answer;
  };
  return ({ mentions, last }) =>
    mentions.some((mention) => (last ? mention.test.test(text) : isInCode(mention)));
}

/** @returns the rules that can find something in a file with this text */
export function concernedBy(text: string, rules: readonly Rule[]): Rule[] {
  const concerns = concernTest(text, rules);
  return concerns ? rules.filter(concerns) : [];
}

/** What all mentions of some rules have in common: one look at a text for all of them. */
interface AnyMention {
  readonly word: RegExp;
  readonly mention: RegExp;
}

const known = new WeakMap<readonly Rule[], AnyMention>();

function anyOf(rules: readonly Rule[]): AnyMention {
  const all = known.get(rules) ?? united([...new Set(rules.flatMap(({ mentions }) => mentions))]);
  known.set(rules, all);
  return all;
}

function united(mentions: readonly Mention[]): AnyMention {
  return {
    word: new RegExp([...new Set(mentions.map(({ word }) => word))].join("|")),
    mention: new RegExp(mentions.map(({ test }) => `(?:${test.source})`).join("|")),
  };
}

function findsCode(text: string, { test }: Mention): boolean {
  // Going through matches takes its time, and most texts have none.
  if (!test.test(text)) return false;
  for (const { index } of text.matchAll(new RegExp(test, "g"))) {
    const start = text.lastIndexOf("\n", index) + 1;
    const end = text.indexOf("\n", index);
    if (!commentLine.test(text.slice(start, end < 0 ? undefined : end))) return true;
  }
  return false;
}
