import type ts from "typescript";
import type { TextEdit } from "../text";

/** Where a comment stands. */
export interface CommentRange {
  readonly pos: number;
  readonly end: number;
}

/**
 * Adds what JSDoc comments say to another one, for tools that read one comment only: their descriptions behind the description,
 * their tags behind the tags, but before an `@example`.
 *
 * @param source - the file's text
 * @param range - the comment that stays
 * @param added - the comments that go
 * @param newLine - the file's line break
 * @returns insertions, and edits of what opens and closes the comment; nothing that the comment says is touched
 */
export function mergeJsDoc(
  source: string,
  range: CommentRange,
  added: readonly string[],
  newLine: string,
): TextEdit[] {
  const comment = source.slice(range.pos, range.end);
  const indentation = /[ \t]*$/.exec(source.slice(0, range.pos))?.[0] ?? "";
  const star = `${newLine}${indentation} *`;
  const contents = added.map(contentOf);
  const description = contents.flatMap((content) => content.description);
  const own = new Set(contentOf(comment).tags);
  // A link that both have is said once; a tag of several lines stays whole.
  const tags = contents.flatMap(({ tags: all }) =>
    all.filter(
      (line, index) => !(own.has(line) && /^@see\b/.test(line) && (all[index + 1] ?? "@").startsWith("@")),
    ),
  );
  const written = (lines: readonly string[]): string =>
    lines.map((line) => (line === "" ? star : `${star} ${line}`)).join("");
  const apart = (lines: readonly string[]): string => (lines.length === 0 ? "" : star + written(lines));
  const end = comment.replace(/\s*\*\/$/, "").length;
  const hasTags = /^(?:\/\*\*|[ \t]*\*)[ \t]*@/m.test(comment) && !isOfClassAlone(comment);
  const isTagsAlone = /^\/\*\*\s*(?:\*[ \t]*)?@/.test(comment);
  const insertions = [
    isTagsAlone
      ? { at: "/**".length, newText: written(description.length > 1 ? [...description, ""] : description) }
      : { at: beforeTags(comment, end), newText: apart(description) },
    { at: beforeExample(comment, end), newText: hasTags ? written(tags) : apart(tags) },
  ];
  const edits = insertions.map(({ at, newText }) => ({
    start: range.pos + at,
    end: range.pos + at,
    newText,
  }));
  return [...openedAndClosed(range, comment, end, star), ...joined(edits)];
}

/** One tag that goes where a class becomes a function, with the blank line before it. */
function isOfClassAlone(comment: string): boolean {
  const { tags } = contentOf(comment);
  const isApart = /\n[ \t]*\*?[ \t]*\r?\n[ \t]*\*[ \t]*@/.test(comment);
  return (
    isApart &&
    tags.length === 1 &&
    /^\s*@(?:class|constructor|implements|extends|augments)\b/.test(tags[0] ?? "")
  );
}

/** What a JSDoc comment says, line by line. */
export interface Content {
  readonly description: readonly string[];
  readonly tags: readonly string[];
}

/** Takes a JSDoc comment apart; the first line that begins with `@` begins the tags. */
export function contentOf(comment: string): Content {
  const lines = comment
    .replace(/^\/\*\*[ \t]*/, "")
    .replace(/\s*\*\/$/, "")
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t]*\* ?/, "")).trimEnd());
  const first = lines.findIndex((line) => line.trimStart().startsWith("@"));
  const at = first < 0 ? lines.length : first;
  return { description: trimmed(lines.slice(0, at)), tags: trimmed(lines.slice(at)) };
}

function trimmed(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => line !== "");
  const end = lines.findLastIndex((line) => line !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
}

/** @returns the end of the text before the first tag, blank lines between left out; `end` when there is none */
function beforeTags(comment: string, end: number): number {
  return /(?:\r?\n[ \t]*\*?[ \t]*)+@/.exec(comment.slice(0, end))?.index ?? end;
}

/** @returns the end of the line before the first `@example`; `end` when there is none */
function beforeExample(comment: string, end: number): number {
  return /\r?\n[ \t]*\*[ \t]*@example\b/.exec(comment.slice(0, end))?.index ?? end;
}

/** A comment of one line becomes one line of several. */
function openedAndClosed(
  { pos, end }: CommentRange,
  comment: string,
  textEnd: number,
  star: string,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const space = /^\/\*\*([ \t]*)(?=\S)/.exec(comment)?.[1]?.length;
  if (space !== undefined) edits.push({ start: pos + 3, end: pos + 3 + space, newText: `${star} ` });
  if (!/\n[ \t]*\*\/$/.test(comment)) edits.push({ start: pos + textEnd, end, newText: `${star}/` });
  return edits;
}

/** Insertions at one place become one, so that their order cannot change. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last?.start === edit.start)
      result[result.length - 1] = { ...edit, newText: last.newText + edit.newText };
    else result.push(edit);
  }
  return result.filter(({ newText }) => newText !== "");
}

const typesOnly =
  /^\/\*\*[\s*]*(?:@(?:type\s*\{[^]*\}|private|protected|public|package|readonly|internal)[\s*]*)+\*\/$/;

/** @returns whether a comment says nothing but what type something has, or who may see it: it means nothing without that */
export function isOfTypesOnly(comment: string): boolean {
  return typesOnly.test(comment);
}

/**
 * In JavaScript, a JSDoc comment with a `@type` in front of parentheses asserts a type: it is part of what they stand at the start of.
 *
 * @param sourceFile - where the node is from
 * @returns where the comment starts, or the node itself where it has none
 */
export function startWithCast(sourceFile: ts.SourceFile, node: ts.Node): number {
  const start = node.getStart(sourceFile);
  if (sourceFile.text[start] !== "(") return start;
  const before = sourceFile.text.slice(node.pos, start);
  const at = before.lastIndexOf("/**");
  return at >= 0 && isOfTypesOnly(before.slice(at).trim()) ? node.pos + at : start;
}
