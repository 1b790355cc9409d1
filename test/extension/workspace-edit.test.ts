import { describe, expect, it, vi } from "vitest";
import type { WorkspaceEdit } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { toPreviewedEdit } = await import("../../src/extension/workspace-edit");

type Conversion = Parameters<typeof toPreviewedEdit>[0][number];

/** Replacements in one line of a file: from, to, by what. */
function conversion(
  label: string,
  path: string,
  edits: readonly (readonly [number, number, string])[],
): Conversion {
  const placed = edits.map(([from, to, newText]) => ({
    range: { start: { line: 0, character: from }, end: { line: 0, character: to } },
    newText,
  }));
  return { label, changes: [{ uri: uriOf(path), edits: placed }] } as unknown as Conversion;
}

/** The boxes to tick of a file. */
function boxes(conversions: readonly Conversion[], path: string) {
  const edit = toPreviewedEdit(conversions, uriOf(path), "Convert") as unknown as WorkspaceEdit;
  return edit
    .of(uriOf(path).toString())
    .map(([{ range, newText }, { label, needsConfirmation }]) => [
      (range as { start: { character: number } }).start.character,
      (range as { end: { character: number } }).end.character,
      newText,
      label,
      needsConfirmation,
    ]);
}

describe("the Refactor Preview", () => {
  it("has one box for what belongs together, such as `new Rows` that becomes `rows`", () => {
    const edits = [
      [30, 34, "rows"],
      [10, 14, ""],
      [14, 18, "rows"],
      [18, 18, "!"],
    ] as const;
    expect(boxes([conversion("Rows", "/a.ts", edits)], "/a.ts")).toEqual([
      [10, 18, "rows!", "Rows", false],
      [30, 34, "rows", "Rows", false],
    ]);
  });

  it("keeps conversions apart, by their labels, in a file that several of them change", () => {
    const one = conversion("One", "/a.ts", [[0, 4, "one"]]);
    const two = conversion("Two", "/a.ts", [[4, 8, "two"]]);
    const other = conversion("Two", "/b.ts", [[0, 4, "two"]]);
    expect(boxes([one, two, other], "/a.ts")).toEqual([
      [0, 4, "one", "One", false],
      [4, 8, "two", "Two", false],
    ]);
    expect(boxes([one, two, other], "/b.ts")).toHaveLength(1);
  });
});
