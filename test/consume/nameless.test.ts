import { describe, expect, test } from "vitest";
import { traceSymbol } from "../../src/engine/consume";
import { createProject } from "../support/project";
import { inWords, instanceIn } from "./usage";

describe("a function without a name that a module exports", () => {
  const loop = "loop immediate";

  test.each([
    ["an arrow", "export default () => new X();", 'import x from "./main";\nfor await (const v of x()) {}'],
    [
      "a function",
      "export default function () { return new X(); }",
      'import x from "./main";\nfor await (const v of x()) {}',
    ],
    [
      "a namespace",
      "export default () => new X();",
      'import * as all from "./main";\nfor await (const v of all.default()) {}',
    ],
    [
      "by another name",
      "export default () => new X();",
      'import { default as y } from "./main";\nfor await (const v of y()) {}',
    ],
  ])("%s", (_, main, text) => {
    expect(instanceIn(main, { "b.ts": text }).consumers).toEqual([loop]);
  });

  test.each([
    ["a callback", 'import x from "./main";\n[1].map(x);'],
    ["a namespace", 'import * as all from "./main";\nconsole.log(Object.values(all));'],
    ["another export", 'export * as all from "./main";\nimport { all } from "./b";\nconsole.log(all);'],
    ["an object", 'import x from "./main";\nexport const o = { x };'],
    ["what it gives", 'import x from "./main";\nsetImmediate(print, x());'],
  ])("lost by %s", (_, text) => {
    const { consumers } = instanceIn("export default () => new X();", { "b.ts": text });
    expect(consumers).toContain("escapes");
  });

  test("nobody follows one that is an argument", () => {
    expect(instanceIn("setImmediate(() => new X());").consumers).toEqual(["escapes"]);
  });

  const source = [
    "class X {",
    "  constructor(list) { this.list = list; this.n = 0; }",
    "  [Symbol.iterator]() { return this; }",
    "  next() { return { done: true, value: undefined }; }",
    "}",
  ].join("\n");

  /** @returns what becomes of the only instance, where a module of CommonJS exports it and another one asks for it */
  function consumersOf(exported: string, text: string): string[] {
    const project = createProject(
      { "x.js": `${source}\n${exported}`, "main.js": text },
      { compilerOptions: { allowJs: true } },
    );
    const { instances } = traceSymbol(project.ts, project.facts, project.node("x.js", "X"), "new", "sync");
    return instances.flatMap(({ consumers }) => consumers.map(inWords));
  }

  test.each([
    [
      "module.exports = function (list) { return new X(list); };",
      'const x = require("./x");\nfor (const v of x([])) {}',
    ],
    [
      "module.exports = function open(list) { return new X(list); };",
      'const x = require("./x");\nfor (const v of x([])) {}',
    ],
    [
      "module.exports = exports = (list) => new X(list);",
      'const x = require("./x");\nfor (const v of x([])) {}',
    ],
    [
      "exports.make = (list) => new X(list);",
      'const { make } = require("./x");\nfor (const v of make([])) {}',
    ],
    ["exports.make = (list) => new X(list);", 'const x = require("./x");\nfor (const v of x.make([])) {}'],
    [
      "module.exports = { make: (list) => new X(list) };",
      'const { make: open } = require("./x");\nfor (const v of open([])) {}',
    ],
  ])("%s %s", (exported, text) => {
    expect(consumersOf(exported, text)).toEqual([loop]);
  });

  const use = 'const x = require("./x");\nfor (const v of x.make([])) {}\n';
  test.each([
    ["its own module", "exports.make = (list) => new X(list);\nconst it = exports.make([]); it.next();", use],
    [
      "the name that it has for itself",
      "exports.make = function open(list) { open([]).next(); return new X(list); };",
      use,
    ],
    ["another name", "exports.make = exports.open = (list) => new X(list);", use],
    ["a variable", "const make = (exports.make = (list) => new X(list));\nmake([]).next();", use],
    ["the module", "exports.make = (list) => new X(list);\nregister(module.exports);", use],
    ["this", "exports.make = (list) => new X(list);\nthis.make([]).next();", use],
    [
      "this of another one",
      "exports.make = (list) => new X(list);\nexports.all = function () { return this.make([]).next(); };",
      use,
    ],
    [
      "this beside it",
      "module.exports = { make: (list) => new X(list), all() { const self = this; self.make([]).next(); } };",
      use,
    ],
    ["what is worked out", "exports.make = (list) => new X(list);", `${use}x["ma" + "ke"]([]).next();`],
    ["who takes the module", "exports.make = (list) => new X(list);", `${use}console.log(Object.values(x));`],
    ["who takes all", "exports.make = (list) => new X(list);", `${use}const { ...all } = x;`],
    ["a wrapper", "exports.make = wrap((list) => new X(list));", use],
    ["a wrapped module", "module.exports = wrap({ make: (list) => new X(list) });", use],
    [
      "no direct call",
      "module.exports = { make: (list) => new X(list) };",
      'require("./x").make.call(null, []);',
    ],
  ])("lost by %s", (_, exported, text) => {
    expect(consumersOf(exported, text)).toContain("escapes");
  });
});
