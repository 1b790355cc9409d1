import type ts from "typescript";
import { goesWithCode } from "../../syntax/directives";
import type { Span, TextEdit } from "../../text";
import { identifiersIn, isOfPosition } from "./comments";
import { descendants, siblingsOf } from "./nodes";
import { startOf, textOf, type View } from "./view";

export const indentUnit = "  ";

/** The white space that the line of an offset starts with. */
export function indentAt(view: View, offset: number): string {
  const lineStart = lineStartAt(view, offset);
  return /^[ \t]*/.exec(view.text.slice(lineStart, offset))?.[0] ?? "";
}

function lineStartAt(view: View, offset: number): number {
  return view.text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset of the line feed that ends the line, or the end of the text. */
function lineEndAt(view: View, offset: number): number {
  const end = view.text.indexOf("\n", offset);
  return end < 0 ? view.text.length : end;
}

/**
 * The statements with the comments that belong to them: those on lines of their own before the first, and those
 * behind the last on its line.
 */
export function rangeOf(view: View, first: ts.Statement, last: ts.Statement = first): Span {
  return { start: leadingStart(view, first), end: trailingEnd(view, last.end) };
}

/** Where the comments on lines of their own before a node start; the node's start when there are none. */
export function leadingStart(view: View, node: ts.Node): number {
  const start = startOf(view, node);
  const own = view.comments.find(
    (comment) => comment.start >= node.pos && comment.end <= start && isFirstOnLine(view, comment.start),
  );
  return own?.start ?? start;
}

/** Where a comment right above a statement starts that means nothing without it. */
function ownCommentStart(view: View, statement: ts.Node): number | undefined {
  const start = startOf(view, statement);
  const above = view.comments.find(({ end, text }) => {
    const between = view.text.slice(end, start);
    return end <= start && between.trim() === "" && goesWithCode(text);
  });
  return above?.start;
}

/** Did the author leave a blank line above a statement (above its comments, where it has some)? */
export function hasBlankLineBefore(view: View, statement: ts.Node): boolean {
  return /\n[ \t]*\n[ \t]*$/.test(view.text.slice(statement.pos, leadingStart(view, statement)));
}

function trailingEnd(view: View, end: number): number {
  let result = end;
  const lineEnd = lineEndAt(view, end);
  for (const comment of view.comments) {
    if (
      comment.start >= result &&
      comment.end <= lineEnd &&
      /^[ \t;]*$/.test(view.text.slice(result, comment.start))
    ) {
      result = comment.end;
    }
  }
  return result;
}

function isFirstOnLine(view: View, offset: number): boolean {
  return view.text.slice(lineStartAt(view, offset), offset).trim() === "";
}

/** The comments between two offsets. */
export function commentsWithin(view: View, span: Span): string[] {
  return view.comments
    .filter((comment) => comment.start >= span.start && comment.end <= span.end)
    .map((comment) => comment.text);
}

/** What is said of a statement: above it, in it and behind it on its line, but for what means nothing without it. */
export function saidOf(view: View, statement: ts.Statement): string[] {
  return commentsWithin(view, rangeOf(view, statement)).filter((text) => !goesWithCode(text));
}

/** Line starts in the span whose indentation may change: those that are not inside a template literal. */
function movableLines(view: View, span: Span): number[] {
  const fixed = templateSpans(view);
  const lines: number[] = [];
  for (
    let at = view.text.indexOf("\n", span.start);
    at >= 0 && at < span.end;
    at = view.text.indexOf("\n", at + 1)
  ) {
    const start = at + 1;
    if (!fixed.some((template) => template.start < start && start <= template.end)) lines.push(start);
  }
  return lines;
}

const templates = new WeakMap<View, Span[]>();

function templateSpans(view: View): Span[] {
  const known = templates.get(view);
  if (known !== undefined) return known;
  const { ts } = view;
  const spans: Span[] = [];
  for (const node of descendants(ts, view.sourceFile)) {
    const isTemplate =
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node);
    if (isTemplate) spans.push({ start: startOf(view, node), end: node.end });
  }
  templates.set(view, spans);
  return spans;
}

/**
 * The text of a span with another indentation.
 *
 * @param indent - the indentation of the line that the text will start on; the others keep their distance to it
 */
export function movedText(view: View, span: Span, indent: string): string {
  const change = indent.length - indentAt(view, span.start).length;
  let result = "";
  let from = span.start;
  for (const line of movableLines(view, span)) {
    result += view.text.slice(from, line);
    from = line;
    if (view.text[line] === "\n") continue;
    if (change > 0) result += " ".repeat(change);
    else from = Math.min(line + countSpaces(view, line, -change), span.end);
  }
  return result + view.text.slice(from, span.end);
}

function countSpaces(view: View, offset: number, most: number): number {
  let count = 0;
  while (count < most && /[ \t]/.test(view.text[offset + count] ?? "")) count++;
  return count;
}

/** Collects edits that were found independently of each other. */
export class Edits {
  readonly #edits: TextEdit[] = [];
  readonly #indentation: TextEdit[] = [];

  constructor(private readonly view: View) {}

  replace(span: Span, newText: string): this {
    this.#edits.push({ start: span.start, end: span.end, newText });
    return this;
  }

  replaceNode(node: ts.Node, newText: string): this {
    return this.replace({ start: startOf(this.view, node), end: node.end }, newText);
  }

  insert(at: number, newText: string): this {
    return this.replace({ start: at, end: at }, newText);
  }

  /**
   * Takes statements away; their comments stay where they were.
   *
   * @param copied - a part of the statement that stands elsewhere now, with the comments in it
   */
  remove(statement: ts.Statement, copied?: ts.Node): this {
    const { view } = this;
    const start = startOf(view, statement);
    const parts = copied
      ? [
          { start, end: startOf(view, copied) },
          { start: copied.end, end: statement.end },
        ]
      : [{ start, end: statement.end }];
    const inside = parts.flatMap((part) => commentsWithin(view, part));
    const kept = inside.filter((text) => !goesWithCode(text));
    return this.removeSpan({ start: ownCommentStart(view, statement) ?? start, end: statement.end }, kept);
  }

  /** Takes a statement away; where it stands without braces, a block without code is left for it. */
  drop(statement: ts.Statement): this {
    return siblingsOf(this.view.ts, statement) ? this.remove(statement) : this.replaceNode(statement, "{}");
  }

  /** Takes away what is said above a statement of a position alone. */
  forgetPosition(statement: ts.Statement): this {
    const { view } = this;
    const names = identifiersIn(view.ts, view.fn);
    const lead = { start: leadingStart(view, statement), end: startOf(view, statement) };
    for (const comment of view.comments) {
      const isAbove = comment.start >= lead.start && comment.end <= lead.end;
      if (isAbove && isOfPosition(comment, names)) this.removeSpan(comment);
    }
    return this;
  }

  /** Takes a step away that stands elsewhere now, with what says that it is one. */
  removeStep(statement: ts.Statement): this {
    const { view } = this;
    const names = identifiersIn(view.ts, view.fn);
    const range = rangeOf(view, statement);
    const within = view.comments.filter(({ start, end }) => start >= range.start && end <= range.end);
    if (!within.some((comment) => isOfPosition(comment, names))) return this.remove(statement);
    const kept = within.filter((comment) => !isOfPosition(comment, names) && !goesWithCode(comment.text));
    return this.removeSpan(
      range,
      kept.map(({ text }) => text),
    );
  }

  /** Takes a span away that holds whole statements, and leaves the given comments in its place. */
  removeSpan({ start, end }: Span, kept: readonly string[] = []): this {
    const { view } = this;
    const lineEnd = lineEndAt(view, end);
    const rest = view.text.slice(end, lineEnd);
    if (kept.length > 0) {
      const indent = indentAt(view, start);
      const tail = rest.trim() === "" ? "" : `\n${indent}`;
      const spaces = rest.length - rest.trimStart().length;
      return this.replace({ start, end: end + spaces }, kept.join(`\n${indent}`) + tail);
    }
    if (rest.trim() !== "")
      return this.replace({ start, end: end + rest.length - rest.trimStart().length }, "");
    if (!isFirstOnLine(view, start))
      return this.replace({ start: trimmedEnd(view, start), end: lineEnd }, "");
    return this.replace(
      this.#wholeLines(lineStartAt(view, start), Math.min(lineEnd + 1, view.text.length)),
      "",
    );
  }

  /** Widens a range of whole lines so that it leaves no blank line at a block's edge and no two in a row. */
  #wholeLines(start: number, end: number): Span {
    const { text } = this.view;
    const before = text.slice(0, start).trimEnd();
    const blankBefore = /\n[ \t]*\n$/.test(text.slice(before.length, start)) || before.endsWith("{");
    const blankAfter = /^[ \t]*\n/.exec(text.slice(end));
    if (blankAfter && blankBefore) return { start, end: end + blankAfter[0].length };
    if (blankBefore && !before.endsWith("{") && /^\s*\}/.test(text.slice(end))) {
      return { start: before.length + 1, end };
    }
    return { start, end };
  }

  /** Moves whole lines one level to the left (negative) or right; loses against a removal of the same line. */
  shift(span: Span, levels: number): this {
    for (const line of movableLines(this.view, span)) {
      const width = indentUnit.length * Math.abs(levels);
      if (this.view.text[line] === "\n") continue;
      this.#indentation.push(
        levels < 0
          ? { start: line, end: line + countSpaces(this.view, line, width), newText: "" }
          : { start: line, end: line, newText: " ".repeat(width) },
      );
    }
    return this;
  }

  /**
   * Takes the braces of a block away and moves what is in it one level to the left.
   *
   * @param start - where the statement starts that the block is the body of; what stands there goes too
   * @param end - where that statement ends
   * @param skipped - the block's first statement, where that goes as well
   */
  unwrap(start: number, block: ts.Block, end: number, skipped?: ts.Statement): this {
    const { view } = this;
    const open = skipped ? rangeOf(view, skipped).end : startOf(view, block);
    const from = contentStart(view, skipped ? open : open + 1);
    const to = trimmedEnd(view, block.end - 1);
    const indent = indentAt(view, start);
    const before = commentsWithin(view, { start, end: open });
    const after = commentsWithin(view, { start: block.end, end });
    if (from > to) return this.removeSpan({ start, end }, [...before, ...after]);
    this.replace({ start, end: from }, before.map((comment) => `${comment}\n${indent}`).join(""));
    this.shift({ start: from, end: to }, -1);
    return this.replace({ start: to, end }, after.map((comment) => `\n${indent}${comment}`).join(""));
  }

  /** Moves the comments that stand on lines of their own before one statement to before another. */
  moveCommentsBefore(from: ts.Statement, to: ts.Statement): this {
    const { view } = this;
    const lead = { start: leadingStart(view, from), end: startOf(view, from) };
    if (lead.start === lead.end) return this;
    const span = { start: lineStartAt(view, lead.start), end: lineStartAt(view, lead.end) };
    const indent = indentAt(view, startOf(view, to));
    const moved = commentsWithin(view, span).map((comment) => `${comment}\n${indent}`);
    return this.replace(span, "").insert(startOf(view, to), moved.join(""));
  }

  /**
   * Takes a declaration away that stands in another statement now; what is said of it goes there, too: what stands behind it on its line
   * goes behind that statement, or above it where the line has something to say already.
   */
  moveDeclaration(from: ts.Statement, to: ts.Statement): this {
    const { view } = this;
    const range = rangeOf(view, from);
    const said = commentsWithin(view, { start: from.end, end: range.end });
    this.moveCommentsBefore(from, to).removeSpan(
      { start: startOf(view, from), end: range.end },
      this.#inside(from),
    );
    if (said.length === 0) return this;
    const indent = indentAt(view, startOf(view, to));
    const isLineFree = rangeOf(view, to).end === to.end && !textOf(view, to).includes("\n");
    return isLineFree
      ? this.insert(to.end, ` ${said.join(" ")}`)
      : this.insert(startOf(view, to), said.map((comment) => `${comment}\n${indent}`).join(""));
  }

  #inside(statement: ts.Statement): string[] {
    const { view } = this;
    return commentsWithin(view, { start: startOf(view, statement), end: statement.end });
  }

  /** @returns the edits in ascending order, without overlap */
  done(): TextEdit[] {
    const loses = ({ start, end }: TextEdit): boolean =>
      this.#edits.some((edit) => edit.start <= start && start < edit.end && end <= edit.end);
    return mergeRemovals([...this.#edits, ...this.#indentation.filter((edit) => !loses(edit))]);
  }
}

/** The offset of the first token or comment at or after this one. */
export function contentStart(view: View, offset: number): number {
  const rest = view.text.slice(offset);
  return offset + rest.length - rest.trimStart().length;
}

/** The offset behind the last token or comment before this one. */
export function trimmedEnd(view: View, offset: number): number {
  return view.text.slice(0, offset).trimEnd().length;
}

/** Removals of neighbouring lines may both claim the blank line between them. */
function mergeRemovals(edits: readonly TextEdit[]): TextEdit[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: TextEdit[] = [];
  for (const edit of ordered) {
    const last = merged.at(-1);
    if (last?.newText === "" && edit.newText === "" && edit.start < last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, edit.end), newText: "" };
    } else {
      merged.push(edit);
    }
  }
  return merged;
}
