import { describe, expect, it, vi } from "vitest";
import { TabInputText, Uri, ViewColumn } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { columnFor } = await import("../../src/extension/explain/column");

/** A group of files by their names, the first of which is to be seen. */
function group(viewColumn: number, ...names: readonly string[]) {
  const tabs = names.map((name) => ({ input: new TabInputText(Uri.file(`/app/${name}.ts`)) }));
  return { viewColumn, tabs, activeTab: tabs[0] };
}

const columnOf = (name: string, ...groups: readonly unknown[]) =>
  columnFor(uriOf(`/app/${name}.ts`), groups as Parameters<typeof columnFor>[1]);

describe("where a link of the page leads", () => {
  const page = { viewColumn: 3, tabs: [{ input: {} }], activeTab: { input: {} } };

  it("is the group that shows the file, before one that has it behind others", () => {
    expect(columnOf("rows", group(1, "other"), group(2, "rows"), page)).toBe(2);
    expect(columnOf("rows", group(1, "other", "rows"), group(2, "rows"), page)).toBe(2);
    expect(columnOf("rows", group(1, "other"), group(2, "more", "rows"), page)).toBe(2);
  });

  it("is else the first of several, beside the page", () => {
    expect(columnOf("rows", group(1, "other"), group(2, "more"), page)).toBe(ViewColumn.One);
    expect(columnOf("rows", group(1, "other"))).toBe(ViewColumn.Active);
  });
});
