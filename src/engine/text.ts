/** A half-open range of UTF-16 code units in a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text; both count from 0. */
export interface LineAndCharacter {
  readonly line: number;
  readonly character: number;
}

/** A span in a named file. */
export interface FileSpan extends Span {
  readonly fileName: string;
  /** Where that is, for a file that is no part of the program, such as package.json or a component. */
  readonly lines?: { readonly start: LineAndCharacter; readonly end: LineAndCharacter };
}

/**
 * @param text - of a file that is no part of the program
 * @returns a span in it that says by itself where it is
 */
export function spanInText(fileName: string, text: string, { start, end }: Span): FileSpan {
  return { fileName, start, end, lines: { start: lineOf(text, start), end: lineOf(text, end) } };
}

function lineOf(text: string, offset: number): LineAndCharacter {
  const lines = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** @returns whether the name stands in the code as a word of its own */
export function mentionsName(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`).test(code);
}

/** Replaces `start` to `end` by `newText`; offsets refer to the text before any edit. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** All edits of one file, in ascending order and without overlap. */
export interface FileEdits {
  readonly fileName: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Applies edits to a text.
 *
 * @param text - the text before the edits
 * @param edits - edits in any order
 * @returns the text after them
 * @throws RangeError when two edits overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position) {
      throw new RangeError(`Edits overlap at offset ${edit.start}`);
    }
    result += text.slice(position, edit.start) + edit.newText;
    position = edit.end;
  }
  return result + text.slice(position);
}
