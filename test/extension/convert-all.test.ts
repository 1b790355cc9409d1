import { beforeEach, describe, expect, it, vi } from "vitest";
import { events, reset, state, Uri } from "./support/vscode";
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

  /** Two files with an iterator each, and what an applier of edits is asked to show. */
  function twoFiles() {
    const inventory = new Inventory();
    const paths = ["/work/a.ts", "/work/b.ts"];
    for (const path of paths) {
      writeIterator(path);
      const choices = [{ id: path, title: "Convert", verdict: "safe" as const, reasons: [] }];
      inventory.set(
        uriOf(path),
        findingsIn(path).map((finding) => ({ ...finding, choices })),
      );
    }
    const backend = {
      changes: async (uri: Uri) => [
        {
          uri,
          edits: [
            { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: "" },
          ],
        },
      ],
    };
    let decide: (isApplied: boolean) => void = () => undefined;
    const applier = {
      firstReadOnly: async () => undefined,
      preview: () => new Promise<boolean>((resolve) => (decide = resolve)),
    };
    const all = new ConvertAll(backend as unknown as Parts[0], inventory, applier as unknown as Parts[2]);
    const shown = (path: string): void => {
      events.opened.fire({
        uri: Uri.from({ scheme: "vscode-bulkeditpreview-editor", authority: "1", path }),
      });
    };
    return {
      all,
      inventory,
      shown,
      decide: (isApplied: boolean) => {
        decide(isApplied);
      },
    };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("says that the preview is opened until it is there, and takes what was converted off the list at once", async () => {
    const { all, inventory, shown, decide } = twoFiles();
    const running = all.run();
    await settled();
    expect(state.progress).toEqual(["1 of 2", "2 of 2", "Opening the Refactor Preview…"]);
    shown("/work/a.ts");
    shown("/work/elsewhere.ts");
    expect(state.progress.at(-1)).toBe("Opening the Refactor Preview: 1 of 2 files");
    shown("/work/b.ts");
    expect(state.progress.at(-1)).toBe("Opening the Refactor Preview: 2 of 2 files");
    await settled();
    // Of the second file nothing was ticked.
    events.text.fire({ document: { uri: Uri.file("/work/a.ts") }, contentChanges: [{}] });
    expect(inventory.count()).toBe(2);
    decide(true);
    expect(await running).toBe(true);
    expect(inventory.listed().map(({ uri }) => uri.path)).toEqual(["/work/b.ts"]);
  });

  it("leaves the list alone where the preview is discarded, and does not wait for a preview that never came", async () => {
    const { all, inventory, decide } = twoFiles();
    const running = all.run();
    await settled();
    decide(false);
    expect(await running).toBe(false);
    expect(inventory.count()).toBe(2);
  });
});
