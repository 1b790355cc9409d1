import type ts from "typescript";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";

/** A comment between two tokens, as written. */
export interface Comment extends Span {
  readonly text: string;
  readonly isLine: boolean;
}

/**
 * Finds the comments of a file, or of a part of it. Goes from token to token, so nothing inside a string, a template or a
 * regular expression is taken for one.
 *
 * @param span - the part; a comment counts that lies in it as a whole
 * @returns the comments in the order of the text
 */
export function commentsIn(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  span: Span = { start: 0, end: sourceFile.end },
): Comment[] {
  const { text } = sourceFile;
  const found: Comment[] = [];

  function visit(node: ts.Node): void {
    if (node.end < span.start || node.pos > span.end) return;
    const children = node.getChildren(sourceFile);
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
    if (children.length > 0 || node.kind === ts.SyntaxKind.JsxText) return;
    const tokenStart =
      node.kind === ts.SyntaxKind.EndOfFileToken ? node.end : node.getStart(sourceFile, false);
    for (const match of text.slice(node.pos, tokenStart).matchAll(/\/\/[^\r\n]*|\/\*[^]*?\*\//g)) {
      const start = node.pos + match.index;
      const end = start + match[0].length;
      if (start < span.start || end > span.end) continue;
      found.push({ text: match[0], start, end, isLine: match[0].startsWith("//") });
    }
  }

  visit(sourceFile);
  return found;
}

/**
 * @param source - the text that the comment stands in
 * @returns the comment as it would be written at a line's beginning, with line feeds
 */
export function dedented(source: string, { text, start }: Comment): string {
  const column = start - (source.lastIndexOf("\n", start - 1) + 1);
  const [first = "", ...rest] = text.replace(/\r\n/g, "\n").split("\n");
  const spaces = rest.map((line) => (line.trim() === "" ? column : (/^[ \t]*/.exec(line)?.[0].length ?? 0)));
  const least = Math.min(column, ...spaces);
  return [first, ...rest.map((line) => line.slice(least))].join("\n");
}

const framed = /^(?:\/\/|\/\*)\s*([=\-*#~_])\1{3,}(?!\*?\/)[^\r\n]*?\1{3,}\s*(?:\*\/)?$/;

/** @returns whether a comment is the heading of what stands below it: `// ====== Queue ======` */
export function isHeading(comment: string): boolean {
  return framed.test(comment);
}

/** @returns the comments, those together that stand on lines below one another */
export function paragraphsOf(source: string, comments: readonly Comment[]): Comment[][] {
  const paragraphs: Comment[][] = [];
  for (const comment of comments) {
    const open = paragraphs.at(-1);
    const last = open?.at(-1);
    const isNext =
      last?.isLine === true &&
      comment.isLine &&
      startsLine(source, last.start) &&
      /^\r?\n[ \t]*$/.test(source.slice(last.end, comment.start));
    if (open && isNext) open.push(comment);
    else paragraphs.push([comment]);
  }
  return paragraphs;
}

/** @returns whether nothing stands before it on its line */
export function startsLine(source: string, offset: number): boolean {
  return source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}
