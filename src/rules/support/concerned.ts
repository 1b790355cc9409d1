import type { Rule } from "../rule";
import type { Mention } from "./mentions";

/** A line inside a block comment, as everybody writes them; examples in them are no code. */
const commentLine = /^[ \t]*\*(?:[\s/]|$)/;

/** Whether a rule can find something in a certain text. */
type ConcernTest = (rule: Rule) => boolean;

/**
 * The cheap first test of a file's text.
 *
 * @param rules - those that will be asked for
 * @returns a test for each of the rules; what rules look for is looked for when the first of them is asked for
 */
export function concernTest(text: string, rules: readonly Rule[]): ConcernTest {
  if (!anyWordOf(rules).test(text)) return () => false;
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
  return rules.filter(concernTest(text, rules));
}

const wordTests = new WeakMap<readonly Rule[], RegExp>();

function anyWordOf(rules: readonly Rule[]): RegExp {
  const known = wordTests.get(rules);
  if (known) return known;
  const words = new Set(rules.flatMap(({ mentions }) => mentions.map(({ word }) => word)));
  const test = new RegExp([...words].join("|"));
  wordTests.set(rules, test);
  return test;
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
