import type { FileEdits, TextEdit } from "./text";

/**
 * Makes one change of several, each of which is complete in itself: one that touches what an earlier one changes is left
 * out as a whole, to be computed anew once the others are applied.
 *
 * @param changes - each against the texts before any of them
 * @returns the edits of all files, against the same texts
 */
export function combineChanges(changes: readonly (readonly FileEdits[])[]): FileEdits[] {
  const taken = new Map<string, TextEdit[]>();
  for (const change of changes) {
    if (change.some(({ fileName, edits }) => touches(taken.get(fileName) ?? [], edits))) continue;
    for (const { fileName, edits } of change) {
      taken.set(fileName, [...(taken.get(fileName) ?? []), ...edits]);
    }
  }
  return [...taken].map(([fileName, edits]) => ({
    fileName,
    edits: edits.sort((a, b) => a.start - b.start),
  }));
}

function touches(taken: readonly TextEdit[], edits: readonly TextEdit[]): boolean {
  return edits.some((edit) => taken.some((other) => conflict(edit, other)));
}

/** Next to an insertion it would matter which comes first, so there even touching is a conflict. */
function conflict(a: TextEdit, b: TextEdit): boolean {
  const inserts = a.start === a.end || b.start === b.end;
  return inserts ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}
