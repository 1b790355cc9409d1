import { describe, expect, it } from "vitest";
import { ignoredBy } from "../../src/extension/workspace/ignore-files";

describe("what files such as .gitignore leave out", () => {
  it.each([
    ["lib", "/app/lib/a.js", true],
    ["lib", "/app/packages/one/lib/deep/a.js", true],
    ["/lib", "/app/packages/one/lib/a.js", false],
    ["lib/", "/app/lib", false],
    ["*.js\n!keep.js", "/app/src/keep.js", false],
    ["*.js\n!keep.js", "/app/src/other.js", true],
    ["lib\n!lib/keep.js", "/app/lib/keep.js", true],
    ["# lib\n\n", "/app/lib/a.js", false],
    ["packages/*/out", "/app/packages/one/out/a.js", true],
    ["lib", "/application/lib/a.js", false],
    ["lib", "/app/Lib/a.js", false],
  ])("is what its patterns mean: %j, %s", (text, path, isIgnored) => {
    expect(ignoredBy([{ folder: "/app", text }])(path)).toBe(isIgnored);
  });

  it("is decided by the innermost of several, outside of folders that are ignored as a whole", () => {
    const isIgnored = ignoredBy([
      { folder: "/app/one", text: "!a.js\nown" },
      { folder: "/app/lib", text: "!a.js" },
      { folder: "/app", text: "*.js\nlib" },
    ]);
    const answers = ["/app/a.js", "/app/one/a.js", "/app/one/b.js", "/app/one/own/x.ts", "/app/lib/a.js"];
    expect(answers.map(isIgnored)).toEqual([true, false, true, true, true]);
    expect(isIgnored("/app/own/x.ts")).toBe(false);
  });

  it("is nothing where there are none, also in the root of a file system", () => {
    expect(ignoredBy([])("/app/a.js")).toBe(false);
    expect(ignoredBy([{ folder: "/", text: "lib" }])("/lib/a.js")).toBe(true);
  });
});
