import { afterEach, describe, expect, it } from "vitest";
import { commands, type EditsBody, type FindingsBody, type StatusBody } from "../../src/protocol";
import { nodeFiles } from "../../src/project/node-files";
import { Engine } from "../../src/worker/engine";

import { applyCodeEdits } from "../support/tsserver";
import type { FromWorker } from "../../src/worker/messages";
import { createWorkspace, type Workspace } from "../plugin/support/workspace";
import { libraries } from "./libraries";

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
const user = `import { Counter } from "./counter";

for await (const n of new Counter()) console.log(n);
`;
const files = {
  "package.json": '{ "private": true }',
  "tsconfig.json":
    '{ "compilerOptions": { "target": "esnext", "module": "esnext", "moduleResolution": "bundler", "types": [] }, "include": ["src"] }',
  "src/counter.ts": counter,
  "src/user.ts": user,
};

let workspace: Workspace;
let engine: Engine;
let last: FromWorker | undefined;
let count = 0;

function start(more: Record<string, string> = {}): void {
  workspace = createWorkspace({ ...files, ...more });
  engine = new Engine({ libraries, disk: nodeFiles() }, (message) => {
    last = message;
  });
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the command says which body it is
function ask<Body>(command: string, args: object = {}): Body {
  engine.receive({ kind: "request", id: ++count, command, args });
  if (!last || last.kind === "load" || last.id !== count) throw new Error("no answer");
  if (last.kind === "failure") throw new Error(last.message);
  return last.body as Body;
}

function verdicts(name: string): unknown[] {
  const { findings } = ask<FindingsBody>(commands.findings, { file: workspace.path(name) });
  return findings.map(({ label, verdict, target }) => [label, verdict, target]);
}

afterEach(() => {
  workspace.remove();
});

describe("the engine without a TypeScript server", () => {
  it("finds, judges and converts across the project, like the plugin", () => {
    start();
    expect(verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    const file = workspace.path("src/counter.ts");
    const { findings } = ask<FindingsBody>(commands.findings, { file });
    const { changes } = ask<EditsBody>(commands.edits, { file, id: findings[0]?.choices[0]?.id });
    const after = Object.fromEntries(
      changes.map((change) => [
        change.file,
        applyCodeEdits(workspace.read(change.file.slice(workspace.root.length + 1)), change.edits),
      ]),
    );
    expect(after[workspace.path("src/user.ts")]).toContain("for await (const n of counter())");
    expect(after[file]).toContain("export async function* counter()");
    const all = ask<EditsBody>(commands.fixAll, { file });
    expect(all.changes).toEqual(changes);
  });

  it("says which TypeScript it runs on", () => {
    start();
    expect(ask<StatusBody>(commands.status).typescript).toMatch(/^6\./);
  });

  it("goes by the text in the editor, and by that on disk once the file is closed", () => {
    start();
    const file = workspace.path("src/user.ts");
    expect(verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    const text = `${user}const it = new Counter();\nvoid Promise.all([it.next(), it.next()]);\n`;
    engine.receive({ kind: "open", file, text });
    const [[, verdict] = []] = verdicts("src/counter.ts") as string[][];
    expect(verdict).not.toBe("safe");
    engine.receive({ kind: "close", file });
    expect(verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
  });

  it("notices what changed on disk", () => {
    start();
    expect(verdicts("src/counter.ts")).toHaveLength(1);
    workspace.write("src/counter.ts", "export class Counter {}\n");
    engine.receive({ kind: "changed", file: workspace.path("src/counter.ts") });
    expect(verdicts("src/counter.ts")).toEqual([]);
  });

  it("knows consumers that no tsconfig.json names, also one that starts to import later", () => {
    start({ "scripts/run.ts": "export {};\n" });
    expect(verdicts("src/counter.ts")).toEqual([["class 'Counter'", "safe", "function"]]);
    const text = `import { Counter } from "../src/counter";\nconst it = new Counter();\nvoid Promise.all([it.next(), it.next()]);\n`;
    workspace.write("scripts/run.ts", text);
    engine.receive({ kind: "changed", file: workspace.path("scripts/run.ts") });
    const [[, verdict] = []] = verdicts("src/counter.ts") as string[][];
    expect(verdict).not.toBe("safe");
  });

  it("notices files that came, and a configuration that changed", () => {
    start();
    expect(verdicts("src/counter.ts")).toHaveLength(1);
    workspace.write("src/new.ts", counter.replace("Counter", "Fresh"));
    engine.receive({ kind: "moved", file: workspace.path("tsconfig.json") });
    expect(verdicts("src/new.ts")).toHaveLength(1);
  });

  it("finds nothing in half-typed code", () => {
    start();
    const file = workspace.path("src/counter.ts");
    engine.receive({ kind: "open", file, text: counter.replace("return this;", "return this.;") });
    expect(ask<FindingsBody>(commands.findings, { file })).toEqual({ findings: [], unfinished: true });
  });

  it("looks at a file that was never saved by itself", () => {
    start();
    const file = "/untitled/Untitled-1.ts";
    engine.receive({ kind: "open", file, text: `${counter.replace("export ", "")}\n${user.slice(36)}` });
    const { findings } = ask<FindingsBody>(commands.findings, { file });
    expect(findings.map(({ label }) => label)).toEqual(["class 'Counter'"]);
  });

  it("says of a file that was never saved, and of one that a component imports, why that is one to review", () => {
    start({ "src/App.vue": `<script>\nimport { Counter } from "./counter";\n</script>` });
    const causes = (file: string): unknown[] =>
      ask<FindingsBody>(commands.findings, { file }).findings.flatMap(({ choices }) =>
        choices.flatMap(({ reasons }) =>
          reasons.flatMap(({ cause, at }) => (cause ? [[cause, at?.start]] : [])),
        ),
      );
    const unsaved = "/untitled/Untitled-1.ts";
    engine.receive({ kind: "open", file: unsaved, text: counter });
    expect(causes(unsaved)).toContainEqual(["unsaved", undefined]);
    const file = workspace.path("src/counter.ts");
    expect(causes(file)).toContainEqual(["component", { line: 2, offset: 25 }]);
    const component = workspace.path("src/App.vue");
    workspace.write("src/App.vue", `<script>\n\nimport { Counter } from "./counter";\n</script>`);
    engine.receive({ kind: "changed", file: component });
    expect(causes(file)).toContainEqual(["component", { line: 3, offset: 25 }]);
  });

  it("looks at JavaScript without a configuration", () => {
    start();
    const plain = counter.replace("private ", "").replace(/: Promise<.*> \{/, " {");
    workspace.write("plain/plain.js", plain);
    engine.receive({ kind: "moved", file: workspace.path("tsconfig.json") });
    expect(verdicts("plain/plain.js")).toHaveLength(1);
  });

  it("says what is wrong with a request or a configuration", () => {
    start();
    expect(() => ask(commands.findings, { file: workspace.path("missing.ts") })).toThrow("neither saved");
    workspace.write("tsconfig.json", "{ broken");
    engine.receive({ kind: "moved", file: workspace.path("tsconfig.json") });
    expect(() => ask(commands.findings, { file: workspace.path("src/counter.ts") })).toThrow(
      "This configuration is not right",
    );
  });
});
