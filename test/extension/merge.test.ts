import { describe, expect, it, vi } from "vitest";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { withoutOverlaps } = await import("../../src/extension/workspace/merge");

type Conversion = Parameters<typeof withoutOverlaps>[0][number];

/** A change of one line of each file. */
function conversion(label: string, lines: Readonly<Record<string, number>>): Conversion {
  const changes = Object.entries(lines).map(([path, line]) => {
    const range = { start: { line, character: 0 }, end: { line, character: 9 } };
    return { uri: uriOf(path), edits: [{ range, newText: label }] };
  });
  return { label, changes } as unknown as Conversion;
}

const labels = (conversions: readonly Conversion[]): string[] =>
  withoutOverlaps(conversions).map(({ label }) => label);

describe("conversions that are made together", () => {
  it("are left out as a whole where an earlier one changes the same", () => {
    const first = conversion("first", { "/a.ts": 1, "/b.ts": 1 });
    const overlapping = conversion("overlapping", { "/a.ts": 1, "/c.ts": 7 });
    const apart = conversion("apart", { "/b.ts": 5 });
    expect(labels([first, overlapping, apart])).toEqual(["first", "apart"]);
    expect(labels([first, apart])).toEqual(["first", "apart"]);
    expect(labels([overlapping, first])).toEqual(["overlapping"]);
  });
});
