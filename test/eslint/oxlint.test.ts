import { describe, expect, it, vi } from "vitest";
import { PackedProject } from "./packed-project";

// Each test starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const counter = `class Counter {
  current = 1;
  [Symbol.asyncIterator]() { return this; }
  async next() {
    if (this.current > 3) return { value: undefined, done: true };
    return { value: this.current++, done: false };
  }
}
for await (const n of new Counter()) console.log(n);
export {};
`;

const exported = counter.replace("class", "export class");

const forgotten = `async function* words() { yield "a"; }
export function run() { words(); }
// oxlint-disable-next-line yieldwise/no-floating-async-generator
export function quiet() { words(); }
`;

const typed = `export async function* relay(source: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of source) yield line;
}
`;

function project(files: Record<string, string>, options: object = {}): PackedProject {
  const rules = {
    "yieldwise/prefer-async-generator": ["warn", options],
    "yieldwise/prefer-yield-star": "warn",
    "yieldwise/no-floating-async-generator": "error",
  };
  const config = { jsPlugins: ["yieldwise/eslint"], categories: { correctness: "off" }, rules };
  return new PackedProject(
    {
      "package.json": `{ "name": "app", "private": true, "type": "module" }\n`,
      ".oxlintrc.json": JSON.stringify(config),
      ...files,
    },
    { oxlint: true },
  );
}

describe("in oxlint", () => {
  it("finds in JavaScript and TypeScript, and minds oxlint's comments", () => {
    const files = { "src/counter.js": counter, "src/forgotten.js": forgotten, "src/relay.ts": typed };
    expect(project(files).oxlint()).toEqual({
      stderr: "",
      found: [
        "src/counter.js:1:7 yieldwise(prefer-async-generator)",
        "src/forgotten.js:2:25 yieldwise(no-floating-async-generator)",
        "src/relay.ts:2:3 yieldwise(prefer-yield-star)",
      ],
    });
  });

  it("fixes only what is safe, and suggestions when it is asked to", () => {
    const app = project({ "src/counter.js": counter, "src/relay.ts": typed });
    app.oxlint("--fix");
    expect(app.read("src/counter.js")).toContain("async function* counter()");
    expect(app.read("src/relay.ts")).toBe(typed);
    app.oxlint("--fix-suggestions");
    expect(app.read("src/relay.ts")).toContain("yield* source;");
  });

  it("keeps offsets right behind a byte order mark and characters of several bytes", () => {
    const text = `\uFEFF// ü 😀\r\n${counter.replaceAll("\n", "\r\n")}`;
    const app = project({ "src/counter.js": text });
    app.oxlint("--fix");
    expect(app.read("src/counter.js")).toMatch(/^\uFEFF\/\/ ü 😀\r\nasync function\* counter\(\) \{\r\n/);
  });

  it("takes options, and says which it does not know", () => {
    const serial = project({ "src/counter.js": exported }, { outsideConsumers: "serial" });
    serial.oxlint("--fix");
    expect(serial.read("src/counter.js")).toContain("async *[Symbol.asyncIterator]()");
    const wrong = project({ "src/counter.js": exported }, { outside: "serial" });
    expect(wrong.oxlint().stderr).toContain('Unexpected property "outside"');
  });
});
