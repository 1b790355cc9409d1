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
export function commentsIn(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  start: number,
  end: number,
): Comment[] {
  const { text } = sourceFile;
  const comments: Comment[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text.slice(0, end));
  scanner.resetTokenState(start);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isLine = token === ts.SyntaxKind.SingleLineCommentTrivia;
    if (!isLine && token !== ts.SyntaxKind.MultiLineCommentTrivia) continue;
    comments.push({ text: scanner.getTokenText(), pos: scanner.getTokenStart(), isLine });
  }
  return comments;
}
