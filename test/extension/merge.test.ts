import { describe, expect, it, vi } from "vitest";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { countLeftOut } = await import("../../src/extension/workspace/merge");

type Changes = Parameters<typeof countLeftOut>[0][number];

/** A change of one line of a file. */
function change(path: string, line: number, newText = "x"): Changes[number] {
  const range = { start: { line, character: 0 }, end: { line, character: 9 } };
  return { uri: uriOf(path), edits: [{ range, newText }] } as unknown as Changes[number];
}

describe("changes that are merged", () => {
  it("are counted where one was left out, as a whole, for what another one changes", () => {
    const kept = [change("/a.ts", 1), change("/b.ts", 1)];
    const overlapping = [change("/a.ts", 1, "y"), change("/c.ts", 7)];
    const apart = [change("/b.ts", 5)];
    expect(countLeftOut([kept, overlapping, apart], [...kept, ...apart])).toBe(1);
    expect(countLeftOut([kept, apart], [...kept, ...apart])).toBe(0);
  });
});
