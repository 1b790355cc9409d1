import { goesWithCode } from "../../src/engine/syntax/directives";
import ts from "typescript";

/**
 * @param text - a TypeScript or JavaScript text
 * @returns its comments in order, each without the indentation of its lines
 */
export function commentsOf(text: string, fileName: string): string[] {
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const collect = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, withoutIndentation(text.slice(pos, end)));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(sourceFile);
    if (children.length === 0) {
      collect(ts.getLeadingCommentRanges(text, node.pos));
      collect(ts.getTrailingCommentRanges(text, node.end));
    }
    children.forEach(visit);
  };
  visit(sourceFile);
  return [...found].sort(([a], [b]) => a - b).map(([, comment]) => comment);
}

/**
 * JSDoc comments may become one, so theirs are compared line by line; what `next()` gives is what the generator yields, what a field
 * is may be what a parameter is, and tags that say what a member is go with it.
 *
 * @returns the comments of `before` that `after` has not, or has fewer times
 */
export function lostComments(before: readonly string[], after: readonly string[]): string[] {
  const left = after.flatMap(linesOf);
  return before.flatMap(linesOf).filter((comment) => {
    // A line of JSDoc may be a line like any other where nothing is declared.
    const index = left.findIndex((one) => one === comment || one === `// ${comment}`);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function withoutIndentation(comment: string): string {
  return comment.replace(/\r?\n[ \t]*/g, "\n");
}

function linesOf(comment: string): string[] {
  if (goesWithCode(comment)) return [];
  if (!comment.startsWith("/**")) return [comment];
  return comment
    .slice("/**".length, -"*/".length)
    .split("\n")
    .map((line) => line.replace(/^\s*\*/, "").trim())
    .filter(
      (line) =>
        !/^@(?:constructor|class|implements|extends|private|internal|override|inheritdoc)\b/i.test(line),
    )
    .map((line) => line.replace(/^@(?:returns?|yields) (?:\{.*\} ?)?|^@param \w+ - /, ""))
    .filter((line) => line !== "");
}
