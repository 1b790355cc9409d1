import type { Rule } from "../rule";
import type { Mention } from "./mentions";

/** Whether a rule can find something in a certain text. */
export type ConcernTest = (rule: Rule) => boolean;

/**
 * The cheap first test of a file's text.
 *
 * @param rules - those that will be asked for
 * @returns a test for each of the rules; `undefined` when the text is none of their business, as most are
 */
export function concernTest(text: string, rules: readonly Rule[]): ConcernTest | undefined {
  // The search for no word at all would find nothing again and again.
  if (rules.length === 0) return undefined;
  const words = wordsIn(text, rules);
  if (words.size === 0) return undefined;
  const answers = new Map<Mention, boolean>();
  const isInCode = (mention: Mention): boolean => {
    const answer = answers.get(mention) ?? findsCode(text, mention);
    answers.set(mention, answer);
    return answer;
  };
  return ({ mentions, last }) =>
    mentions.some(
      (mention) => words.has(mention.word) && (last ? mention.test.test(text) : isInCode(mention)),
    );
}

/** @returns the rules that can find something in a file with this text */
export function concernedBy(text: string, rules: readonly Rule[]): Rule[] {
  const concerns = concernTest(text, rules);
  return concerns ? rules.filter(concerns) : [];
}

/** What one look at a text is for. */
interface Wanted {
  readonly words: RegExp;
  /** They count in comments, too. */
  readonly ofComments: ReadonlySet<string>;
}

const known = new WeakMap<readonly Rule[], Wanted>();

/** Most texts have none of the words, and many have them only in the examples of their comments. */
function wordsIn(text: string, rules: readonly Rule[]): ReadonlySet<string> {
  const wanted = known.get(rules) ?? wantedBy(rules);
  known.set(rules, wanted);
  const { words, ofComments } = wanted;
  const found = new Set<string>();
  for (const match of text.matchAll(words)) {
    const [word] = match;
    if (found.has(word)) continue;
    if (ofComments.has(word) || !isInComment(text, match.index)) found.add(word);
  }
  return found;
}

function wantedBy(rules: readonly Rule[]): Wanted {
  const wordsOf = (some: readonly Rule[]): Set<string> =>
    new Set(some.flatMap(({ mentions }) => mentions.map(({ word }) => word)));
  return {
    words: new RegExp([...wordsOf(rules)].join("|"), "g"),
    ofComments: wordsOf(rules.filter(({ last }) => last)),
  };
}

function findsCode(text: string, { test }: Mention): boolean {
  // Going through matches takes its time, and most texts have none.
  if (!test.test(text)) return false;
  for (const { 0: found, index } of text.matchAll(new RegExp(test, "g"))) {
    // What looks at a text as a whole finds it from its start, where a comment may stand.
    if (found.includes("\n") || !isInComment(text, index)) return true;
  }
  return false;
}

const star = "*".charCodeAt(0);
const slash = "/".charCodeAt(0);
const space = " ".charCodeAt(0);
const tab = "\t".charCodeAt(0);

/** In a line that begins as a comment, or as one inside a block comment does: a star, and a space, a slash or nothing behind it. */
function isInComment(text: string, index: number): boolean {
  let at = text.lastIndexOf("\n", index) + 1;
  while (text.charCodeAt(at) === space || text.charCodeAt(at) === tab) at++;
  const [first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  if (first === star) return second === slash || isSpaceOrEnd(text.charAt(at + 1));
  if (first !== slash) return false;
  const end = second === star ? text.indexOf("*/", at + 2) : text.length;
  return (second === slash || second === star) && (end < 0 || end > index);
}

function isSpaceOrEnd(character: string): boolean {
  return character.trim() === "";
}
