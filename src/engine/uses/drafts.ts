import type { TextEdit } from "../text";

/** @returns the text of a range as it is after the drafts inside it */
export type Render = (start: number, end: number) => string;

/** A replacement whose new text may hold parts of the old one, with the drafts inside those applied. */
export interface Draft {
  readonly start: number;
  readonly end: number;
  readonly text: string | ((render: Render) => string);
}

/**
 * Turns drafts that may contain each other into edits that do not.
 *
 * @param source - the text that the offsets refer to
 * @returns edits in ascending order; those that change nothing are left out
 * @throws RangeError when two drafts overlap without one containing the other
 */
export function settleDrafts(source: string, drafts: readonly Draft[]): TextEdit[] {
  const ordered = [...drafts].sort((a, b) => a.start - b.start || b.end - a.end);
  return settle(ordered, source).filter(({ start, end, newText }) => source.slice(start, end) !== newText);
}

function settle(drafts: readonly Draft[], source: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let position = 0;
  drafts.forEach((draft, index) => {
    if (draft.start < position) {
      if (draft.end > position) throw new RangeError(`Drafts overlap at offset ${String(draft.start)}`);
      return;
    }
    const inner = drafts
      .slice(index + 1)
      .filter(({ start, end }) => start >= draft.start && end <= draft.end);
    const render: Render = (start, end) => renderRange(inner, source, start, end);
    const newText = typeof draft.text === "string" ? draft.text : draft.text(render);
    edits.push({ start: draft.start, end: draft.end, newText });
    position = draft.end;
  });
  return edits;
}

function renderRange(drafts: readonly Draft[], source: string, start: number, end: number): string {
  const within = drafts.filter((draft) => draft.start >= start && draft.end <= end);
  let text = "";
  let position = start;
  for (const edit of settle(within, source)) {
    text += source.slice(position, edit.start) + edit.newText;
    position = edit.end;
  }
  return text + source.slice(position, end);
}
