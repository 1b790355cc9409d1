import type ts from "typescript";
import { walk } from "../syntax/nodes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/**
 * Puts the lines of each comment whose lines begin with `*` below one another.
 *
 * @param text - code that parses as a file, indented
 */
export function alignComments(ts: TypeScript, text: string): string {
  if (!text.includes("/*")) return text;
  const sourceFile = ts.createSourceFile("comments.ts", text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, TextEdit>();
  const look = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) align(text, pos, end, found);
  };
  walk(ts, sourceFile, (node) => {
    look(node);
    if (ts.isBlock(node))
      for (const range of ts.getLeadingCommentRanges(text, endOfStatements(node)) ?? [])
        align(text, range.pos, range.end, found);
  });
  return applyEdits(text, [...found.values()]);
}

function endOfStatements({ statements }: ts.Block): number {
  return statements.at(-1)?.end ?? statements.pos;
}

function align(text: string, pos: number, end: number, found: Map<number, TextEdit>): void {
  const comment = text.slice(pos, end);
  if (found.has(pos) || !/^\/\*[^\n]*(?:\n[ \t]*\*[^\n]*)+$/.test(comment)) return;
  const indentation = /[ \t]*$/.exec(text.slice(0, pos))?.[0] ?? "";
  found.set(pos, { start: pos, end, newText: comment.replace(/\n[ \t]*\*/g, `\n${indentation} *`) });
}
