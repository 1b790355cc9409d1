import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Inventory } = await import("../../src/extension/workspace/inventory");
const { IteratorTree } = await import("../../src/extension/workspace/tree");

type Findings = Parameters<InstanceType<typeof Inventory>["set"]>[1];

/** The descriptions of the rows of a file that has iterators with these labels, one in each line. */
function descriptions(...labels: readonly (string | undefined)[]): unknown[] {
  const inventory = new Inventory();
  const findings = labels.map((label, line) => {
    const range = { start: { line, character: 0 }, end: { line, character: 1 } };
    const rest = {
      message: "",
      reasons: [],
      choices: [],
      suppressions: [],
      verdict: "safe",
      target: "inline",
    };
    return { ...rest, rule: "prefer-async-generator", label, range, site: range };
  });
  inventory.set(uriOf("/work/a.ts"), findings as unknown as Findings);
  const tree = new IteratorTree(inventory);
  const [verdict] = tree.getChildren();
  const [file] = tree.getChildren(verdict);
  return tree.getChildren(file).map((row) => tree.getTreeItem(row).description);
}

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/work")];
});

describe("the row of an iterator", () => {
  it("says its line where its label is no name, or is that of another one", () => {
    expect(descriptions("class 'Rows'", "what 'rows' returns")).toEqual(["→ inline", "→ inline"]);
    expect(descriptions("this object", "class 'Rows'")).toEqual(["→ inline · line 1", "→ inline"]);
    expect(descriptions("class 'Rows'", "class 'Rows'")).toEqual(["→ inline · line 1", "→ inline · line 2"]);
    expect(descriptions(undefined)).toEqual(["→ inline"]);
  });
});
