import type ts from "typescript";
import type { TypeScript } from "../typescript";
import { commentsIn, paragraphsOf, startsLine, type Comment } from "./comments";
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

/** `{ value, done }` */
function isResult(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.some(
      ({ name }) => name !== undefined && /^(?:done|value)$/.test(memberKey(ts, name) ?? ""),
    )
  );
}
