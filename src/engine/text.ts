/** A half-open range of UTF-16 code units in a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. */
export interface FileSpan extends Span {
  readonly fileName: string;
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
