import { contentOf } from "./jsdoc";

/** A JSDoc comment, taken apart. */
export interface DocComment {
  readonly description: readonly string[];
  /** Each with the lines that go on with it. */
  readonly tags: readonly (readonly string[])[];
}

/** @returns what a JSDoc comment says */
export function readDoc(comment: string): DocComment {
  const { description, tags } = contentOf(comment);
  const grouped: string[][] = [];
  for (const line of tags) {
    const open = grouped.at(-1);
    if (open && !line.trimStart().startsWith("@")) open.push(line);
    else grouped.push([line]);
  }
  return { description, tags: grouped };
}

/** @returns the comment, on one line where that is all it says; `undefined` where it says nothing */
export function writeDoc({ description, tags }: DocComment): string | undefined {
  const between = description.length > 1 && tags.length > 0 ? [""] : [];
  const lines = [...description, ...between, ...tags.flatMap(withoutBlankEnd)];
  if (lines.length === 0) return undefined;
  if (lines.length === 1) return `/** ${lines.join("")} */`;
  return `/**\n${lines.map((line) => (line === "" ? " *" : ` * ${line}`)).join("\n")}\n */`;
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

/** @returns `private` of `@private` */
export function tagName([line = ""]: readonly string[]): string {
  return /^\s*@(\w+)/.exec(line)?.[1]?.toLowerCase() ?? "";
}

/**
 * @param change - gives what is left of a part; `undefined` where it goes
 * @returns the comment as written where nothing of it goes; `undefined` where all does
 */
export function changedDoc(
  comment: string,
  change: {
    description?(lines: readonly string[]): readonly string[];
    tag(lines: readonly string[]): readonly string[] | undefined;
  },
): string | undefined {
  const doc = readDoc(comment);
  const description = change.description?.(doc.description) ?? doc.description;
  const tags = doc.tags.flatMap((lines) => {
    const left = change.tag(lines);
    return left ? [left] : [];
  });
  const isSame =
    same(description, doc.description) &&
    tags.length === doc.tags.length &&
    tags.every((lines, index) => same(lines, doc.tags[index] ?? []));
  return isSame ? comment : writeDoc({ description, tags });
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}
