import type { TextEdit } from "../text";

/**
 * Where several things go that stood one below the other, each leaves the line breaks around it.
 *
 * @param edits - of one file, in ascending order
 * @returns the same edits; one that only takes away takes line breaks behind it as well, where more would be left than there were on either side
 */
export function withoutDoubledBlankLines(source: string, edits: readonly TextEdit[]): TextEdit[] {
  let before = "";
  let from = 0;
  return edits.map((edit, index) => {
    before = (before + source.slice(from, edit.start) + edit.newText).slice(-reach);
    const isRemoval = edit.newText === "" && edit.end > edit.start;
    const surplus = isRemoval ? surplusBehind(before, source.slice(edit.end, edit.end + reach)) : 0;
    const next = edits[index + 1]?.start ?? source.length;
    from = edit.end + surplus > next ? edit.end : edit.end + surplus;
    return from === edit.end ? edit : { ...edit, end: from };
  });
}

/** More characters than these lie in no row of blank lines. */
const reach = 200;

/** @returns how many characters behind a removal are line breaks too many */
function surplusBehind(before: string, behind: string): number {
  const above = /(?:\n[ \t]*\r?)+$/.exec(before)?.[0] ?? "";
  const below = /^(?:[ \t]*\r?\n)+/.exec(behind)?.[0] ?? "";
  // With nothing left before it, what comes behind begins the file.
  if (before.trim() === "" && before.length < reach) return below.length;
  const [left, right] = [linesIn(above), linesIn(below)];
  if (left === 0 || right === 0) return 0;
  const surplus = left + right - Math.max(2, left, right);
  const lines = below.match(/[^\n]*\n/g) ?? [];
  return surplus > 0 ? lines.slice(0, surplus).join("").length : 0;
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
