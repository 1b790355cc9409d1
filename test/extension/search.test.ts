import { beforeEach, describe, expect, it, vi } from "vitest";
import { CancellationTokenSource, reset, state, Uri } from "./support/vscode";
import { engine, findingsIn, uriOf, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Inventory } = await import("../../src/extension/workspace/inventory");
const { findableInWorkspace } = await import("../../src/extension/workspace/context");
const { leftOut, stoppedAt } = await import("../../src/extension/workspace/reach");
const { searchWorkspace } = await import("../../src/extension/workspace/search");
const { withoutTwins } = await import("../../src/extension/workspace/twins");

/** Searches, and calls the search off at the first message that begins like this. */
async function search(callOffAt?: string) {
  const { asked, backend } = engine();
  const inventory = new Inventory();
  const source = new CancellationTokenSource();
  const report = (message: string): void => {
    if (callOffAt !== undefined && message.startsWith(callOffAt)) source.cancel();
  };
  const files = await searchWorkspace(backend, inventory, report, source.token);
  return { asked, files, inventory };
}

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/work")];
  for (const name of ["a", "b", "c"]) writeIterator(`/work/${name}.ts`);
  state.files.set("file:/work/plain.ts", "export {};");
});

describe("a search that is called off", () => {
  it("says so, and how far it came, also when it had found nothing", async () => {
    const { files, inventory } = await search("Listing");
    expect(files).toBeUndefined();
    expect(inventory.progress).toBe("stopped");
    expect(inventory.reach && stoppedAt(inventory.reach)).toBe(
      "The search was cancelled before it had looked at any file.",
    );
  });

  it("counts the files whose text it had read", async () => {
    const { asked, inventory } = await search("4 of 4");
    expect(asked).toEqual([]);
    expect(inventory.reach && stoppedAt(inventory.reach)).toMatch(
      /after it had read 4 of 4 files, and before/,
    );
  });

  it("counts those that it had analysed, and keeps what it found in them", async () => {
    const { inventory } = await search("1 iterator found;");
    expect(inventory.count()).toBe(1);
    expect(inventory.reach && stoppedAt(inventory.reach)).toMatch(/analysed 1 of the 3 files/);
  });

  it("is another thing than one that came to its end", async () => {
    const { files, inventory } = await search();
    expect(files).toBe(4);
    expect([inventory.progress, inventory.reach]).toEqual(["done", undefined]);
    expect(inventory.count()).toBe(3);
    inventory.clear("searching");
    expect(inventory.progress).toBe("searching");
  });
});

describe("a search", () => {
  it("leaves out a large file although it is open in an editor", async () => {
    const uri = Uri.file("/work/a.ts");
    const text = `${state.files.get(uri.toString()) ?? ""}${" ".repeat(2000)}`;
    state.settings = { maxFileSize: 1 };
    state.documents = [{ uri, languageId: "typescript", getText: () => text }];
    const { asked, inventory } = await search();
    expect(asked).toEqual(["/work/b.ts", "/work/c.ts"]);
    const said = '/work/a.ts was left out because it is larger than "yieldwise.maxFileSize" allows.';
    expect(leftOut(inventory)).toBe(said);
    // It may have become smaller.
    inventory.set(uriOf("/work/a.ts"), findingsIn("/work/a.ts"));
    expect(leftOut(inventory)).toBeUndefined();
    inventory.setTooLarge(uriOf("/work/a.ts"));
    expect([inventory.count(), leftOut(inventory)]).toEqual([2, said]);
  });

  it("lists files as VS Code sorts them, by their numbers", async () => {
    state.files.clear();
    for (const number of [10, 9, 1]) writeIterator(`/work/it${number}.ts`);
    const { inventory } = await search();
    const names = inventory.listed().map(({ uri }) => uri.path);
    expect(names).toEqual(["/work/it1.ts", "/work/it9.ts", "/work/it10.ts"]);
  });

  it("says that the project is loaded as long as nothing has been analysed", async () => {
    const { inventory } = await search("Loading the project; 3 files");
    expect(inventory.reach).toEqual({ step: "analysing", count: 0, total: 3 });
  });

  it("knows where nothing can be found, whatever the code is", () => {
    expect(findableInWorkspace()).toBe("async");
    state.settings = { enable: false };
    expect(findableInWorkspace()).toBe("off");
    state.settings = { rules: { "prefer-async-generator": "off" } };
    expect(findableInWorkspace()).toBe("none");
    state.folders = [];
    state.settings = { rules: { "prefer-generator": "hint" } };
    expect(findableInWorkspace()).toBe("both");
    state.settings = { rules: { "prefer-async-generator": "off" } };
    state.folders = [Uri.file("/work"), Uri.file("/more")];
    state.folderSettings = { "file:/more": { rules: { "prefer-generator": "hint" } } };
    expect(findableInWorkspace()).toBe("both");
    state.folderSettings = {
      "file:/more": { rules: { "prefer-async-generator": "off", "prefer-generator": "hint" } },
    };
    expect(findableInWorkspace()).toBe("sync");
  });

  it("goes by the settings of the innermost folder, where one lies in another", async () => {
    state.folders = [Uri.file("/work"), Uri.file("/work/inner")];
    writeIterator("/work/inner/i.ts");
    writeIterator("/work/inner/sub/s.ts");
    const analysed = async () => (await search()).asked;
    expect(await analysed()).toEqual([
      "/work/a.ts",
      "/work/b.ts",
      "/work/c.ts",
      "/work/inner/i.ts",
      "/work/inner/sub/s.ts",
    ]);
    state.folderSettings = { "file:/work/inner": { exclude: ["sub/**"] } };
    expect((await analysed()).slice(3)).toEqual(["/work/inner/i.ts"]);
    state.folderSettings = { "file:/work/inner": { enable: false } };
    expect((await analysed()).slice(3)).toEqual([]);
    state.folderSettings = { "file:/work": { enable: false } };
    expect(await analysed()).toEqual(["/work/inner/i.ts", "/work/inner/sub/s.ts"]);
  });

  it("passes by what git ignores, unless VS Code's own search is told not to", async () => {
    writeIterator("/work/lib/a.js");
    writeIterator("/work/lib/gen/b.js");
    writeIterator("/work/tools/lib/c.ts");
    state.files.set("file:/work/.gitignore", "/lib\n");
    const sources = ["/work/a.ts", "/work/b.ts", "/work/c.ts"];
    const { asked, files, inventory } = await search();
    expect(asked).toEqual([...sources, "/work/tools/lib/c.ts"]);
    expect(files).toBe(5);
    // One of them may be open in an editor.
    inventory.set(uriOf("/work/lib/a.js"), findingsIn("/work/lib/a.js"));
    expect(inventory.count()).toBe(4);
    state.settings = { useIgnoreFiles: false };
    expect((await search()).files).toBe(7);
    state.settings = {};
    state.folders = [Uri.from({ scheme: "memfs", path: "/work" })];
    for (const [key, text] of [...state.files]) state.files.set(key.replace("file:", "memfs:"), text);
    expect((await search()).asked).toEqual([...sources, "/work/tools/lib/c.ts"]);
  });

  it("passes by what git ignores by patterns above the folder, as far as the repository goes", async () => {
    state.folders = [Uri.file("/work/packages/core")];
    const lib = "/work/packages/core/lib/a.js";
    for (const path of [lib, "/work/packages/core/src/a.ts"]) writeIterator(path);
    state.files.set("file:/work/.gitignore", "lib\n");
    expect((await search()).asked).toContain(lib);
    state.files.set("file:/work/.git", "gitdir: elsewhere");
    expect((await search()).asked).toEqual(["/work/packages/core/src/a.ts"]);
    state.files.set("file:/work/packages/core/.git", "gitdir: elsewhere");
    expect((await search()).asked).toContain(lib);
  });

  it("finds nothing whose rule is switched off", async () => {
    state.settings = { rules: { "prefer-async-generator": "off" } };
    const { asked, inventory } = await search();
    expect([asked, inventory.listed()]).toEqual([[], []]);
  });
});

describe("a file with syntax errors", () => {
  const broken = "/work/b.ts";

  /** Searches anew with the same list. */
  async function searchAgain(inventory: InstanceType<typeof Inventory>): Promise<void> {
    await searchWorkspace(engine().backend, inventory, () => undefined, new CancellationTokenSource().token);
  }
  const write = (text: string): void => void state.files.set(`file:${broken}`, text);
  const iterator = "class Rows { [Symbol.asyncIterator]() { return this; } async next() {} }";

  it("keeps its row, and is named as long as they are there", async () => {
    const { inventory } = await search();
    write(`${iterator}\nconst = ;`);
    await searchAgain(inventory);
    expect(inventory.count()).toBe(3);
    expect(leftOut(inventory)).toBe("/work/b.ts was left out because it has syntax errors.");
    await searchAgain(inventory);
    expect(inventory.count()).toBe(3);
    write(iterator);
    inventory.set(uriOf(broken), findingsIn(broken));
    expect(inventory.count()).toBe(3);
    expect(leftOut(inventory)).toBeUndefined();
  });

  it("is not taken for one without iterators, where nothing is known of it", async () => {
    write(`${iterator}\nconst = ;`);
    const { inventory } = await search();
    expect(inventory.count()).toBe(2);
    expect(inventory.passedBy().map(({ path }) => path)).toEqual([broken]);
    inventory.setUnfinished(uriOf("/work/c.ts"));
    expect(leftOut(inventory)).toBe(
      "2 files, such as /work/b.ts, were left out because they have syntax errors.",
    );
    inventory.keepOnly(({ path }) => path !== broken);
    expect(inventory.passedBy()).toHaveLength(1);
  });
});

describe("files behind links", () => {
  const links = async ({ path }: { path: string }): Promise<string> => path.replace("/alias/", "/src/");

  it("count once, by the name without a link", async () => {
    const uris = ["/work/alias/a.ts", "/work/alias/b.ts", "/work/src/a.ts"].map(uriOf);
    const { files, twins } = await withoutTwins(uris, links);
    expect(files.map(({ path }) => path)).toEqual(["/work/alias/b.ts", "/work/src/a.ts"]);
    expect(twins.map(({ path }) => path)).toEqual(["/work/alias/a.ts"]);
  });

  it("all count where nobody can tell", async () => {
    const uris = ["/work/alias/a.ts", "/work/src/a.ts"].map(uriOf);
    expect((await withoutTwins(uris)).files).toEqual(uris);
  });

  it("are not listed later either, by the other name", async () => {
    writeIterator("/work/src/a.ts");
    writeIterator("/work/alias/a.ts");
    const { backend } = engine();
    const inventory = new Inventory();
    const { token } = new CancellationTokenSource();
    await searchWorkspace(backend, inventory, () => undefined, token, links);
    const paths = () => inventory.listed().map(({ uri }) => uri.path);
    expect(paths()).not.toContain("/work/alias/a.ts");
    expect(paths()).toContain("/work/src/a.ts");
    const { findings } = await backend.findings(uriOf("/work/alias/a.ts"));
    inventory.set(uriOf("/work/alias/a.ts"), findings);
    expect(paths()).not.toContain("/work/alias/a.ts");
  });
});
