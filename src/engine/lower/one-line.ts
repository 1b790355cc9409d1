import type ts from "typescript";
import { commentsIn } from "../syntax/comments";
import type { TypeScript } from "../typescript";
import { templateLines } from "./lines";

/** A line longer than this is broken, unless its author wrote a longer one there. */
const width = 120;

/** What is written, and where. */
export interface Place {
  /** The file's text, and the part of it whose place the new text takes. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/**
 * `return { size: 3, *[Symbol.iterator]() { yield 1; } };`: what its author wrote amidst other code of one line stays on that line.
 *
 * @param text - what is written there, over several lines
 * @param code - the part of it that parses as a file
 * @returns the text on one line; as it is where it is too long for that, has comments, or has line breaks that are no space between statements
 */
export function onTheAuthorsLine(
  ts: TypeScript,
  { source, start, end }: Place,
  text: string,
  code: string,
): string {
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = /\r?\n|$/.exec(source.slice(end))?.index ?? 0;
  const before = source.slice(lineStart, start);
  const behind = source.slice(end, end + lineEnd);
  const isAmidst = braces(before) > 0 && braces(behind) < 0;
  if (!isAmidst || source.slice(start, end).includes("\n")) return text;
  const lines = text.split("\n").map((line) => line.trim());
  if (!lines.slice(0, -1).every((line) => /[{};]$/.test(line))) return text;
  const joined = lines.join(" ");
  const most = Math.max(width, before.length + end - start + behind.length);
  if (before.length + joined.length + behind.length > most) return text;
  const parsed: ts.SourceFile = ts.createSourceFile("line.ts", code, ts.ScriptTarget.Latest, true);
  return commentsIn(ts, parsed).length > 0 || templateLines(ts, code).size > 0 ? text : joined;
}

/** How many more are opened than closed. */
function braces(text: string): number {
  return text.split("{").length - text.split("}").length;
}
