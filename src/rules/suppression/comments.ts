import type ts from "typescript";
import type { Span } from "../../engine/text";
import type { TypeScript } from "../../engine/typescript";

/**
 * - `next-line`, `line`: findings that begin on the next line, or on the line of the comment;
 * - `disable`, `enable`: findings from here on, or no longer.
 */
export type SuppressionKind = "next-line" | "line" | "disable" | "enable";

/** One of Yieldwise's own comments. */
export interface Suppression {
  readonly kind: SuppressionKind;
  /** The whole comment, its marks included. */
  readonly span: Span;
  /** The rules it names, and where; empty when it is for all rules. */
  readonly rules: readonly NamedRule[];
  /** The line that it stands on (the last one, for `next-line`), counted from 0. */
  readonly line: number;
}

/** A rule's id in a comment. */
export interface NamedRule {
  readonly id: string;
  readonly span: Span;
}

/** A comment that suppresses nothing, or a rule that it names in vain. */
export interface UnusedSuppression {
  readonly suppression: Suppression;
  /** Absent when the whole comment is unused. */
  readonly rule?: NamedRule;
  /** There is no rule of that name. */
  readonly isUnknown: boolean;
}

/** Behind the ids people may say why: `-- the queue is drained elsewhere`. */
const pattern =
  /^(?:\/\/|\/\*\*?)\s*yieldwise-(disable-next-line|disable-line|disable|enable)(?![\w-])((?:(?!\s--\s|\*\/)[^])*)/;

const kinds: Readonly<Record<string, SuppressionKind>> = {
  "disable-next-line": "next-line",
  "disable-line": "line",
  disable: "disable",
  enable: "enable",
};

/** @returns the comments of a file that suppress findings, in the order of the text; what stands in a string is none */
export function suppressionsIn(ts: TypeScript, sourceFile: ts.SourceFile): Suppression[] {
  const { text } = sourceFile;
  return [...text.matchAll(/yieldwise-(?:dis|en)able/g)].flatMap(({ index }) => {
    const comment = commentAt(ts, sourceFile, index);
    return (comment && suppressionOf(sourceFile, comment, index)) ?? [];
  });
}

function suppressionOf(sourceFile: ts.SourceFile, comment: Span, mention: number): Suppression | undefined {
  const written = sourceFile.text.slice(comment.start, comment.end);
  const match = pattern.exec(written);
  const kind = kinds[match?.[1] ?? ""];
  // A word like it further on in the same comment is part of an explanation.
  if (!match || !kind || comment.start + written.indexOf("yieldwise-") !== mention) return undefined;
  const list = match[2] ?? "";
  const listStart = comment.start + match[0].length - list.length;
  const rules = [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: { start: listStart + index, end: listStart + index + id.length },
  }));
  const place = kind === "next-line" ? comment.end : comment.start;
  return { kind, span: comment, rules, line: sourceFile.getLineAndCharacterOfPosition(place).line };
}

/** @returns the comment that an offset lies in, if it lies in one */
export function commentAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): Span | undefined {
  const token = tokenWithTrivia(ts, sourceFile, position);
  if (ts.isJSDoc(token)) return { start: token.pos, end: token.end };
  if (token.kind === ts.SyntaxKind.JsxText || position >= token.getStart(sourceFile)) return undefined;
  const { text } = sourceFile;
  const ranges = [
    ...(ts.getTrailingCommentRanges(text, token.pos) ?? []),
    ...(ts.getLeadingCommentRanges(text, token.pos) ?? []),
  ];
  const range = ranges.find(({ pos, end }) => pos <= position && position < end);
  return range && { start: range.pos, end: range.end };
}

/** @returns the token that an offset lies in, or that it lies before, or the documentation comment */
export function tokenWithTrivia(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = sourceFile;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(sourceFile)
      .find((child) => child.pos <= position && position < child.end);
    if (!inner) return node === sourceFile ? sourceFile.endOfFileToken : node;
    if (ts.isJSDoc(inner)) return inner;
    node = inner;
  }
}
