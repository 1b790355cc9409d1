/** What any iterator does: a sentence of nothing but these says that it is one. */
const ofIterators = new Set(
  [
    "a an the this that its of in for from to by with over and new one",
    "create construct initialize initialise make build instantiate set up",
    "get return give fetch retrieve produce yield compute calculate advance move",
    "next value element item entry result sequence iteration instance object class",
    "iterator iterable generator constructor",
  ].flatMap((words) => words.split(" ")),
);

const begins =
  /^(?:create|construct|initiali[sz]e|make|build|instantiate|set up|get|return|give|fetch|retrieve|produce|yield|compute|calculate|advance|move)s?\s/i;

/**
 * "Create a new Fibonacci sequence iterator." and "Get the next value in the sequence." below "Fibonacci sequence iterator.": of what becomes a
 * generator, they say that it makes one and gives the next value.
 *
 * @param lines - the description of a constructor or of `next()`
 * @param head - the description that stays
 * @returns whether it is one short sentence that begins with what iterators do, and names nothing else that the head's first paragraph does not name
 */
export function isSaidAlready(lines: readonly string[], head: readonly string[]): boolean {
  const text = lines.join(" ").trim();
  const blank = head.indexOf("");
  const known = new Set(wordsOf(head.slice(0, blank < 0 ? head.length : blank).join(" ")));
  const words = wordsOf(text);
  return (
    known.size > 0 &&
    words.length <= 12 &&
    begins.test(text) &&
    /^[\w\s'-]*\.?$/.test(text) &&
    words.every((word) => ofIterators.has(word) || known.has(word))
  );
}

/** In lower case, without the `s` of the plural or of the third person. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []).map((word) =>
    ofIterators.has(word) ? word : word.replace(/(?<=\w\w)s$/, ""),
  );
}
