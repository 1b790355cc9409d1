import type ts from "typescript";
import type { Span } from "../../text";
import type { TypeScript } from "../../typescript";

/** A comment between two tokens, as written. */
export interface Comment extends Span {
  readonly text: string;
  readonly isLine: boolean;
}

/**
 * Finds every comment of a file. Goes from token to token, so nothing inside a string, a template or a regular
 * expression is taken for one.
 *
 * @returns the comments in the order of the text
 */
export function commentsOf(ts: TypeScript, sourceFile: ts.SourceFile): Comment[] {
  const { text } = sourceFile;
  const found: Comment[] = [];

  function visit(node: ts.Node): void {
    const children = node.getChildren(sourceFile);
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
    if (children.length > 0 || node.kind === ts.SyntaxKind.JsxText) return;
    const start = node.kind === ts.SyntaxKind.EndOfFileToken ? node.end : node.getStart(sourceFile, false);
    for (const match of text.slice(node.pos, start).matchAll(/\/\/[^\n]*|\/\*[^]*?\*\//g)) {
      const from = node.pos + match.index;
      found.push({
        text: match[0],
        start: from,
        end: from + match[0].length,
        isLine: match[0].startsWith("//"),
      });
    }
  }

  visit(sourceFile);
  return found;
}

/** Is every comment of `before`, as often as it stands there, in `after` too? */
export function keepsComments(before: readonly Comment[], after: readonly Comment[]): boolean {
  const counts = new Map<string, number>();
  for (const comment of after) counts.set(key(comment), (counts.get(key(comment)) ?? 0) + 1);
  return before.every((comment) => {
    const left = (counts.get(key(comment)) ?? 0) - 1;
    counts.set(key(comment), left);
    return left >= 0;
  });
}

/** A comment's words: its indentation may change. */
function key(comment: Comment): string {
  return comment.text.replace(/\s+/g, " ").trim();
}
