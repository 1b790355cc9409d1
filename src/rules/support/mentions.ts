/*
 * The cheap tests of a file's text by which rules say which files concern them. A test may let too much through, but nothing must
 * get past it that the rule would report. Rules share these, and each is tried once a file.
 */

/** A cheap test of a file's text. */
export interface Mention {
  /** Part of every text that passes. Most files have none of the rules' words, which one look at the text tells. */
  readonly word: string;
  readonly test: RegExp;
}

/** Has, or may have, hand-rolled async iterators. */
export const mentionsAsyncIterator: Mention = { word: "sync", test: /syncIterator/ };

/** Has, or may have, hand-rolled iterators that are not async. */
export const mentionsIterator: Mention = { word: "terator", test: /(?<![Aa]sync_?)[Ii]terator/ };

/** Has a `next` and a member under a name in brackets, which may stand for one of the symbols in another file: `[$iterator]() {…}`. */
export const mentionsNamedKey: Mention = {
  word: "next",
  test: /(?<=[\s{,;*])\[[\w$\u0080-\uffff]+\](?=\s*[(:=<])(?:(?=[\s\S]*next)|(?<=next[\s\S]*))/,
};

/** Has a `next` that is a function, and names `done`: an iterator may be nothing more than `{ async next() { return { value, done }; } }`. */
export const mentionsBareNext: Mention = {
  word: "next",
  test: /^(?=[\s\S]*\bdone\b)[\s\S]*\bnext["']?\s*(?::\s*(?:async\b|function\b|\(|[\w$]+\s*=>)|\([^()]*\)\s*(?::[^{};]*)?\{|[,}])/,
};

/** Gives some call a function, and makes results: a function in another file may make an iterator of that: `fromNext(() => ({ value, done }))`. */
export const mentionsGivenNext: Mention = {
  word: "done",
  test: /^(?=[\s\S]*\{[^{}]*\b(?:value\b[^{}]*\bdone|done\b[^{}]*\bvalue)\b)[\s\S]*\(\s*(?:async\b|function\b|\([^()]*\)\s*(?::[^{}]*)?=>|[\w$]+\s*=>|\{)/,
};

/** All of which one is in every file that has hand-rolled async iterators. */
export const mentionsHandRolled: readonly Mention[] = [
  mentionsAsyncIterator,
  mentionsNamedKey,
  mentionsBareNext,
  mentionsGivenNext,
];

/** Has, or may have, async generators: `async function*`, `async *name`; there is no line break behind `async`. */
export const mentionsAsyncGenerator: Mention = {
  word: "sync",
  test: /\basync(?:[^\S\r\n]|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/)*(?:\*|function\b(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*)*\*)/,
};

/** Has `for await` loops. */
export const mentionsForAwait: Mention = { word: "await", test: /\bfor\s+await\b/ };

/** Has one of Yieldwise's own comments. */
export const mentionsSuppression: Mention = { word: "yieldwise", test: /yieldwise-(?:dis|en)able/ };
