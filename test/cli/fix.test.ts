import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { counter, countingLoop, privatePackage, queue, Workspace } from "./workspace";

const withCounter = { ...privatePackage, "src/counter.ts": counter, "src/main.ts": countingLoop() };
const library = {
  ...withCounter,
  "package.json": `{ "name": "library", "type": "module", "exports": "./dist/counter.js" }`,
};

const shelf = `export class Shelf {
  constructor(private readonly books: readonly string[]) {}

  [Symbol.asyncIterator](): AsyncIterator<string> {
    const { books } = this;
    let index = 0;
    return {
      async next(): Promise<IteratorResult<string>> {
        if (index >= books.length) return { value: undefined, done: true };
        return { value: books[index++]!, done: false };
      },
    };
  }
}
`;

describe("--fix", () => {
  it("rewrites the class and every use of it, and has nothing left to do", async () => {
    const workspace = new Workspace(withCounter);
    const { code, stdout } = await workspace.run("--fix");
    expect(stdout).toContain("Applied 1 fix in 2 files:\n  ✔ src/counter.ts:1:14  ");
    expect(stdout).toContain("Nothing is left to do");
    expect(code).toBe(0);
    expect(workspace.read("src/counter.ts")).toMatch(/^export async function\* counter\(/);
    expect(workspace.read("src/counter.ts")).not.toContain("class");
    expect(workspace.read("src/main.ts")).toBe(
      countingLoop().replace("{ Counter }", "{ counter }").replace("new Counter", "counter"),
    );
  });

  it("changes nothing the second time", async () => {
    const workspace = new Workspace(withCounter);
    await workspace.run("--fix");
    const once = ["src/counter.ts", "src/main.ts"].map((name) => workspace.read(name));
    const again = await workspace.run("--fix");
    expect(again.stdout).toBe("✔ Nothing to do. 2 files checked\n");
    expect(["src/counter.ts", "src/main.ts"].map((name) => workspace.read(name))).toEqual(once);
  });

  it("fixes several iterators of one file, each at the place where it then is", async () => {
    const second = counter.replace("Counter", "Ticker");
    const workspace = new Workspace({
      ...withCounter,
      "src/counter.ts": `${counter}\n${second}`,
      "src/ticks.ts": countingLoop().replaceAll("Counter", "Ticker"),
    });
    expect((await workspace.run("--fix")).stdout).toContain("Applied 2 fixes in 3 files:");
    expect(workspace.read("src/counter.ts")).toMatch(/async function\* counter[^]*async function\* ticker/);
    expect(workspace.read("src/ticks.ts")).toContain("of ticker(0, 3)");
  });

  it("writes other files of the project, also when only one was asked for", async () => {
    const workspace = new Workspace(withCounter);
    await workspace.run("--fix", "src/counter.ts");
    expect(workspace.read("src/main.ts")).toContain("of counter(0, 3)");
  });

  it("writes what the TypeScript of the project can compile", async () => {
    const files = { ...privatePackage, "src/shelf.ts": shelf };
    const installed = { "node_modules/typescript/package.json": `{ "version": "5.4.5" }` };
    const [recent, older] = [new Workspace(files), new Workspace({ ...files, ...installed })];
    await Promise.all([recent.run("--fix"), older.run("--fix")]);
    expect(recent.read("src/shelf.ts")).toMatch(/yield\* books/);
    expect(older.read("src/shelf.ts")).toContain("async *[Symbol.asyncIterator]");
    expect(older.read("src/shelf.ts")).not.toContain("yield*");
  });

  it("leaves what is refused as it is", async () => {
    const workspace = new Workspace({ ...withCounter, "src/queue.ts": queue });
    const { code, stdout } = await workspace.run("--fix");
    expect(code).toBe(0);
    expect(stdout).toContain("1 finding left: ✖ 1 refused");
    expect(workspace.read("src/queue.ts")).toBe(queue);
  });

  it("leaves what is to be reviewed to --fix-review", async () => {
    const workspace = new Workspace(library);
    const safe = await workspace.run("--fix");
    expect(safe.code).toBe(1);
    expect(workspace.read("src/counter.ts")).toBe(counter);
    expect(safe.stdout).toContain("--fix-review");
    const review = await workspace.run("--fix-review");
    expect(review.code).toBe(0);
    expect(workspace.read("src/counter.ts")).toContain("yield this.current");
  });

  it("does not touch a file with a syntax error", async () => {
    const broken = `${counter}\nexport const = 1;\n`;
    const workspace = new Workspace({ ...privatePackage, "src/counter.ts": broken });
    expect((await workspace.run("--fix")).stdout).toContain("Syntax error at ");
    expect(workspace.read("src/counter.ts")).toBe(broken);
  });

  it("keeps Windows line ends, the byte order mark and the file's mode", async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    const workspace = new Workspace({
      ...privatePackage,
      "src/counter.ts": windows(counter),
      "src/main.ts": windows(countingLoop()),
    });
    chmodSync(workspace.path("src/counter.ts"), 0o755);
    expect((await workspace.run("--fix")).code).toBe(0);
    for (const name of ["src/counter.ts", "src/main.ts"]) {
      const text = workspace.read(name);
      expect(text).toContain("counter(");
      expect(text.startsWith("\uFEFF")).toBe(true);
      expect(text.lastIndexOf("\uFEFF")).toBe(0);
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    }
    if (process.platform !== "win32") {
      expect(statSync(workspace.path("src/counter.ts")).mode & 0o777).toBe(0o755);
    }
  });

  it("refuses to write a file in another encoding than UTF-8, and writes no other either", async () => {
    const latin1 = Buffer.from(`// caf\u00e9\n${countingLoop()}`, "latin1");
    const workspace = new Workspace({ ...withCounter, "src/main.ts": latin1 });
    const { code, stderr } = await workspace.run("--fix");
    expect(code).toBe(2);
    expect(stderr).toContain("src/main.ts: The file is not UTF-8");
    expect(workspace.read("src/counter.ts")).toBe(counter);
    expect(readFileSync(workspace.path("src/main.ts"))).toEqual(latin1);
  });
});

describe("--diff", () => {
  it("is a patch that gives what --fix gives, and writes nothing itself", async () => {
    const workspace = new Workspace(withCounter);
    const fixed = new Workspace(withCounter);
    const { code, stdout, stderr } = await workspace.run("--diff");
    expect(code).toBe(1);
    expect(stderr).toContain("Would apply 1 fix in 2 files:");
    expect(workspace.read("src/counter.ts")).toBe(counter);
    expect(workspace.read("src/main.ts")).toBe(countingLoop());

    await fixed.run("--fix");
    execFileSync("git", ["apply", "-"], { cwd: workspace.folder, input: stdout });
    for (const name of ["src/counter.ts", "src/main.ts"]) expect(workspace.read(name)).toBe(fixed.read(name));
  });

  it("shows the conversions to review only with --fix-review", async () => {
    const workspace = new Workspace(library);
    expect((await workspace.run("--diff")).stdout).toBe("");
    expect((await workspace.run("--diff", "--fix-review")).stdout).toContain(
      "--- a/src/counter.ts\n+++ b/src/counter.ts\n",
    );
    expect(workspace.read("src/counter.ts")).toBe(counter);
  });

  it("is empty, with exit code 0, when there is nothing to do", async () => {
    const { code, stdout } = await new Workspace({ ...privatePackage, "src/queue.ts": queue }).run("--diff");
    expect(stdout).toBe("");
    expect(code).toBe(0);
  });
});
