import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import { findingsIn, uriOf, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { ConvertAll } = await import("../../src/extension/workspace/convert-all");
const { Inventory } = await import("../../src/extension/workspace/inventory");

type Parts = ConstructorParameters<typeof ConvertAll>;

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/work")];
});

describe("converting all that is safe", () => {
  it("leaves out files with syntax errors, and names them", async () => {
    const inventory = new Inventory();
    for (const path of ["/work/a.ts", "/work/b.ts"]) {
      writeIterator(path);
      const choices = [{ id: path, title: "Convert", verdict: "safe" as const, reasons: [] }];
      inventory.set(
        uriOf(path),
        findingsIn(path).map((finding) => ({ ...finding, choices })),
      );
    }
    inventory.setUnfinished(uriOf("/work/b.ts"));
    const asked: string[] = [];
    const backend = {
      changes: async ({ path }: Parameters<Parts[0]["changes"]>[0]) => {
        asked.push(path);
        return [];
      },
    };
    const nothingToApply = undefined as unknown as Parts[2];
    await new ConvertAll(backend as unknown as Parts[0], inventory, nothingToApply).run();
    expect(asked).toEqual(["/work/a.ts"]);
    expect(state.messages[0]).toBe("/work/b.ts was left out because it has syntax errors.");
    expect(state.messages[1]).toContain("Left out 1 of 1 conversions");
  });
});
