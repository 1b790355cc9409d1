import * as vscode from "vscode";
import { combineChanges } from "../../engine/combine";
import type { FileEdits } from "../../engine/text";
import type { FileChange } from "../backend";

/** More than any line has characters: places in a text become numbers that keep their order. */
const lineLength = 2 ** 24;

/**
 * Makes one change of several, each complete in itself. One that touches what an earlier one changes is left out as a whole.
 *
 * @param changes - of any files, each against the texts before any of them
 */
export function mergeChanges(changes: readonly (readonly FileChange[])[]): FileChange[] {
  return combineChanges(changes.map((change) => change.map(toNumbers))).map(toPlaces);
}

/**
 * @param changes - those that were to be merged
 * @param merged - what came of them
 * @returns how many of the changes were left out
 */
export function countLeftOut(
  changes: readonly (readonly FileChange[])[],
  merged: readonly FileChange[],
): number {
  const kept = new Set(merged.flatMap(editKeys));
  return changes.filter((change) => !change.flatMap(editKeys).every((key) => kept.has(key))).length;
}

function editKeys({ uri, edits }: FileChange): string[] {
  return edits.map(({ range, newText }) => JSON.stringify([uri.toString(), range, newText]));
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

function toPlaces({ fileName, edits }: FileEdits): FileChange {
  return {
    uri: vscode.Uri.parse(fileName, true),
    edits: edits.map(({ start, end, newText }) =>
      vscode.TextEdit.replace(new vscode.Range(toPosition(start), toPosition(end)), newText),
    ),
  };
}

function toNumber({ line, character }: vscode.Position): number {
  return line * lineLength + character;
}

function toPosition(number: number): vscode.Position {
  return new vscode.Position(Math.floor(number / lineLength), number % lineLength);
}
