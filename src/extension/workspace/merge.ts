import type { Position } from "vscode";
import { combineChanges } from "../../engine/combine";
import type { FileEdits } from "../../engine/text";
import type { FileChange } from "../backend";
import type { Conversion } from "../workspace-edit";

/** More than any line has characters: places in a text become numbers that keep their order. */
const lineLength = 2 ** 24;

/**
 * Leaves out, as a whole, each conversion that touches what an earlier one changes.
 *
 * @param conversions - of any files, each complete in itself, and against the texts before any of them
 * @returns those that can be made together
 */
export function withoutOverlaps<C extends Conversion>(conversions: readonly C[]): C[] {
  const all = conversions.map(({ changes }) => changes.map(toNumbers));
  const kept = new Set(combineChanges(all).flatMap(editKeys));
  return conversions.filter((_, index) => all[index]?.flatMap(editKeys).every((key) => kept.has(key)));
}

function editKeys({ fileName, edits }: FileEdits): string[] {
  return edits.map((edit) => JSON.stringify([fileName, edit.start, edit.end, edit.newText]));
}

function toNumbers({ uri, edits }: FileChange): FileEdits {
  return {
    fileName: uri.toString(),
    edits: edits.map(({ range, newText }) => ({
      start: toNumber(range.start),
      end: toNumber(range.end),
      newText,
    })),
  };
}

function toNumber({ line, character }: Position): number {
  return line * lineLength + character;
}
