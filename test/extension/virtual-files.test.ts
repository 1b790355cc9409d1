import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LogOutputChannel } from "vscode";
import { reset, state, Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { FileNames } = await import("../../src/extension/engines/file-names");
const { VirtualFiles } = await import("../../src/extension/engines/virtual-files");

const root = "/^/memfs/^/app";
const address = (name: string): string => `memfs:/app/${name}`;

/** Virtual files of a workspace that has these, by names from its folder. */
function open(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) state.files.set(address(name), text);
  state.folders = [Uri.from({ scheme: "memfs", path: "/app" })];
  const warnings: string[] = [];
  const log = { warn: (message: string) => warnings.push(message) } as unknown as LogOutputChannel;
  const virtual = new VirtualFiles(new FileNames(true), log);
  return { virtual, warnings };
}

beforeEach(reset);

describe("what the extension reads for our own engine", () => {
  it("is asked for in the folders of the workspace that are not on disk", () => {
    const { virtual } = open({});
    state.folders.push(Uri.file("/home/me/other"));
    expect(virtual.roots()).toEqual([root]);
  });

  it("is a folder with all that lies below it, but for what nobody wrote by hand", async () => {
    const { virtual } = open({
      "a.ts": "",
      "src/b.ts": "",
      "src/deep/c.ts": "",
      "node_modules/p/index.js": "",
      ".git/HEAD": "",
      "dist/a.js": "",
    });
    const { folders, unread } = await virtual.load({ folders: [root, `${root}/src`], files: [] });
    expect(folders.map(({ name, files }) => [name, files])).toEqual([
      [root, ["a.ts"]],
      [`${root}/src`, ["b.ts"]],
      [`${root}/src/deep`, ["c.ts"]],
    ]);
    expect(folders[0]?.folders).toEqual(["src", "node_modules", ".git", "dist"]);
    expect(unread).toEqual([]);
  });

  it("is one folder at a time where packages are installed", async () => {
    const { virtual } = open({ "node_modules/p/index.d.ts": "", "node_modules/p/lib/x.js": "" });
    const { folders } = await virtual.load({ folders: [`${root}/node_modules/p`], files: [] });
    expect(folders).toEqual([{ name: `${root}/node_modules/p`, files: ["index.d.ts"], folders: ["lib"] }]);
  });

  it("does not follow links to folders, which may lead back up", async () => {
    const { virtual } = open({ "a.ts": "", "link/a.ts": "" });
    state.links.add(address("link"));
    const { folders } = await virtual.load({ folders: [root], files: [] });
    expect(folders).toEqual([{ name: root, files: ["a.ts"], folders: ["link"] }]);
  });

  it("calls a folder that is not there empty, and one that cannot be read unread", async () => {
    const { virtual } = open({ "a.ts": "", "src/b.ts": "" });
    state.broken.add(address("src"));
    const missing = `${root}/node_modules/none`;
    const { folders, unread } = await virtual.load({ folders: [root, missing], files: [] });
    expect(folders.find(({ name }) => name === missing)).toEqual({ name: missing, files: [], folders: [] });
    expect(unread).toEqual([`${root}/src`]);
  });

  it("takes a workspace's folder in which there is nothing for one that was not read", async () => {
    const { virtual } = open({});
    expect((await virtual.load({ folders: [root], files: [] })).unread).toEqual([root]);
  });

  it("is the texts of files, and tells once which could not be read", async () => {
    const { virtual, warnings } = open({ "a.ts": "let a;", "b.ts": "let b;" });
    state.broken.add(address("b.ts"));
    const wanted = { folders: [], files: [`${root}/a.ts`, `${root}/b.ts`] };
    const { files, unread } = await virtual.load(wanted);
    expect(files).toEqual([{ name: `${root}/a.ts`, text: "let a;" }, { name: `${root}/b.ts` }]);
    expect(unread).toEqual([`${root}/b.ts`]);
    await virtual.load(wanted);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^memfs:\/app\/b\.ts could not be read/);
  });

  it("ends after 5,000 files: those that come later are unread, not missing", async () => {
    const names = Array.from({ length: 5002 }, (_, index) => `f${index}.ts`);
    const { virtual } = open(Object.fromEntries(names.map((name) => [name, ""])));
    const { files, unread } = await virtual.load({
      folders: [],
      files: names.map((name) => `${root}/${name}`),
    });
    expect(files.filter(({ text }) => text !== undefined)).toHaveLength(5000);
    expect(unread).toEqual([`${root}/f5000.ts`, `${root}/f5001.ts`]);
  });
});
