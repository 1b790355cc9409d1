/**
 * Tells a glob from a slip. VS Code's search takes all globs of a list at once, and one with an open bracket spoils the others.
 *
 * @returns whether every bracket and brace of the glob is closed, and what stands in it can be understood
 */
export function isWellFormedGlob(glob: string): boolean {
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === "[") {
      const end = endOfClass(glob, at);
      if (end === undefined) return false;
      at = end;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth < 0) return false;
  }
  return glob !== "" && depth === 0 && !glob.endsWith("\\");
}

/** A `]` right at the beginning of a class stands for itself. */
const characterClass = /\[(?:[!^][^]|[^!^])[^\]]*\]/y;

function endOfClass(glob: string, start: number): number | undefined {
  characterClass.lastIndex = start;
  const [text] = characterClass.exec(glob) ?? [];
  return text === undefined || hasWrongRange(text) ? undefined : start + text.length - 1;
}

function hasWrongRange(text: string): boolean {
  return [...text.slice(1, -1).matchAll(/(.)-(.)/g)].some(([, from = "", to = ""]) => from > to);
}
