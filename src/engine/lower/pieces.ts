import type ts from "typescript";
import type { TypeScript } from "../typescript";
import type { Renderer } from "./render";

/** @returns the offset at which the comments that belong to a node begin, those that trail what is before it left out */
export function startWithComments(ts: TypeScript, node: ts.Node): number {
  const { text } = node.getSourceFile();
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const own = comments.filter(
    ({ pos }) => text.slice(node.pos, pos).includes("\n") || isAtLineStart(text, pos),
  );
  return own[0]?.pos ?? node.getStart();
}

function isAtLineStart(text: string, offset: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(0, offset));
}

/** @returns the offset at which the comments behind a node on its line end */
export function endWithComments(ts: TypeScript, node: ts.Node): number {
  const comments = ts.getTrailingCommentRanges(node.getSourceFile().text, node.end) ?? [];
  return comments.at(-1)?.end ?? node.end;
}

/** @returns the offset at which a node that goes ends, with the semicolon in `class Rows {…};`, which is a statement of its own */
export function endOf(ts: TypeScript, node: ts.Node): number {
  const isFollowed = ts.isClassDeclaration(node) && node.getSourceFile().text[node.end] === ";";
  return isFollowed ? node.end + 1 : endWithComments(ts, node);
}

/** A node's comments around its text, for a piece that is built anew. */
export interface Surroundings {
  /** Comments before it, each on a line of its own; "" or ending in a line feed. */
  readonly before: string;
  /** Comments behind it on its line; "" or beginning with a space. */
  readonly behind: string;
}

/** @returns the comments around a node, and a blank line before it where the author left one */
export function surroundings(ts: TypeScript, node: ts.Node): Surroundings {
  const { text } = node.getSourceFile();
  const start = startWithComments(ts, node);
  const before = text.slice(start, node.getStart());
  const behind = text.slice(node.end, endWithComments(ts, node)).trim();
  const isSpaced = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(node.pos, start));
  return { before: (isSpaced ? "\n" : "") + before, behind: behind === "" ? "" : ` ${behind}` };
}

/** @returns a statement with its comments and the blank line before it, substitutions made */
export function piece(ts: TypeScript, render: Renderer, statement: ts.Node): string {
  const { before, behind } = surroundings(ts, statement);
  return `${before}${render.node(statement)}${behind}`;
}

/**
 * @returns the comments before and behind a member around a text that takes its place; its JSDoc is left out, which goes to the
 * variable once it is known what becomes of that
 */
export function undocumented(ts: TypeScript, node: ts.Node, text: string): string {
  const { before, behind } = surroundings(ts, node);
  return `${before.replace(/\/\*\*(?!\/)[^]*?\*\/\s*$/, "")}${text}${behind}`;
}
