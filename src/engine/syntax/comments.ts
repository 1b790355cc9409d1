import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** One comment, as written. */
export interface Comment {
  readonly text: string;
  readonly pos: number;
  readonly isLine: boolean;
}

/**
 * Finds the comments between two offsets that lie between tokens.
 *
 * @param node - a node that contains the range; only its tokens are looked at
 */
export function commentsIn(ts: TypeScript, sourceFile: ts.SourceFile, start: number, end: number): Comment[] {
  const { text } = sourceFile;
  const comments: Comment[] = [];
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    ts.LanguageVariant.Standard,
    text.slice(0, end),
  );
  scanner.resetTokenState(start);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isLine = token === ts.SyntaxKind.SingleLineCommentTrivia;
    if (!isLine && token !== ts.SyntaxKind.MultiLineCommentTrivia) continue;
    comments.push({ text: scanner.getTokenText(), pos: scanner.getTokenStart(), isLine });
  }
  return comments;
}

/**
 * @param source - the text that the comment stands in
 * @returns the comment as it would be written at a line's beginning, with line feeds
 */
export function dedented(source: string, { text, pos }: Pick<Comment, "text" | "pos">): string {
  const column = pos - (source.lastIndexOf("\n", pos - 1) + 1);
  const [first = "", ...rest] = text.replace(/\r\n/g, "\n").split("\n");
  const spaces = rest.map((line) => (line.trim() === "" ? column : (/^[ \t]*/.exec(line)?.[0].length ?? 0)));
  const least = Math.min(column, ...spaces);
  return [first, ...rest.map((line) => line.slice(least))].join("\n");
}
