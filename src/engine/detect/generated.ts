/** Marks that compilers and generators leave; code under them is not anybody's hand-writing. */
const marks = /@generated\b|\bDO NOT EDIT\b|\b__asyncGenerator\b|\b__asyncValues\b|\bregeneratorRuntime\b/;

/** Functions that compilers put into what they write for older engines. */
const helpers = /\b(?:var|function) (?:__asyncGenerator|__asyncValues|__values|__generator)\b/;

/** How far from the top a "generated" mark is looked for, in UTF-16 code units. */
const headLength = 2_000;

/** @returns whether the file's head says it is generated, or it carries a compiler's helpers */
export function isGenerated(text: string): boolean {
  return marks.test(text.slice(0, headLength)) || helpers.test(text);
}
