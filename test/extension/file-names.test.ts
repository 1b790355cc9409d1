import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state, Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { FileNames } = await import("../../src/extension/engines/file-names");

const from = (parts: Parameters<typeof Uri.from>[0]): Uri => Uri.from(parts);
type Address = Parameters<InstanceType<typeof FileNames>["nameOf"]>[0];

/** The name of an address, and the address that the name stands for to somebody who has not seen the address. */
function thereAndBack(uri: Uri): [string, string] {
  const name = new FileNames(true).nameOf(uri as unknown as Address);
  return [name, new FileNames(true).uriOf(name).toString()];
}

beforeEach(reset);

describe("names of files for our own engine", () => {
  it("are paths where it can read the disk, and no paths in a browser", () => {
    const uri = Uri.file("/app/a.ts") as unknown as Address;
    expect(new FileNames(true).nameOf(uri)).toBe("/app/a.ts");
    expect(new FileNames(false).nameOf(uri)).toBe("/^/file/^/app/a.ts");
    expect(new FileNames(true).isVirtual(uri)).toBe(false);
    expect(new FileNames(false).isVirtual(uri)).toBe(true);
  });

  it.each([
    ["without an authority", from({ scheme: "memfs", path: "/app/a.ts" }), "/^/memfs/^/app/a.ts"],
    ["with one", from({ scheme: "vfs", authority: "github", path: "/o/r/a.ts" }), "/^/vfs/github/o/r/a.ts"],
    [
      "with one that has separators of its own",
      from({ scheme: "vfs", authority: "a/b:80", path: "/a.ts" }),
      "/^/vfs/a%2Fb%3A80/a.ts",
    ],
    ["with spaces and umlauts", from({ scheme: "memfs", path: "/größe 1/ä.ts" }), "/^/memfs/^/größe 1/ä.ts"],
  ])("say where a file is, %s", (_, uri, name) => {
    expect(thereAndBack(uri)).toEqual([name, uri.toString()]);
  });

  it("keep two file systems with the same paths apart", () => {
    const names = new FileNames(true);
    const [one, two] = ["memfs", "vfs"].map((scheme) =>
      names.nameOf(from({ scheme, path: "/app/a.ts" }) as unknown as Address),
    );
    expect(one).not.toBe(two);
    expect(names.uriOf(one ?? "").scheme).toBe("memfs");
    expect(names.uriOf(two ?? "").scheme).toBe("vfs");
  });

  it("tell the language of a document that was never saved, for as long as it has the name", () => {
    const uri = from({ scheme: "untitled", path: "Untitled-1" });
    const names = new FileNames(true);
    state.documents = [{ uri, languageId: "typescriptreact" }];
    const name = names.nameOf(uri as unknown as Address);
    expect(name).toBe("/^/untitled/^/Untitled-1.tsx");
    expect(names.uriOf(name).toString()).toBe(uri.toString());
    state.documents = [];
    expect(names.nameOf(uri as unknown as Address)).toBe(name);
  });

  it("of what lies in a folder that is known lead to addresses of its kind", () => {
    const names = new FileNames(true);
    const folder = from({ scheme: "vfs", authority: "host+7b22", path: "/o/r" });
    names.nameOf(folder as unknown as Address);
    expect(names.uriOf("/^/vfs/host%2B7b22/o/r/a.ts").toString()).toBe("vfs://host+7b22/o/r/a.ts");
  });

  it("have no slash at the end where the address is a root", () => {
    const names = new FileNames(true);
    expect(names.nameOf(from({ scheme: "memfs", path: "/" }) as unknown as Address)).toBe("/^/memfs/^");
  });
});
