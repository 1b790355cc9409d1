import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";
import manifest from "../../package.json";
import { findingsIn, uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Inventory } = await import("../../src/extension/workspace/inventory");
const { IteratorTree } = await import("../../src/extension/workspace/tree");

type Findings = Parameters<InstanceType<typeof Inventory>["set"]>[1];

/** What the menus of package.json tell rows by, for a row of each kind below a verdict. */
function kindsOfRows(verdict: "safe" | "review"): unknown[] {
  const inventory = new Inventory();
  const [finding] = findingsIn("/work/a.ts", "class Rows {}");
  inventory.set(uriOf("/work/a.ts"), finding ? [{ ...finding, verdict }] : []);
  const tree = new IteratorTree(inventory);
  const rows = [undefined, undefined, undefined].reduce<ReturnType<typeof tree.getChildren>>(
    (path) => [...path, ...tree.getChildren(path.at(-1)).slice(0, 1)],
    [],
  );
  return rows.map((row) => tree.getTreeItem(row).contextValue);
}

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
    const name = /'(.*)'/.exec(label ?? "")?.[1];
    return { ...rest, rule: "prefer-async-generator", label, name, range, site: range };
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

describe("the rows of the view", () => {
  it("have menus by kind and verdict: all that is safe can be converted from where it is listed", () => {
    expect(kindsOfRows("safe")).toEqual(["verdict.safe", "file.safe", "iterator.safe.async"]);
    expect(kindsOfRows("review")).toEqual(["verdict.review", "file.review", "iterator.review.async"]);
    const menus = manifest.contributes.menus["view/item/context"];
    const commandsOf = (kind: string): string[] =>
      menus.filter(({ when }) => when.endsWith(`viewItem == ${kind}`)).map(({ command }) => command);
    expect(commandsOf("file.safe")).toEqual(["yieldwise.convertAllSafe"]);
    expect(commandsOf("verdict.safe")).toEqual(["yieldwise.convertAllSafeInWorkspace"]);
  });
});

describe("the row of an iterator", () => {
  it("says its line where its label is no name, or is that of another one", () => {
    expect(descriptions("class 'Rows'", "what 'rows' returns")).toEqual(["→ inline", "→ inline"]);
    expect(descriptions("this object", "class 'Rows'")).toEqual(["→ inline · line 1", "→ inline"]);
    expect(descriptions("class 'Rows'", "class 'Rows'")).toEqual(["→ inline · line 1", "→ inline · line 2"]);
    expect(descriptions(undefined)).toEqual(["→ inline"]);
  });
});
