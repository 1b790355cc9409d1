/** Marks that compilers and generators leave; code under them is not anybody's hand-writing. */
const marks = /@generated\b|\bDO NOT EDIT\b|\b__asyncGenerator\b|\b__asyncValues\b|\bregeneratorRuntime\b/;

/** How far from the top a "generated" mark is looked for, in UTF-16 code units. */
const headLength = 2_000;

/** @returns whether the file's head says it is generated, or it carries a compiler's helpers */
export function isGenerated(text: string): boolean {
  return marks.test(text.slice(0, headLength)) || /\bvar __async(?:Generator|Values)\b/.test(text);
}
