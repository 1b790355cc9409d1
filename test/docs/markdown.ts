/** A fenced block of code. */
export interface CodeBlock {
  /** The words after the fence: the language, then what tests want to know. */
  readonly info: readonly string[];
  readonly text: string;
  /** The line of the fence, counted from 1. */
  readonly line: number;
}

/** @returns the fenced blocks of a Markdown text, in order */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\S.*)\n([^]*?)^```$/gm)].map(
    ({ 1: info = "", 2: text = "", index }) => ({
      info: info.split(" "),
      text,
      line: markdown.slice(0, index).split("\n").length,
    }),
  );
}

/** @returns the texts of the headings of a Markdown text, in order */
export function headings(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => text);
}

/** @returns what relative links and pictures point to, such as `docs/a.md#part` */
export function relativeLinks(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** @returns the name by which links reach a heading */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]*`/g, (code) => code.slice(1, -1));
}
