/*
 * The cheap tests of a file's text by which rules say which files concern them. A test may let too much through, but nothing must
 * get past it that the rule would report.
 */

/** Has, or may have, hand-rolled async iterators. */
export const mentionsAsyncIterator = /[Aa]syncIterator/;

/** Has, or may have, hand-rolled iterators that are not async. */
export const mentionsIterator = /(?<![Aa]sync_?)[Ii]terator/;

/** Has, or may have, async generators: `async function*`, `async *name`; there is no line break behind `async`. */
export const mentionsAsyncGenerator =
  /\basync(?:[^\S\r\n]|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/)*(?:\*|function\b(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*)*\*)/;

/** Has `for await` loops. */
export const mentionsForAwait = /\bfor\s+await\b/;

/** Has one of Yieldwise's own comments. */
export const mentionsSuppression = /yieldwise-(?:dis|en)able/;

/** @returns a test that passes where one of these does */
export function anyOf(...tests: readonly RegExp[]): RegExp {
  return new RegExp(tests.map(({ source }) => `(?:${source})`).join("|"));
}
