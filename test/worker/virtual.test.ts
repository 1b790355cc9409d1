import { describe, expect, it } from "vitest";
import { commands, type EditsBody, type FindingsBody } from "../../src/protocol";
import { Engine } from "../../src/worker/engine";
import type { FromWorker, LoadedFolder, Wanted } from "../../src/worker/messages";
import { libraries } from "./libraries";

const root = "/^/memfs/^/app";
const counter = `export class Counter {
  private left = 3;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) return { value: undefined, done: true };
    return { value: this.left--, done: false };
  }
}
`;
const user = `import { Counter } from "./counter";\n\nfor await (const n of new Counter()) console.log(n);\n`;
const overlapping = `import { Counter } from "../src/counter";\nconst it = new Counter();\nvoid Promise.all([it.next(), it.next()]);\n`;
const tsconfig =
  '{ "compilerOptions": { "target": "esnext", "module": "esnext", "moduleResolution": "bundler" }, "include": ["src"] }';
const app = {
  "package.json": '{ "private": true }',
  "tsconfig.json": tsconfig,
  "src/counter.ts": counter,
  "src/user.ts": user,
};

/** A file system that only the extension can read, and an engine without a disk that asks for it. */
class VirtualApp {
  readonly texts: Map<string, string>;
  /** Names that are there and cannot be read. */
  readonly broken = new Set<string>();
  readonly loads: Wanted[] = [];
  private readonly answers: FromWorker[] = [];
  private count = 0;
  readonly engine = new Engine({ libraries }, (message) => {
    if (message.kind === "load") this.load(message.wanted);
    else this.answers.push(message);
  });

  constructor(files: Record<string, string>) {
    this.texts = new Map(Object.entries(files).map(([name, text]) => [this.path(name), text]));
    this.engine.receive({ kind: "roots", folders: [root] });
  }

  path(name: string): string {
    return `${root}/${name}`;
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the command says which body it is
  ask<Body>(command: string, args: object): Body {
    this.engine.receive({ kind: "request", id: ++this.count, command, args });
    const last = this.answers.pop();
    if (last?.kind === "failure") throw new Error(last.message);
    if (last?.kind !== "answer") throw new Error("no answer");
    return last.body as Body;
  }

  verdicts(name: string): unknown[] {
    const { findings } = this.ask<FindingsBody>(commands.findings, { file: this.path(name) });
    return findings.map(({ label, verdict, target }) => [label, verdict, target]);
  }

  private load(wanted: Wanted): void {
    this.loads.push(wanted);
    const folders = wanted.folders.flatMap((name) => this.list(name, !name.includes("/node_modules")));
    const files = wanted.files.map((name) => {
      const text = this.broken.has(name) ? undefined : this.texts.get(name);
      return text === undefined ? { name } : { name, text };
    });
    const unread = [...wanted.files, ...folders.map(({ name }) => name)].filter((name) =>
      this.broken.has(name),
    );
    this.engine.receive({ kind: "loaded", loaded: { folders, files, unread } });
  }

  private list(folder: string, isDeep: boolean): LoadedFolder[] {
    if (this.broken.has(folder)) return [{ name: folder, files: [], folders: [] }];
    const below = [...this.texts.keys()]
      .filter((name) => name.startsWith(`${folder}/`))
      .map((name) => name.slice(folder.length + 1).split("/"));
    const first = (wanted: (parts: string[]) => boolean): string[] => [
      ...new Set(below.filter(wanted).map(([name = ""]) => name)),
    ];
    const folders = first(({ length }) => length > 1);
    const deeper = isDeep ? folders.filter((name) => name !== "node_modules") : [];
    return [
      { name: folder, files: first(({ length }) => length === 1), folders },
      ...deeper.flatMap((name) => this.list(`${folder}/${name}`, true)),
    ];
  }
}

describe("the engine on files that only the extension can read", () => {
  it("finds, judges and converts across the project", () => {
    const virtual = new VirtualApp(app);
    expect(virtual.verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    const { changes } = virtual.ask<EditsBody>(commands.fixAll, { file: virtual.path("src/counter.ts") });
    expect(changes.map(({ file }) => file).sort()).toEqual([
      virtual.path("src/counter.ts"),
      virtual.path("src/user.ts"),
    ]);
  });

  it("loads each file once", () => {
    const virtual = new VirtualApp(app);
    virtual.verdicts("src/counter.ts");
    virtual.verdicts("src/user.ts");
    const files = virtual.loads.flatMap((wanted) => wanted.files);
    expect(files.sort()).toEqual(
      Object.keys(app)
        .map((name) => virtual.path(name))
        .sort(),
    );
  });

  it("sees consumers that no tsconfig.json names", () => {
    const virtual = new VirtualApp({ ...app, "scripts/run.ts": overlapping });
    expect(virtual.verdicts("src/counter.ts")).not.toEqual([["class 'Counter'", "safe", "function"]]);
  });

  it.each([
    ["a file", "src/user.ts"],
    ["a folder", "src"],
    ["a file that no tsconfig.json names", "scripts/run.ts"],
  ])(
    "calls nothing safe that %s may use which cannot be read, and looks again when it can",
    (_what, name) => {
      const virtual = new VirtualApp({ ...app, "scripts/run.ts": "export {};\n" });
      virtual.broken.add(virtual.path(name));
      virtual.engine.receive({ kind: "open", file: virtual.path("src/counter.ts"), text: counter });
      const [[, verdict] = []] = virtual.verdicts("src/counter.ts") as string[][];
      expect(verdict).toBe("review");
      virtual.broken.clear();
      virtual.engine.receive({ kind: "moved", file: virtual.path(name) });
      expect(virtual.verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    },
  );

  it("takes notice of what changes, comes and goes", () => {
    const virtual = new VirtualApp(app);
    expect(virtual.verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    virtual.texts.set(virtual.path("src/user.ts"), overlapping.replace("../src/", "./"));
    virtual.engine.receive({ kind: "changed", file: virtual.path("src/user.ts") });
    expect(virtual.verdicts("src/counter.ts")).not.toEqual([["class 'Counter'", "safe", "function"]]);
    virtual.texts.set(virtual.path("src/user.ts"), user);
    virtual.engine.receive({ kind: "changed", file: virtual.path("src/user.ts") });
    virtual.texts.set(virtual.path("scripts/run.ts"), overlapping);
    virtual.engine.receive({ kind: "moved", file: virtual.path("scripts/run.ts") });
    expect(virtual.verdicts("src/counter.ts")).not.toEqual([["class 'Counter'", "safe", "function"]]);
    virtual.texts.delete(virtual.path("scripts/run.ts"));
    virtual.engine.receive({ kind: "moved", file: virtual.path("scripts/run.ts") });
    expect(virtual.verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
  });

  it("reads what is installed as far as the project asks for it", () => {
    const virtual = new VirtualApp({
      ...app,
      "node_modules/lines/package.json": '{ "name": "lines", "types": "types/index.d.ts" }',
      "node_modules/lines/types/index.d.ts": "export declare function line(): Promise<string | undefined>;\n",
      "node_modules/other/index.d.ts": "export declare const other: number;\n",
      "src/lines.ts": `import { line } from "lines";\n${counter
        .replace("Counter", "Lines")
        .replace("export ", "")
        .replace(
          "value: this.left--",
          "value: line()",
        )}\nfor await (const each of new Lines()) console.log(each);\n`,
    });
    virtual.ask<FindingsBody>(commands.findings, { file: virtual.path("src/lines.ts") });
    const files = virtual.loads.flatMap((wanted) => wanted.files);
    expect(files).toContain(virtual.path("node_modules/lines/types/index.d.ts"));
    expect(files).not.toContain(virtual.path("node_modules/other/index.d.ts"));
  });

  it("looks at what lies in no folder of the workspace by itself", () => {
    const virtual = new VirtualApp({});
    const file = "/^/untitled/^/Untitled-1.ts";
    virtual.engine.receive({ kind: "open", file, text: counter });
    const { findings } = virtual.ask<FindingsBody>(commands.findings, { file });
    expect(findings.map(({ label, verdict }) => [label, verdict])).toEqual([["class 'Counter'", "review"]]);
    expect(virtual.loads).toEqual([]);
  });

  it("says what is wrong with a configuration once it has been read", () => {
    const virtual = new VirtualApp({ ...app, "tsconfig.json": "{ broken" });
    expect(() => virtual.verdicts("src/counter.ts")).toThrow("This configuration is not right");
  });

  it("follows a tsconfig.json that extends another one, and one that leaves files out", () => {
    const virtual = new VirtualApp({
      ...app,
      "tsconfig.base.json": tsconfig.replace(', "include": ["src"]', ""),
      "tsconfig.json": '{ "extends": "./tsconfig.base.json", "include": ["**/*"], "exclude": ["old"] }',
      "old/counter.ts": counter,
    });
    expect(virtual.verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
  });
});
