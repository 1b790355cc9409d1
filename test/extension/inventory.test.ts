import { describe, expect, it, vi } from "vitest";
import { Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { Inventory } = await import("../../src/extension/workspace/inventory");

type Arguments = Parameters<InstanceType<typeof Inventory>["set"]>;

const uri = Uri.file("/app/rows.ts") as unknown as Arguments[0];

/** An iterator in one line of the file, as a look at the file finds it each time anew. */
function found(line: number, verdict: "safe" | "review"): Arguments[1] {
  const range = { start: { line, character: 6 }, end: { line, character: 10 } };
  const finding = {
    rule: "prefer-async-generator",
    label: "class 'Rows'",
    message: "",
    verdict,
    reasons: [],
  };
  return [{ ...finding, range, site: range, choices: [], suppressions: [] }] as unknown as Arguments[1];
}

describe("the iterators that are known in the workspace", () => {
  it("tell of what is found, of what has become of it, and of its end", () => {
    const inventory = new Inventory();
    const told = vi.fn();
    inventory.onDidChange(told);
    inventory.set(uri, found(3, "safe"));
    inventory.set(uri, found(3, "review"));
    inventory.set(uri, found(4, "review"));
    inventory.set(uri, []);
    expect(told).toHaveBeenCalledTimes(4);
    expect(inventory.listed()).toEqual([]);
  });

  it("say nothing when another look finds the same, so that rows stay what they are", () => {
    const inventory = new Inventory();
    inventory.set(uri, found(3, "safe"));
    const before = inventory.listed();
    const told = vi.fn();
    inventory.onDidChange(told);
    inventory.set(uri, found(3, "safe"));
    inventory.set(Uri.file("/app/other.ts") as unknown as Arguments[0], []);
    expect(told).not.toHaveBeenCalled();
    expect(inventory.listed()[0]).toBe(before[0]);
  });
});
