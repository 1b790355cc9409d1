import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { commentsIn, paragraphsOf, startsLine, type Comment } from "./comments";
import { isForCompiler } from "./directives";
import { memberKey } from "./keys";
import { some } from "./nodes";
import { isOfProtocolOnly, type Place } from "./protocol-comments";

/**
 * @param statement - returns a result of `next()` or `return()`
 * @param around - what is said above it and behind it is taken for
 * @returns the comments in it, above it and behind it on its line that say nothing but what a result is
 */
export function resultComments(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  statement: ts.ReturnStatement,
  around: Place = "statement",
): readonly Comment[] {
  if (!statement.expression || !some(ts, statement.expression, (node) => isResult(ts, node))) return [];
  const { text } = sourceFile;
  const start = statement.getStart(sourceFile);
  const lineEnd = /\r?\n|$/.exec(text.slice(statement.end))?.index ?? 0;
  const span = { start: statement.pos, end: statement.end + lineEnd };
  const found = commentsIn(ts, sourceFile, span).filter(
    (comment) => comment.start >= start || startsLine(text, comment.start),
  );
  return paragraphsOf(text, found).flatMap((paragraph) => {
    const [first] = paragraph;
    if (!first) return [];
    const isInside = first.start >= start && first.end <= statement.end;
    const said = paragraph.map((comment) => comment.text).join("\n");
    return isOfProtocolOnly(said, isInside ? "result" : around) ? paragraph : [];
  });
}

/**
 * `// @ts-expect-error` above `return { done: true };`
 *
 * @param statement - returns the end
 * @returns the comment, which has nothing to be about once that is `return;`
 */
export function directiveAbove(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  statement: ts.ReturnStatement,
): Comment | undefined {
  const start = statement.getStart(sourceFile);
  const above = commentsIn(ts, sourceFile, { start: statement.pos, end: start }).at(-1);
  const isNext = above && sourceFile.text.slice(above.end, start).trim() === "";
  return isNext && startsLine(sourceFile.text, above.start) && isForCompiler(above.text) ? above : undefined;
}

/** `{ value, done }` */
function isResult(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.some(
      ({ name }) => name !== undefined && /^(?:done|value)$/.test(memberKey(ts, name) ?? ""),
    )
  );
}
