import { symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { counter, countingLoop, privatePackage, Workspace } from "./workspace";

const options = `"target": "es2022", "lib": ["es2022"], "types": [], "module": "esnext", "moduleResolution": "bundler", "strict": true`;
const withCounter = { ...privatePackage, "src/counter.ts": counter, "src/main.ts": countingLoop() };

const monorepo = {
  "package.json": `{ "name": "all", "private": true }`,
  "tsconfig.json": `{ "files": [], "references": [{ "path": "packages/core" }, { "path": "packages/app" }] }`,
  "packages/core/package.json": `{ "name": "core", "private": true }`,
  "packages/core/tsconfig.json": `{ "compilerOptions": { ${options}, "composite": true }, "include": ["src"] }`,
  "packages/core/src/counter.ts": counter,
  "packages/app/package.json": `{ "name": "app", "private": true }`,
  "packages/app/tsconfig.json": `{
    "compilerOptions": { ${options}, "composite": true },
    "include": ["src"],
    "references": [{ "path": "../core" }]
  }`,
  "packages/app/src/main.ts": countingLoop("../../core/src/counter"),
};

describe("projects", () => {
  it("are those of the nearest tsconfig.json", async () => {
    const workspace = new Workspace({
      "one/package.json": privatePackage["package.json"],
      "one/tsconfig.json": privatePackage["tsconfig.json"],
      "one/src/counter.ts": counter,
      "one/src/main.ts": countingLoop(),
      "two/package.json": `{ "name": "library", "exports": "./counter.js" }`,
      "two/tsconfig.json": privatePackage["tsconfig.json"],
      "two/src/counter.ts": counter,
    });
    const { findings } = await workspace.report("one", "two");
    expect(findings.map(({ file, verdict }) => [file, verdict])).toEqual([
      ["one/src/counter.ts", "safe"],
      ["two/src/counter.ts", "review"],
    ]);
  });

  it("hold what the tsconfig.json reaches through imports", async () => {
    const workspace = new Workspace({
      ...privatePackage,
      "tsconfig.json": `{ "compilerOptions": { ${options} }, "files": ["src/main.ts"] }`,
      "src/counter.ts": counter,
      "src/main.ts": countingLoop(),
    });
    expect((await workspace.report()).findings).toMatchObject([{ file: "src/counter.ts", verdict: "safe" }]);
  });

  it.each([
    [
      "App.vue",
      "App.vue imports this module, and Yieldwise does not read .vue files: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop",
      { file: "src/App.vue", line: 2, column: 25 },
      `<script setup lang="ts">\nimport { Counter } from "./counter";\n</script>\n<template>it's here</template>`,
    ],
    [
      "App.svelte",
      "App.svelte imports this module through others, and Yieldwise does not read .svelte files: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop",
      { file: "src/App.svelte", line: 1, column: 33 },
      `<script>import { Counter } from './index';</script>\n<p>{new Counter()}</p>`,
    ],
    [
      "pages/App.astro",
      "App.astro imports this module through others, and Yieldwise does not read .astro files: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop",
      { file: "src/pages/App.astro", line: 2, column: 25 },
      `---\nimport { Counter } from "../index.ts";\n---\n<p/>`,
    ],
    [
      "index.html",
      "index.html imports this module, and Yieldwise does not read .html files: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop",
      { file: "src/index.html", line: 2, column: 25 },
      `<!doctype html><script type="module">\nimport { Counter } from "./counter";\n</script>`,
    ],
  ])("are not all that is known where %s uses them, too", async (name, message, at, text) => {
    const workspace = new Workspace({
      ...withCounter,
      "src/index.ts": `export * from "./counter";\n`,
      [`src/${name}`]: text,
    });
    const { findings } = await workspace.report();
    expect(findings).toMatchObject([{ file: "src/counter.ts", verdict: "review" }]);
    expect(findings[0]?.reasons).toContainEqual({ code: "public-api", message, ...at });
    expect((await workspace.report("src/counter.ts")).findings).toEqual(findings);
  });

  it("are all that is known where a component uses something else", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "src/other.ts": "export const other = 1;\n",
      "src/App.vue": `<script>import { other } from "./other";</script>`,
    });
    expect((await workspace.report()).findings).toMatchObject([{ verdict: "safe" }]);
  });

  it("are all that is known where a page only starts a script", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "src/index.html": `<script type="module" src="./main.ts"></script><script type="module">import "./main.ts";</script>
<p>import { Counter } from "./counter"</p>`,
      "src/main.ts": countingLoop(),
    });
    expect((await workspace.report()).findings).toMatchObject([{ verdict: "safe" }]);
  });

  describe("of scripts that no tsconfig.json speaks of", () => {
    const numbers = (name: string, value: string, use: string): string => `class ${name} {
  n = 0;
  [Symbol.asyncIterator]() {
    return this;
  }
  async next() {
    if (this.n >= 3) return { value: undefined, done: true };
    return { value: ${value}, done: false };
  }
}

async function main() {
  ${use}
}

main();
`;
    const loop = "for await (const n of new Numbers()) console.log(n);";
    const twice = `const numbers = new Numbers();
  for await (const n of numbers) if (n === 1) break;
  for await (const n of numbers) console.log(n);`;

    it("that declare the same names are apart", async () => {
      const workspace = new Workspace({
        ...privatePackage,
        "tsconfig.json": `{ "files": [] }`,
        "one.js": numbers("Numbers", "this.n++", loop),
        "two.js": numbers("Numbers", "this.n++", twice),
      });
      const { findings } = await workspace.report();
      expect(findings).toMatchObject([
        { file: "one.js", verdict: "safe", target: "function" },
        { file: "two.js", verdict: "safe", target: "method" },
      ]);
      expect((await workspace.report("two.js")).findings).toEqual(findings.slice(1));
    });

    it("that declare the same names are for review where another file uses them", async () => {
      const workspace = new Workspace({
        ...privatePackage,
        "tsconfig.json": `{ "files": [] }`,
        "one.js": numbers("Numbers", "this.n++", loop),
        "two.js": numbers("Numbers", "this.n++", loop),
        "three.js": `console.log(new Numbers());\n`,
      });
      const { findings } = await workspace.report();
      expect(findings).toMatchObject([
        { file: "one.js", verdict: "review" },
        { file: "two.js", verdict: "review" },
      ]);
      expect(findings[0]?.reasons?.[0]?.message).toContain("'Numbers' is declared elsewhere, too");
    });

    it("can have the name of something that the platform has", async () => {
      const text = numbers("Range", "this.n++", loop.replace("Numbers", "Range"));
      const workspace = new Workspace({
        ...privatePackage,
        "tsconfig.json": `{ "files": [] }`,
        "main.js": text,
      });
      expect((await workspace.report()).findings).toMatchObject([{ verdict: "review" }]);
      const asModule = new Workspace({
        ...privatePackage,
        "tsconfig.json": `{ "files": [] }`,
        "main.js": `${text}\nexport {};\n`,
      });
      expect((await asModule.report()).findings).toMatchObject([{ verdict: "safe" }]);
    });

    it("do not hold what a page does with them", async () => {
      const page = (inline: string): string =>
        `<!doctype html><script src="numbers.js"></script>\n<script>${inline}</script>`;
      const files = {
        ...privatePackage,
        "tsconfig.json": `{ "files": [] }`,
        "numbers.js": numbers("Numbers", "this.n++", loop),
      };
      const used = new Workspace({ ...files, "index.html": page("new Numbers().next().then(console.log);") });
      expect((await used.report()).findings).toMatchObject([{ verdict: "review" }]);
      const loaded = new Workspace({ ...files, "index.html": page("") });
      expect((await loaded.report()).findings).toMatchObject([{ verdict: "safe" }]);
    });
  });

  it("tell the files that a component uses from those that it does not", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "src/unused.ts": counter.replaceAll("Counter", "Unused"),
      "src/other.ts": countingLoop("./unused").replaceAll("Counter", "Unused"),
      "src/App.vue": `<script>import { Counter } from "./counter";</script>`,
    });
    expect((await workspace.report()).findings).toMatchObject([
      { file: "src/counter.ts", verdict: "review" },
      { file: "src/unused.ts", verdict: "safe" },
    ]);
  });

  it("take in tests and scripts that the tsconfig.json leaves out", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "test/counter.test.ts": countingLoop("../src/counter"),
      "scripts/count.mjs": countingLoop("../src/counter.ts").replace("export ", ""),
    });
    expect((await workspace.run("--fix", "src")).code).toBe(0);
    expect(workspace.read("test/counter.test.ts")).toContain("of counter(0, 3)");
    expect(workspace.read("scripts/count.mjs")).toContain("of counter(0, 3)");
  });

  it("see a user outside that stands in the way", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "test/counter.test.ts": `import { Counter } from "../src/counter";\nexport const isCounter = (x: unknown) => x instanceof Counter;\n`,
    });
    expect((await workspace.report("src")).findings).not.toMatchObject([
      { verdict: "safe", target: "function" },
    ]);
  });

  it("see declarations that stand for a file of JavaScript and that nothing imports", async () => {
    const script = `export class Words {
  n = 0;
  [Symbol.asyncIterator]() { return this; }
  async next() {
    if (this.n === 2) return { done: true, value: undefined };
    return { done: false, value: "word " + String(this.n++) };
  }
}
`;
    const files = {
      ...privatePackage,
      "src/words.js": script,
      "src/main.ts": `import { Words } from "./words.js";\nfor await (const word of new Words()) console.log(word);\n`,
    };
    const declared = (name: string): Record<string, string> => ({
      "types/modules.d.ts": `declare module "${name}" { export class Words implements AsyncIterable<string> { [Symbol.asyncIterator](): AsyncIterator<string>; } }\n`,
    });
    const verdictsOf = async (more: Record<string, string>): Promise<unknown> => {
      const { findings } = await new Workspace({ ...files, ...more }).report();
      return findings.map(({ verdict, reasons }) => [verdict, reasons?.[0]?.file]);
    };
    expect(await verdictsOf({})).toEqual([["safe", undefined]]);
    expect(await verdictsOf(declared("*/other.js"))).toEqual([["safe", undefined]]);
    expect(await verdictsOf(declared("*/words.js"))).toEqual([["review", "types/modules.d.ts"]]);
  });

  it("follow references, and rewrite the sibling package that uses the class", async () => {
    const workspace = new Workspace(monorepo);
    expect((await workspace.report()).findings).toMatchObject([
      { file: "packages/core/src/counter.ts", verdict: "safe" },
    ]);
    expect((await workspace.run("--fix")).code).toBe(0);
    expect(workspace.read("packages/app/src/main.ts")).toContain("of counter(0, 3)");
  });

  it("are not called complete when a sibling imports the package by a name that leads nowhere", async () => {
    const workspace = new Workspace({
      ...monorepo,
      "packages/app/src/main.ts": countingLoop("core"),
    });
    const { findings } = await workspace.report();
    expect(findings).toMatchObject([{ verdict: "review" }]);
    const [reason] = findings[0]?.reasons ?? [];
    expect(reason).toMatchObject({ file: "packages/app/src/main.ts", line: 1, column: 25 });
    expect(reason?.message).toMatch(
      /^main\.ts imports the package by its name, and that does not lead to this source: /,
    );
    expect((await workspace.report("packages/core/src")).findings).toEqual(findings);
  });

  it("follow a linked package to its source", async () => {
    const workspace = new Workspace({
      ...monorepo,
      "packages/core/package.json": `{ "name": "core", "private": true, "exports": "./src/counter.ts" }`,
      "packages/app/src/main.ts": countingLoop("core"),
      "node_modules/readme.txt": "",
    });
    symlinkSync(workspace.path("packages/core"), workspace.path("node_modules/core"), "junction");
    expect((await workspace.run("--fix")).code).toBe(0);
    expect(workspace.read("packages/app/src/main.ts")).toContain("of counter(0, 3)");
  });

  it("are made up for files without a tsconfig.json, JavaScript and TypeScript alike", async () => {
    const javascript = counter
      .replace("  private current: number;\n\n", "")
      .replace("(from: number, private readonly to: number) {", "(from, to) {\n    this.to = to;")
      .replace(": Promise<IteratorResult<number>>", "");
    const workspace = new Workspace({
      "package.json": privatePackage["package.json"],
      "lib/counter.js": javascript,
      "bin/main.mjs": countingLoop("../lib/counter.js"),
    });
    expect((await workspace.report("lib")).findings).toMatchObject([
      { file: "lib/counter.js", verdict: "safe" },
    ]);
    expect((await workspace.run("--fix", "lib/counter.js")).code).toBe(0);
    expect(workspace.read("bin/main.mjs")).toContain("of counter(0, 3)");
  });

  it("are the folder that was asked for where there is no package.json either", async () => {
    const workspace = new Workspace({ "a/counter.ts": counter, "a/b/main.ts": countingLoop("../counter") });
    expect((await workspace.report("a")).findings).toMatchObject([{ file: "a/counter.ts", verdict: "safe" }]);
  });

  it("do not hold what the compiler wrote", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "tsconfig.json": `{ "compilerOptions": { ${options}, "outDir": "out" }, "include": ["src"] }`,
      "out/counter.js": `export class Counter { [Symbol.asyncIterator]() { return this; } async next() { return { done: true }; } }\n`,
    });
    expect((await workspace.report()).findings.map(({ file }) => file)).toEqual(["src/counter.ts"]);
  });

  it("are not even read when no file mentions an iterator", async () => {
    const workspace = new Workspace({
      "tsconfig.json": "{ nonsense",
      "src/main.ts": "export const one = 1;\n",
    });
    expect((await workspace.run()).code).toBe(0);
  });

  it("stop the run when their configuration is wrong", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "tsconfig.json": `{ "extends": "./missing.json", "include": ["src"] }`,
    });
    const { code, stderr } = await workspace.run();
    expect(code).toBe(2);
    expect(stderr).toContain("yieldwise: tsconfig.json: This configuration is not right");
    expect(stderr).toContain("missing.json");
  });
});

describe("--project", () => {
  it("checks the files of that tsconfig.json and no others", async () => {
    const workspace = new Workspace({ ...withCounter, "other/counter.ts": counter });
    const report = await workspace.report("--project", "tsconfig.json");
    expect(report.files).toBe(2);
    expect(report.findings.map(({ file }) => file)).toEqual(["src/counter.ts"]);
  });

  it("takes a folder, and follows references", async () => {
    const { findings } = await new Workspace(monorepo).report("--project", ".");
    expect(findings.map(({ file }) => file)).toEqual(["packages/core/src/counter.ts"]);
  });

  it("narrows with paths, and names a file that is not in it", async () => {
    const workspace = new Workspace({ ...withCounter, "other/counter.ts": counter });
    expect(await workspace.report("--project", "tsconfig.json", "src/main.ts")).toMatchObject({
      files: 1,
      findings: [],
    });
    const { code, stderr } = await workspace.run("--project", "tsconfig.json", "other/counter.ts");
    expect(code).toBe(2);
    expect(stderr).toContain("other/counter.ts: The file is not part of tsconfig.json");
  });
});
