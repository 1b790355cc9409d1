import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import { engine, findingsIn, uriOf, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Converter } = await import("../../src/extension/converter");

type Parts = ConstructorParameters<typeof Converter>;

const path = "/work/a.ts";

/** Asks to convert what no generator can replace. */
async function convertRefused(): Promise<void> {
  const choices = [
    {
      id: "1",
      title: "Convert",
      verdict: "refused" as const,
      reasons: [{ code: "queued-return" as const, message: "'return()' waits", verdict: "refused" as const }],
    },
  ];
  const nothing = undefined as unknown;
  const converter = new Converter(engine().backend, nothing as Parts[1], nothing as Parts[2]);
  for (const finding of findingsIn(path)) await converter.convert(uriOf(path), { ...finding, choices });
}

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/work")];
  writeIterator(path);
});

describe("converting what is refused", () => {
  it("says why, and offers to explain it", async () => {
    await convertRefused();
    expect(state.messages).toEqual(["This iterator cannot become an async generator: 'return()' waits."]);
    expect(state.commands).toEqual([]);
    state.answer = "Explain";
    await convertRefused();
    expect(state.commands).toEqual([["yieldwise.explain", { uri: `file:${path}`, line: 0, character: 0 }]]);
  });
});
