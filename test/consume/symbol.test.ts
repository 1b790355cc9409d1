import { describe, expect, test } from "vitest";
import { traceSymbol } from "../../src/engine/consume";
import { createProject } from "../support/project";
import { inWords, summary, useOfClass, useOfFunction } from "./usage";

describe("uses of the class itself", () => {
  test.each([
    ["type P = X;", ["type"]],
    ["const f = (it: X<string>): X | undefined => it;", ["type", "type"]],
    ["let t: import('./x').X;", ["type"]],
    ["const is = (v: unknown) => v instanceof X;", ["identity"]],
    ["class Y extends X {}", ["identity"]],
    ["class Y implements AsyncIterator<number>, X {} ", ["identity"]],
    ["interface Y extends X {}", ["identity"]],
    ["type C = typeof X;", ["identity"]],
    ["console.log(X.count, X.name, X.prototype);", ["identity", "identity", "identity"]],
    ["const same = {}.constructor === X;", ["identity"]],
    ["console.log(X);", ["escapes"]],
    ["const list = [X];", ["escapes"]],
    ["const o = { X };", ["escapes"]],
    ["/** See {@link X}. */\nexport {};", []],
    ["X;", []],
  ])("%s", (text, uses) => {
    const usage = useOfClass(text);
    expect(usage.symbolUses.map(inWords)).toEqual(uses);
    // Whoever is handed the class may make instances that nobody sees.
    expect(usage.complete).toBe(!uses.includes("escapes"));
  });

  test("decorators and new.target", () => {
    const project = createProject(
      {
        "x.ts":
          "declare const d: any;\nexport @d class X { constructor() { console.log(new.target); } m() { new X(); } }",
      },
      { compilerOptions: { experimentalDecorators: false } },
    );
    const usage = traceSymbol(project.ts, project.facts, project.node("x.ts", "X"), "new", "async");
    expect(usage.symbolUses.map(inWords)).toEqual(["identity", "escapes", "identity"]);
    expect(usage.instances.map(summary)).toEqual([{ origin: "new X()", consumers: [], drawnOnce: true }]);
  });
});

describe("instances", () => {
  test.each([
    ["by another name", "import { X as Y } from './x';\nnew Y();"],
    ["through a namespace", "import * as ns from './x';\nnew ns.X();"],
    ["through a constant", "const Y = X;\nnew Y();"],
    ["through a dynamic import", "const { X: Y } = await import('./x');\nnew Y();"],
    ["through an assertion", "new (X as any)();"],
  ])("%s", (_, text) => {
    const usage = useOfClass(text);
    expect(usage.instances).toHaveLength(1);
    expect(usage.symbolUses).toEqual([]);
  });

  test("of a default export", () => {
    const project = createProject({
      "x.ts": "export default class X { async next() { return { done: true, value: 1 }; } }",
      "b.ts": "import Any from './x';\nconst it = new Any();\nawait it.next();",
    });
    const usage = traceSymbol(project.ts, project.facts, project.node("x.ts", "X"), "new", "async");
    expect(usage.instances.map(summary)).toEqual([
      { origin: "new Any()", consumers: ["serial-next"], drawnOnce: true },
    ]);
  });

  test("of CommonJS modules", () => {
    const project = createProject({
      "x.js": "class X {}\nmodule.exports = { X };",
      "b.js": "const { X } = require('./x');\nasync function f() { for await (const v of new X()) {} }",
      "c.js": "const lib = require('./x');\nasync function g() { for await (const v of new lib.X()) {} }",
    });
    const usage = traceSymbol(project.ts, project.facts, project.node("x.js", "X"), "new", "async");
    expect(usage.complete).toBe(true);
    expect(usage.symbolUses).toEqual([]);
    expect(usage.instances.map(summary)).toEqual([
      { origin: "new X()", consumers: ["loop immediate"], drawnOnce: true },
      { origin: "new lib.X()", consumers: ["loop immediate"], drawnOnce: true },
    ]);
  });

  test("made by calls of a function", () => {
    const usage = useOfFunction(
      "for await (const v of x()) {}\nconst it = x();\nawait it.next();\nconst keep = [x];",
    );
    expect(usage.instances.map(summary)).toEqual([
      { origin: "x()", consumers: ["loop immediate"], drawnOnce: true },
      { origin: "x()", consumers: ["serial-next"], drawnOnce: true },
    ]);
    expect(usage.symbolUses.map(inWords)).toEqual(["escapes"]);
  });

  test("made by calls of an async function", () => {
    const project = createProject({
      "a.ts":
        "export {};\nasync function open() { return { async next() { return { done: true, value: 1 }; } }; }\nconst it = await open();\nawait it.next();",
    });
    const usage = traceSymbol(project.ts, project.facts, project.node("a.ts", "open"), "call", "async");
    expect(usage.instances.map(summary)).toEqual([
      { origin: "open()", consumers: ["serial-next"], drawnOnce: true },
    ]);
  });
});

describe("completeness", () => {
  test("a public package may have other users", () => {
    const manifest = (text: object): Record<string, string> => ({ "package.json": JSON.stringify(text) });
    expect(useOfClass("new X();", manifest({ main: "index.js" })).complete).toBe(false);
    expect(useOfClass("new X();", manifest({ main: "index.js", private: true })).complete).toBe(true);
    expect(useOfClass("new X();", manifest({ bin: "cli.js" })).complete).toBe(true);
  });

  test("a host that sees only some files cannot tell", () => {
    const usage = useOfClass("new X();", {}, { complete: false });
    expect(usage).toEqual({ instances: [], symbolUses: [], complete: false });
  });

  test("an alias that is exported may be used by others", () => {
    const usage = useOfClass("export const Y = X;", { "package.json": '{ "main": "x.js" }' });
    expect(usage.complete).toBe(false);
  });

  test("a namespace object that goes out of sight", () => {
    expect(useOfClass("import * as ns from './x';\nconsole.log(ns);").complete).toBe(false);
  });
});

describe("methods that make iterators", () => {
  const uses = "\nasync function f(c) { for await (const v of c.pages()) {} }\nf(new Client());";
  const text = "class Client { pages() { return { next: async () => ({ done: true, value: 1 }) }; } }";

  test("in JavaScript may be called on values of unknown type", () => {
    const project = createProject({ "a.js": `export ${text}${uses}` });
    const usage = traceSymbol(project.ts, project.facts, project.node("a.js", "pages"), "call", "async");
    expect(usage.complete).toBe(false);
  });

  test("in TypeScript are found by their type", () => {
    const project = createProject({ "a.ts": `export ${text}${uses.replace("(c)", "(c: Client)")}` });
    const usage = traceSymbol(project.ts, project.facts, project.node("a.ts", "pages"), "call", "async");
    expect(usage.complete).toBe(true);
    expect(usage.instances.map(summary)).toEqual([
      { origin: "c.pages()", consumers: ["loop immediate"], drawnOnce: true },
    ]);
  });
});
