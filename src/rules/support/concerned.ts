import type { Rule } from "../rule";

/** Lines inside a block comment, as everybody writes them; examples in them are no code. */
const commentLines = /^[ \t]*\*(?:[ \t/].*)?$/gm;

/**
 * The cheap first test of a file's text.
 *
 * @returns the rules that can find something in a file with this text
 */
export function concernedBy(text: string, rules: readonly Rule[]): Rule[] {
  const perhaps = mentionedIn(text, rules);
  if (perhaps.length === 0) return [];
  const inCode = mentionedIn(text.replace(commentLines, ""), perhaps);
  return perhaps.filter((rule) => inCode.includes(rule) || rule.last);
}

/** Most rules ask for the same words, so each test is made once. */
function mentionedIn(text: string, rules: readonly Rule[]): Rule[] {
  const answers = new Map<RegExp, boolean>();
  return rules.filter(({ mentions }) => {
    const answer = answers.get(mentions) ?? mentions.test(text);
    answers.set(mentions, answer);
    return answer;
  });
}
