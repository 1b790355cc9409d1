import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands, type FindingsBody, pluginName } from "../../src/protocol";
import {
  applyCodeEdits,
  type CodeFix,
  type FileCodeEdits,
  placeOf,
  type Refactor,
  repository,
  TsServer,
  type Version,
  versions,
} from "../support/tsserver";
import { createWorkspace, type Workspace } from "./support/workspace";

const counter = `/** Counts up, one a second. */
export class Counter implements AsyncIterableIterator<number> {
  private current: number;

  constructor(
    start: number,
    private readonly end: number,
  ) {
    this.current = start;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.current >= this.end) {
      return { value: undefined, done: true };
    }
    await wait(1000);
    return { value: this.current++, done: false };
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
`;
const counterAfter = `/** Counts up, one a second. */
export async function* counter(start: number, end: number): AsyncGenerator<number> {
  for (let current = start; current < end; current++) {
    await wait(1000);
    yield current;
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
`;
const index = `export { Counter } from "./counter";
`;
const main = `import { Counter } from "./index";

for await (const second of new Counter(1, 5)) {
  print(second);
}

declare function print(value: unknown): void;
`;
const inline = `export function range(end: number): AsyncIterableIterator<number> {
  let i = 0;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      return i < end ? { value: i++, done: false } : { value: undefined, done: true };
    },
  };
}

const words = {
  list: ["a", "b"],
  [Symbol.asyncIterator]() {
    let i = 0;
    const list = this.list;
    return {
      async next() {
        return i < list.length ? { value: list[i++], done: false } : { value: undefined, done: true };
      },
    };
  },
};

for await (const n of range(3)) print(n);
for await (const word of words) print(word);

declare function print(value: unknown): void;
`;
/** Consumers push while others wait: \`next\` does not wait for the call before it. */
const queue = `export class Queue implements AsyncIterableIterator<string> {
  private readonly waiting: ((result: IteratorResult<string>) => void)[] = [];
  private readonly values: string[] = [];

  push(value: string): void {
    const waiter = this.waiting.shift();
    if (waiter) waiter({ value, done: false });
    else this.values.push(value);
  }

  next(): Promise<IteratorResult<string>> {
    const value = this.values.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  return(): Promise<IteratorResult<string>> {
    for (const waiter of this.waiting) waiter({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}
`;

const feed = `export class Feed {
  private readonly queue: string[] = [];

  private async fill() {
    this.queue.push(...(await read()));
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<string>> {
    if (this.queue.length < 10) this.fill();
    const value = this.queue.shift();
    return value === undefined ? { value: undefined, done: true } : { value, done: false };
  }
}

declare function read(): Promise<string[]>;
`;

const compilerOptions = {
  strict: true,
  module: "esnext",
  moduleResolution: "bundler",
  target: "esnext",
  types: [],
  noUnusedLocals: true,
};
const files = {
  "package.json": JSON.stringify({ private: true }),
  "tsconfig.json": JSON.stringify({ compilerOptions }),
  "counter.ts": counter,
  "index.ts": index,
  "main.ts": main,
  "inline.ts": inline,
  "queue.ts": queue,
  "feed.ts": feed,
};

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.js", "--only=plugin"], { cwd: repository, stdio: "pipe" });
});

describe.each(Object.keys(versions) as Version[])(
  "a tsserver %s that is started as the README says",
  (version) => {
    let workspace: Workspace;
    let server: TsServer;
    beforeAll(() => {
      workspace = createWorkspace(files);
      server = new TsServer({ version, globalPlugins: [pluginName], probeLocations: [repository] });
      for (const name of Object.keys(files).filter((file) => file.endsWith(".ts"))) {
        server.open(workspace.path(name));
      }
    });
    afterAll(async () => {
      await server.stop();
      workspace.remove();
    });

    const applied = (changes: readonly FileCodeEdits[]): Record<string, string> =>
      Object.fromEntries(
        changes.map(({ fileName, textChanges }) => {
          const name = fileName.slice(workspace.root.length + 1);
          return [name, applyCodeEdits(workspace.read(name), textChanges)];
        }),
      );

    const fixesAt = (name: string, part: string, code = 990_001): Promise<CodeFix[]> => {
      const { line, offset } = placeOf(workspace.read(name), part);
      return server.request("getCodeFixes", {
        file: workspace.path(name),
        startLine: line,
        startOffset: offset,
        endLine: line,
        endOffset: offset + part.length,
        errorCodes: [code],
      });
    };

    const actionsAt = async (name: string, part: string): Promise<Refactor["actions"]> => {
      const place = placeOf(workspace.read(name), part);
      const file = workspace.path(name);
      const refactors = await server.request<Refactor[]>("getApplicableRefactors", { file, ...place });
      return refactors.find((refactor) => refactor.name === "yieldwise")?.actions ?? [];
    };

    it("finds the class, and nothing in the files around it", async () => {
      const { semantic, suggestion } = await server.diagnostics(workspace.path("counter.ts"));
      expect(semantic).toEqual([]);
      expect(suggestion).toMatchObject([
        { start: { line: 2, offset: 14 }, code: 990_001, source: "yieldwise/prefer-async-generator" },
      ]);
      for (const name of ["index.ts", "main.ts"]) {
        const { suggestion: others } = await server.diagnostics(workspace.path(name));
        expect(others).toEqual([]);
      }
    });

    it("makes a function of it, in every file", async () => {
      const [fix] = await fixesAt("counter.ts", "Counter");
      expect(fix).toMatchObject({
        fixName: "yieldwise/prefer-async-generator",
        fixId: "yieldwise/prefer-async-generator",
      });
      expect(applied(fix?.changes ?? [])).toEqual({
        "counter.ts": counterAfter,
        "index.ts": 'export { counter } from "./counter";\n',
        "main.ts": main.replace("{ Counter }", "{ counter }").replace("new Counter", "counter"),
      });
    });

    it("leaves a project that compiles", async () => {
      const copy = createWorkspace(files);
      const [fix] = await fixesAt("counter.ts", "Counter");
      for (const [name, text] of Object.entries(applied(fix?.changes ?? []))) copy.write(name, text);
      for (const name of ["counter.ts", "index.ts", "main.ts"]) {
        server.open(copy.path(name));
        const { syntax, semantic, suggestion } = await server.diagnostics(copy.path(name));
        expect([...syntax, ...semantic, ...suggestion]).toEqual([]);
        server.close(copy.path(name));
      }
      copy.remove();
    });

    it("offers function and method refactors, each of its own kind", async () => {
      const kinds = async (name: string, part: string): Promise<unknown[]> =>
        (await actionsAt(name, part)).map(({ kind, notApplicableReason }) => [kind, notApplicableReason]);
      expect(await kinds("counter.ts", "await wait")).toEqual([
        ["refactor.rewrite.asyncGenerator.function", undefined],
        ["refactor.rewrite.asyncGenerator.method", undefined],
      ]);
      expect(await kinds("inline.ts", "let i = 0")).toEqual([
        ["refactor.rewrite.asyncGenerator.function", undefined],
      ]);
      expect(await kinds("inline.ts", "const list")).toEqual([
        ["refactor.rewrite.asyncGenerator.method", undefined],
      ]);
    });

    it("refactors to a method and keeps the class", async () => {
      const { edits } = await server.request<{ edits: FileCodeEdits[] }>("getEditsForRefactor", {
        file: workspace.path("counter.ts"),
        ...placeOf(counter, "await wait"),
        refactor: "yieldwise",
        action: "method",
      });
      const texts = applied(edits);
      expect(Object.keys(texts)).toEqual(["counter.ts"]);
      expect(texts["counter.ts"]).toContain("export class Counter");
      expect(texts["counter.ts"]).toContain("async *[Symbol.asyncIterator]()");
      expect(texts["counter.ts"]).not.toContain("next()");
    });

    it("fixes all sites of a file at once", async () => {
      const { changes } = await server.request<{ changes: FileCodeEdits[] }>("getCombinedCodeFix", {
        scope: { type: "file", args: { file: workspace.path("inline.ts") } },
        fixId: "yieldwise/prefer-async-generator",
      });
      const text = applied(changes)["inline.ts"];
      expect(text).toContain("export async function* range(end: number)");
      expect(text).toContain("async *[Symbol.asyncIterator]()");
      expect(text).not.toContain("next()");
    });

    it("warns of a mistake, and offers what would mend it, outside of 'fix all'", async () => {
      const { semantic } = await server.diagnostics(workspace.path("feed.ts"));
      expect(semantic).toMatchObject([
        { text: expect.stringContaining("Nobody waits") as string, source: "yieldwise/no-floating-work" },
      ]);
      const [fix] = await fixesAt("feed.ts", "this.fill();", 990_007);
      expect(fix?.description).toMatch(/^Wait for it: /);
      expect(fix?.fixId).toBeUndefined();
      expect(applied(fix?.changes ?? [])["feed.ts"]).toBe(feed.replace("this.fill();", "await this.fill();"));
    });

    it("keeps quiet about a queue whose waiters overlap, and says why when asked", async () => {
      expect((await server.diagnostics(workspace.path("queue.ts"))).suggestion).toEqual([]);
      expect(await fixesAt("queue.ts", "Queue")).toEqual([]);
      const actions = await actionsAt("queue.ts", "class Queue");
      expect(actions.length).toBeGreaterThan(0);
      for (const { notApplicableReason } of actions) expect(notApplicableReason).toMatch(/\w/);
    });

    it("calls nothing safe in a file that is opened alone and exports its iterator", async () => {
      const loose = createWorkspace({ "counter.ts": counter });
      const file = loose.path("counter.ts");
      server.open(file);
      const { findings } = await server.request<FindingsBody>(commands.findings, { file });
      expect(findings).toHaveLength(1);
      expect(findings[0]?.verdict).not.toBe("safe");
      const causes = findings[0]?.choices.flatMap(({ reasons }) =>
        reasons.flatMap(({ cause }) => cause ?? []),
      );
      expect(new Set(causes)).toEqual(new Set(["no-config"]));
      const { changes } = await server.request<{ changes: unknown[] }>("getCombinedCodeFix", {
        scope: { type: "file", args: { file } },
        fixId: "yieldwise/prefer-async-generator",
      });
      expect(changes).toEqual([]);
      server.close(file);
      loose.remove();
    });

    it("calls nothing safe that a second project uses too, whose files it would not change", async () => {
      const twoProjects = createWorkspace({
        "package.json": JSON.stringify({ private: true }),
        "src/tsconfig.json": JSON.stringify({ compilerOptions }),
        "src/counter.ts": counter,
        "test/tsconfig.json": JSON.stringify({ compilerOptions }),
        "test/counter.ts": main.replace("./index", "../src/counter"),
      });
      const file = twoProjects.path("src/counter.ts");
      server.open(file);
      const verdict = async (): Promise<unknown> => {
        const { findings } = await server.request<FindingsBody>(commands.findings, { file });
        return findings[0]?.choices.find(({ target }) => target === "function")?.verdict;
      };
      expect(await verdict()).toBe("safe");
      server.open(twoProjects.path("test/counter.ts"));
      expect(await verdict()).not.toBe("safe");
      server.close(file);
      server.close(twoProjects.path("test/counter.ts"));
      twoProjects.remove();
    });

    it("leaves an exported iterator of a published package to review, unless its users are known to be serial", async () => {
      const published = createWorkspace({
        "package.json": JSON.stringify({ name: "counting", main: "counter.js" }),
        "tsconfig.json": JSON.stringify({ compilerOptions }),
        "counter.ts": counter,
      });
      const file = published.path("counter.ts");
      server.open(file);
      const verdicts = async (more: object): Promise<unknown> => {
        const { findings } = await server.request<FindingsBody>(commands.findings, { file, ...more });
        return findings[0]?.choices.map(({ target, verdict }) => [target, verdict]);
      };
      expect(JSON.stringify(await verdicts({}))).not.toContain("safe");
      const start = placeOf(published.read("counter.ts"), "Counter");
      const fixes = await server.request<CodeFix[]>("getCodeFixes", {
        file,
        startLine: start.line,
        startOffset: start.offset,
        endLine: start.line,
        endOffset: start.offset + 7,
        errorCodes: [990_001],
      });
      expect(fixes.length).toBeGreaterThan(0);
      for (const fix of fixes) expect(fix.fixId).toBeUndefined();
      expect(await verdicts({ options: { outsideConsumers: "serial" } })).toContainEqual(["method", "safe"]);
      server.close(file);
      published.remove();
    });
  },
);
