import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CancellationTokenSource, events, reset, state, Uri } from "./support/vscode";
import { editor, engine, findingsIn, uriOf, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Follower } = await import("../../src/extension/workspace/follow");
const { Inventory } = await import("../../src/extension/workspace/inventory");
const { searchWorkspace } = await import("../../src/extension/workspace/search");

type Parts = ConstructorParameters<typeof Follower>;

const one = "/work/one/alpha.ts";
const other = "/work/one/beta.ts";
const elsewhere = "/work/two/gamma.ts";

/** A workspace that was searched, and somebody who follows it. */
async function followed({ visible = true } = {}) {
  const { asked, backend } = engine();
  const { analysed, analysis, changedFile, goneFolder, view, visibility } = editor();
  view.visible = visible;
  const inventory = new Inventory();
  const follower = new Follower(
    backend,
    analysis as unknown as Parts[1],
    inventory,
    view as unknown as Parts[3],
  );
  const { token } = new CancellationTokenSource();
  await searchWorkspace(backend, inventory, () => undefined, token);
  asked.length = 0;
  const listed = () => inventory.listed().map(({ uri }) => uri.path);
  const labels = () => inventory.listed().flatMap(({ iterators }) => iterators.map(({ label }) => label));
  return {
    analysed,
    asked,
    changedFile,
    follower,
    goneFolder,
    inventory,
    labels,
    listed,
    view,
    visibility,
  };
}

const never = () => new CancellationTokenSource().token;

/** Long enough for what the follower waits for. */
const settle = () => vi.advanceTimersByTimeAsync(5000);

const changed = (name: string) => {
  events.configuration.fire({ affectsConfiguration: (section) => `yieldwise.${name}` === section });
};

describe("the list of the workspace's iterators", () => {
  beforeEach(() => {
    reset();
    vi.useFakeTimers();
    state.folders = [Uri.file("/work/one"), Uri.file("/work/two")];
    for (const path of [one, other, elsewhere]) writeIterator(path);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("drops the files of a folder that was removed, at once and with the view hidden", async () => {
    const { listed } = await followed({ visible: false });
    expect(listed()).toEqual([one, other, elsewhere]);
    const [first, second] = state.folders;
    state.folders = first ? [first] : [];
    events.folders.fire({ added: [], removed: second ? [second] : [] });
    expect(listed()).toEqual([one, other]);
  });

  it("takes up the files of a folder that was added", async () => {
    const folders = state.folders;
    state.folders = folders.slice(0, 1);
    const { listed } = await followed();
    expect(listed()).toEqual([one, other]);
    state.folders = folders;
    events.folders.fire({ added: folders.slice(1), removed: [] });
    await settle();
    expect(listed()).toEqual([one, other, elsewhere]);
  });

  it("follows settings that leave files out, and take them in again", async () => {
    const { listed } = await followed();
    state.settings = { exclude: ["**/beta.ts"] };
    changed("exclude");
    expect(listed()).toEqual([one, elsewhere]);
    state.settings = {};
    changed("exclude");
    await settle();
    expect(listed()).toEqual([one, other, elsewhere]);
    state.settings = { rules: { "prefer-async-generator": "off" } };
    changed("rules");
    await settle();
    expect(listed()).toEqual([]);
  });

  it("asks anew about every file when a setting decides what becomes of them, and not for others", async () => {
    const { asked } = await followed();
    changed("trace");
    await settle();
    expect(asked).toEqual([]);
    changed("preferredTarget");
    await settle();
    expect(asked).toEqual([one, other, elsewhere]);
  });

  it("looks at what is listed and changes while nobody sees it, for the badge, and at nothing else", async () => {
    const { asked, changedFile, follower, inventory, view, visibility } = await followed({ visible: false });
    expect(inventory.count("safe")).toBe(3);
    state.files.set(`file:${one}`, "export async function* rows() {}");
    writeIterator("/work/one/new.ts", "New");
    writeIterator(other, "Renamed");
    for (const path of [one, "/work/one/new.ts", other]) changedFile.fire(uriOf(path));
    await settle();
    expect(inventory.count("safe")).toBe(2);
    expect(asked).toEqual([other]);
    changedFile.fire(uriOf("/work/one/new.ts"));
    await settle();
    expect(asked).toEqual([other]);
    // Verdicts of others may depend on them.
    expect(follower.isBehind).toBe(true);
    view.visible = true;
    visibility.fire({});
    await settle();
    expect(follower.isBehind).toBe(false);
    expect(asked.slice(1).sort()).toEqual([other, "/work/one/new.ts", elsewhere].sort());
  });

  it("is behind while nobody sees it, and is brought up to date for whoever needs it", async () => {
    const { asked, changedFile, follower, labels, listed } = await followed({ visible: false });
    writeIterator(one, "Renamed");
    writeIterator("/work/one/new.ts", "New");
    changedFile.fire(uriOf(one));
    changedFile.fire(uriOf("/work/one/new.ts"));
    await settle();
    expect(asked).toEqual([one]);
    expect(follower.isBehind).toBe(true);
    expect(await follower.catchUp(never())).toBe(true);
    expect(follower.isBehind).toBe(false);
    expect(listed()).toEqual([one, other, "/work/one/new.ts", elsewhere]);
    expect(labels()).toEqual(["Renamed", "Rows", "New", "Rows"]);
  });

  it("remembers what it has not seen when it is called off", async () => {
    const { changedFile, follower } = await followed({ visible: false });
    changedFile.fire(uriOf(one));
    const source = new CancellationTokenSource();
    source.cancel();
    expect(await follower.catchUp(source.token)).toBe(false);
    expect(follower.isBehind).toBe(true);
  });

  it("drops a file that is gone from the disk and still open, and takes it up again when it comes back", async () => {
    const { analysed, follower, listed } = await followed();
    const text = state.files.get(`file:${one}`) ?? "";
    state.documents = [{ uri: Uri.file(one), languageId: "typescript", getText: () => text }];
    const tell = (isGone: boolean): void => {
      analysed.fire({ uri: uriOf(one), findings: findingsIn(one, text), isGone });
    };
    tell(true);
    expect(listed()).toEqual([other, elsewhere]);
    tell(false);
    expect(listed()).toEqual([one, other, elsewhere]);
    // Whoever converts everything must not depend on having been told.
    state.files.delete(`file:${one}`);
    expect(await follower.catchUp(never())).toBe(true);
    expect(listed()).toEqual([other, elsewhere]);
    state.files.set(`file:${one}`, text);
    expect(await follower.catchUp(never())).toBe(true);
    expect(listed()).toEqual([one, other, elsewhere]);
  });

  it("drops the files of a folder that was deleted, of which nothing is said one by one", async () => {
    const { asked, goneFolder, listed } = await followed();
    goneFolder.fire(uriOf("/work/on"));
    await settle();
    expect(asked).toEqual([]);
    for (const path of [one, other]) state.files.delete(`file:${path}`);
    goneFolder.fire(uriOf("/work/one"));
    await settle();
    expect(listed()).toEqual([elsewhere]);
  });

  it("follows what git is told to ignore", async () => {
    const { asked, changedFile, listed } = await followed();
    state.files.set("file:/work/one/.gitignore", "alpha.ts");
    events.watchedFile.fire(Uri.file("/work/one/.gitignore"));
    await settle();
    expect(listed()).toEqual([other, elsewhere]);
    asked.length = 0;
    changedFile.fire(uriOf(one));
    await settle();
    expect(asked).toEqual([other, elsewhere]);
    state.files.set("file:/work/one/.gitignore", "");
    events.watchedFile.fire(Uri.file("/work/one/.gitignore"));
    await settle();
    expect(listed()).toEqual([one, other, elsewhere]);
  });

  it("does not end by itself a search that was called off", async () => {
    const { inventory, listed } = await followed();
    inventory.clear("searching");
    inventory.finish({ step: "reading", count: 1, total: 3 });
    changed("exclude");
    await settle();
    expect(listed()).toEqual([]);
  });
});
