import { readFileSync } from "node:fs";
import path from "node:path";
import type { Messages } from "../../src/engine/say";
import { rules } from "../../src/rules";

const accents: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ó", u: "ú" };

/** What is named without standing in the code. */
const codeWords = [
  "next return throw iterate create generator Symbol.asyncIterator Symbol.iterator for await",
  ...rules.map(({ id }) => id),
].join(" ");

/** The bundle that a translator begins with. */
export const english = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../../l10n/bundle.l10n.json"), "utf8"),
) as Messages;

/** A language that nobody speaks: whatever is said stands in brackets, and has accents that the code has not. */
export const pseudo: Messages = Object.fromEntries(
  Object.keys(english).map((text) => [text, `⟦${accented(text)}⟧`]),
);

/** Placeholders stay as they are, those of both kinds. */
function accented(text: string): string {
  return text
    .split(/(\{\{\w+\}\}|\{\d+\})/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[aeiou]/g, (vowel) => accents[vowel] ?? vowel),
    )
    .join("");
}

/**
 * @param text - as it is said in the language that nobody speaks
 * @param code - what names in the text may come from
 * @returns what is wrong with it: it is put together from several sentences, or holds English words
 */
export function englishIn(text: string, code: string): string[] {
  if (!isOneSentence(text)) return [text];
  const known = `${code} ${codeWords}`.toLowerCase();
  const withoutFiles = text.replace(/\b(?:ts|js)config\.json\b/g, "");
  const words = withoutFiles.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return words.some((word) => /[aeiou]/.test(word) && !known.includes(word.toLowerCase())) ? [text] : [];
}

/** Brackets around all of it, and not only around a part at either end. */
function isOneSentence(text: string): boolean {
  let depth = 0;
  return Array.from(text).every((character, index, { length }) => {
    if (character === "⟦") depth++;
    if (character === "⟧") depth--;
    return depth > 0 || index === length - 1;
  });
}
