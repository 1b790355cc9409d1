import type { CompilerOptions } from "typescript";
import { describe, expect, test } from "vitest";
import { languageServiceFacts } from "../../src/facts";
import { createProject, root } from "../support/project";

/** "b.js:3 X" for each reference: file, line (from 1) and text; declarations with a star. */
function referencesOf(
  files: Record<string, string>,
  name: string,
  nth = 0,
  complete = true,
): string[] | undefined {
  const [first = ""] = Object.keys(files);
  const project = createProject(files, { complete });
  return project.facts
    .references(project.node(first, name, nth))
    ?.map(({ sourceFile, node, isDeclaration }) => {
      const { line } = sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile));
      const file = sourceFile.fileName.slice(root.length + 1);
      return `${file}:${String(line + 1)} ${node.getText(sourceFile)}${isDeclaration ? "*" : ""}`;
    })
    .sort();
}

/** Whether nobody can tell of all that uses the `X` of the first file. */
function lostIn(files: Record<string, string>, compilerOptions: CompilerOptions = {}): boolean {
  const [first = ""] = Object.keys(files);
  const project = createProject(files, { compilerOptions });
  return project.facts.references(project.node(first, "X")) === undefined;
}

describe("references in ECMAScript modules", () => {
  test("follow imports, renames and re-exports", () => {
    expect(
      referencesOf(
        {
          "a.ts": "export class X {}\nnew X();",
          "b.ts": "export { X as Z } from './a';",
          "c.ts": "import { Z } from './b';\nnew Z();\nimport { X as Y } from './a';\nnew Y();",
        },
        "X",
      ),
    ).toEqual([
      "a.ts:1 X*",
      "a.ts:2 X",
      "b.ts:1 X*",
      "b.ts:1 Z*",
      "c.ts:1 Z*",
      "c.ts:2 Z",
      "c.ts:3 X*",
      "c.ts:3 Y*",
      "c.ts:4 Y",
    ]);
  });

  test("follow default exports under every name", () => {
    expect(
      referencesOf(
        {
          "a.ts": "class X {}\nexport default X;",
          "b.ts": "import Y, { default as Z } from './a';\nnew Y();\nnew Z();",
        },
        "X",
      ),
    ).toEqual([
      "a.ts:1 X*",
      "a.ts:2 X*",
      "b.ts:1 Y*",
      "b.ts:1 Z*",
      "b.ts:1 default*",
      "b.ts:2 Y",
      "b.ts:3 Z",
    ]);
  });

  test("follow namespace imports, also through barrels", () => {
    expect(
      referencesOf(
        {
          "a.ts": "export class X {}",
          "index.ts": "export * from './a';",
          "b.ts": "import * as ns from './index';\nnew ns.X();\nnew ns['X']();",
        },
        "X",
      ),
    ).toEqual(["a.ts:1 X*", "b.ts:2 X", "b.ts:3 'X'"]);
  });

  test("follow dynamic imports and what they are destructured into", () => {
    expect(
      referencesOf(
        {
          "a.ts": "export class X {}",
          "b.ts": [
            "const { X } = await import('./a');",
            "new X();",
            "const { X: Y } = await import('./a');",
            "new Y();",
            "import('./a').then((m) => new m.X());",
          ].join("\n"),
        },
        "X",
      ),
    ).toEqual(["a.ts:1 X*", "b.ts:1 X*", "b.ts:2 X", "b.ts:3 X*", "b.ts:3 Y*", "b.ts:4 Y", "b.ts:5 X"]);
  });

  test("follow a module that is an export of another one", () => {
    const user = [
      "import { ns } from './b';",
      "new ns.X();",
      "import * as b from './b';",
      "new b.ns.X();",
      "export type T = b.ns.X;",
      "const { X } = (await import('./b')).ns;",
      "new X();",
    ].join("\n");
    const own = ["c.ts:2 X", "c.ts:4 X", "c.ts:5 X", "c.ts:6 X*", "c.ts:7 X"];
    for (const text of ["export * as ns from './a';", "import * as all from './a';\nexport { all as ns };"])
      expect(referencesOf({ "a.ts": "export class X {}", "b.ts": text, "c.ts": user }, "X"), text).toEqual([
        "a.ts:1 X*",
        ...own,
      ]);
    const itself = "export class X {}\nexport * as ns from './a';";
    expect(lostIn({ "a.ts": itself, "c.ts": "import { ns } from './a';\nnew ns.ns.X();" })).toBe(true);
  });

  test("follow modules that are loaded together", () => {
    const found = (text: string): string[] | undefined =>
      referencesOf({ "a.ts": "export class X {}", "o.ts": "export const o = 1;", "b.ts": text }, "X")?.slice(
        1,
      );
    const both = "[import('./o'), import('./a')]";
    expect(found(`const [{ o }, { X }] = await Promise.all(${both});\nnew X();`)).toEqual([
      "b.ts:1 X*",
      "b.ts:2 X",
    ]);
    expect(found(`const [o, a] = await Promise.all(${both});\nnew a.X();`)).toEqual(["b.ts:2 X"]);
    expect(found(`Promise.all(${both}).then(([, { X }]) => new X());`)).toEqual(["b.ts:1 X", "b.ts:1 X*"]);
    expect(found(`const all = await Promise.all(${both});`)).toBeUndefined();
    expect(found(`const [...all] = await Promise.all(${both});`)).toBeUndefined();
    expect(found("const all = await Promise.race([import('./a')]);")).toBeUndefined();
    expect(found("const [a] = await Promise.all([...[], import('./a')]);")).toBeUndefined();
  });

  test("follow what a handler takes from a module", () => {
    const found = (text: string): string[] | undefined =>
      referencesOf({ "a.ts": "export class X {}", "b.ts": text }, "X")?.slice(1);
    for (const handler of ["(m) => m.X", "(m) => {\n return m.X; }"]) {
      const lines = handler.split("\n").length;
      expect(found(`const Y = await import('./a').then(${handler});\nnew Y();`), handler).toEqual(
        [`b.ts:${String(lines + 1)} Y`, "b.ts:1 Y*", `b.ts:${String(lines)} X*`].sort(),
      );
    }
    expect(found("const [Y] = await Promise.all([import('./a').then(({ X }) => X)]);\nnew Y();")).toEqual([
      "b.ts:1 X*",
      "b.ts:1 X*",
      "b.ts:1 Y*",
      "b.ts:2 Y",
    ]);
    // Nothing is handed on to one name for certain: the use is where it is taken.
    for (const text of [
      "const Y = import('./a').then((m) => m.X);",
      "let Y = await import('./a').then((m) => m.X);",
      "const Y = await import('./a').then((m) => m.X, () => class {});",
    ])
      expect(found(text), text).toEqual(["b.ts:1 X"]);
  });

  test("include types and JSDoc", () => {
    expect(
      referencesOf(
        { "a.js": "export class X {}", "b.js": "/** @param {import('./a').X} x */\nexport function f(x) {}" },
        "X",
      ),
    ).toEqual(["a.js:1 X*", "b.js:1 X"]);
  });

  test("of a private name stay inside the class", () => {
    expect(referencesOf({ "a.ts": "export class A { #i = 0; m() { return this.#i; } }" }, "#i")).toEqual([
      "a.ts:1 #i",
      "a.ts:1 #i*",
    ]);
  });
});

describe("references do not pretend to be complete", () => {
  const unknown = (files: Record<string, string>): void => {
    expect(referencesOf(files, "X")).toBeUndefined();
  };

  test("when a namespace object goes out of sight", () => {
    unknown({ "a.ts": "export class X {}", "b.ts": "import * as ns from './a';\nconsole.log(ns);" });
    unknown({
      "a.ts": "export class X {}",
      "b.ts": "export * as ns from './a';",
      "c.ts": "import { ns } from './b';\nconsole.log(ns);",
    });
    unknown({ "a.ts": "export class X {}", "b.ts": "import * as ns from './a';\nexport default ns;" });
    unknown({
      "a.ts": "export class X {}",
      "b.ts": "import * as ns from './a';\nexport const all = ns;",
      "c.ts": "import { all } from './b';\nconsole.log(all);",
    });
    unknown({
      "a.ts": "export class X {}",
      "i.ts": "export * from './a'",
      "b.ts": "console.log(await import('./i'));",
    });
  });

  test("when a module is taken for something of another type, which says the name as well", () => {
    const type = "{ X: new () => object }";
    unknown({ "a.ts": "export class X {}", "b.ts": `new ((await import('./a')) as ${type}).X();` });
    unknown({ "a.ts": "export class X {}", "b.ts": `const m: ${type} = await import('./a');\nnew m.X();` });
    expect(
      referencesOf({ "a.ts": "export class X {}", "b.ts": "new ((await import('./a')) as any).X();" }, "X"),
    ).toEqual(["a.ts:1 X*", "b.ts:1 X"]);
  });

  test("when a module is mocked or loaded by other means", () => {
    unknown({
      "a.ts": "export class X {}",
      "b.ts": "declare const vi: any;\nvi.mock('./a', () => ({ X: vi.fn() }));",
    });
  });

  test("when a string names the module that a stub stands for", () => {
    const files = {
      "lib/a.js": "class X {}\nexports.X = X;",
      "lib/b.js": 'const { X } = require("./a");\nnew X();',
    };
    for (const [name, text] of [
      ["test/b.js", 'load("../lib/b", { "./a": { X: Stub } });'],
      ["test/b.js", "load('../lib/b', { requires: { './a.js': Stub } });"],
      ["test/b.js", 'const stubs = {\n  "./a": Stub,\n};\nload("../lib/b", stubs);'],
      ["test/b.js", 'const stubs = {};\nstubs["./a"] = Stub;\nload("../lib/b", stubs);'],
      ["test/b.js", 'const stubs = { ["./a"]() {} };\nload("../lib/b", stubs);'],
      ["test/b.js", 'load(Stub, "../lib/a");'],
    ] as const)
      expect(lostIn({ ...files, [name]: text }), text).toBe(true);
    for (const text of [
      'load("../lib/b", { "./other": Stub });',
      'load("../lib/b", { path: "./a" });',
      'const text = "./a";',
      '// load("../lib/b", { "./a": Stub })',
    ])
      expect(lostIn({ ...files, "test/b.js": text }), text).toBe(false);
  });

  test("when a module is mocked by the name of a path that stands for it", () => {
    const files = { "src/a.ts": "export class X {}", "src/b.ts": 'import { X } from "@app/a";\nnew X();' };
    const paths = { paths: { "@app/*": ["/project/src/*"] } };
    const isLost = (text: string): boolean =>
      lostIn({ ...files, "src/b.test.ts": `declare const vi: any, use: any;\n${text}` }, paths);
    expect(isLost('vi.mock("@app/a", () => ({ X: use() }));')).toBe(true);
    expect(isLost('vi.mock("src/a");')).toBe(true);
    expect(isLost('use("@app/b", { "@app/a": use });')).toBe(true);
    expect(isLost('vi.mock("@app/b");')).toBe(false);
    expect(isLost('const text = "@app/a";')).toBe(false);
    const other = { "node_modules/a/index.d.ts": "export const y: number;" };
    expect(
      lostIn({ ...files, ...other, "src/c.ts": 'import { y } from "a";\ny;\nvi.mock("a");' }, paths),
    ).toBe(false);
  });

  test("when a path that leads nowhere may be that of what is built of the file", () => {
    unknown({
      "src/a.ts": "export class X {}",
      "test/b.ts": "import { X } from '../dist/a.js';\nnew X();",
    });
    unknown({ "src/a.ts": "export class X {}", "test/b.ts": "declare const load: any;\nload('./a.js');" });
  });

  test("but a path that leads to another folder is not the file's, whatever name it ends in", () => {
    const files = {
      "src/index.ts": "export class X {}",
      "src/b.ts": "import { Y } from './other/index.js';\nimport { Z } from '../more';\nnew Y(new Z());",
    };
    expect(referencesOf(files, "X")).toEqual(["src/index.ts:1 X*"]);
  });

  test("when the host cannot see every file and the symbol is exported or global", () => {
    expect(referencesOf({ "a.ts": "export class X {}" }, "X", 0, false)).toBeUndefined();
    expect(referencesOf({ "a.ts": "class X {}\nexport { X };" }, "X", 0, false)).toBeUndefined();
    expect(referencesOf({ "a.js": "class X {}\nmodule.exports = { X };" }, "X", 0, false)).toBeUndefined();
    expect(referencesOf({ "a.ts": "class X {}" }, "X", 0, false)).toBeUndefined();
  });

  test("even where another host of the same program can see every file", () => {
    const project = createProject({
      "a.ts": "export class X {}",
      "b.ts": "import { X } from './a';\nnew X();",
    });
    const name = project.node("a.ts", "X");
    const partial = languageServiceFacts(project.ts, project.languageService, {
      unseen: { cause: "no-config" },
      readFile: () => undefined,
    });
    expect(project.facts.references(name)).toHaveLength(3);
    expect(partial.references(name)).toBeUndefined();
    expect(project.facts.references(name)).toHaveLength(3);
  });

  test("but a local symbol of a module is always known", () => {
    expect(referencesOf({ "a.ts": "class X {}\nexport const x = new X();" }, "X", 0, false)).toEqual([
      "a.ts:1 X*",
      "a.ts:2 X",
    ]);
    expect(referencesOf({ "a.ts": "function f() { const X = 1; return X; }" }, "X", 0, false)).toHaveLength(
      2,
    );
  });
});

describe("references in CommonJS", () => {
  const consumer = [
    "const { X } = require('./a');",
    "new X();",
    "const m = require('./a');",
    "new m.X();",
    "new (require('./a').X)();",
    "const { X: Y } = require('./a');",
    "new Y();",
  ].join("\n");
  const used = ["b.js:1 X*", "b.js:2 X", "b.js:4 X", "b.js:5 X", "b.js:6 X*", "b.js:6 Y*", "b.js:7 Y"];

  test.each([
    ["a list", "class X {}\nmodule.exports = { X };", ["a.js:1 X*", "a.js:2 X*"]],
    ["a list with keys", "class X {}\nmodule.exports = { X: X };", ["a.js:1 X*", "a.js:2 X*", "a.js:2 X*"]],
    [
      "two names of the exports object",
      "class X {}\nmodule.exports = exports = { X };",
      ["a.js:1 X*", "a.js:2 X*"],
    ],
    ["a property of exports", "class X {}\nexports.X = X;", ["a.js:1 X*", "a.js:2 X*", "a.js:2 X*"]],
    [
      "a property of module.exports",
      "class X {}\nmodule.exports.X = X;",
      ["a.js:1 X*", "a.js:2 X*", "a.js:2 X*"],
    ],
  ])("follow %s", (_, text, own) => {
    expect(referencesOf({ "a.js": text, "b.js": consumer }, "X")).toEqual([...own, ...used]);
  });

  test("follow what the module does with its own exports", () => {
    const own = "class X {}\nexports.X = X;\n";
    const found = (text: string): string[] | undefined => referencesOf({ "a.js": own + text }, "X")?.slice(3);
    expect(found("exports.open = () => new exports.X();")).toEqual(["a.js:3 X"]);
    expect(found("exports.open = () => new module.exports.X();")).toEqual(["a.js:3 X"]);
    expect(found("module.exports.Y = 1;\nexports.open = () => exports.Y;")).toEqual([]);
    expect(found("exports.X = X;")).toEqual(["a.js:3 X*", "a.js:3 X*"]);
    for (const text of [
      "exports.X = class {};",
      "exports.open = function () { return new this.X(); };",
      "Object.assign(exports, { y: 1 });",
      "const all = [exports];",
      "exports[String(1)] = 1;",
    ])
      expect(found(text), text).toBeUndefined();
    expect(lostIn({ "a.js": "class X {}\nmodule.exports = X;\nnew module.exports();" })).toBe(true);
    const helper = "exports = module.exports = X;\nexports.helper = 1;";
    expect(lostIn({ "a.js": `class X {}\n${helper}` })).toBe(false);
  });

  test("follow the module itself", () => {
    expect(
      referencesOf(
        {
          "a.js": "class X {}\nmodule.exports = X;",
          "b.js": "const Z = require('./a');\nnew Z();",
          "c.ts": "import Q from './a';\nnew Q();",
        },
        "X",
      ),
    ).toEqual(["a.js:1 X*", "a.js:2 X*", "b.js:1 Z*", "b.js:2 Z", "c.ts:1 Q*", "c.ts:2 Q"]);
  });

  test("follow an import from an ECMAScript module", () => {
    expect(
      referencesOf(
        {
          "a.js": "class X {}\nmodule.exports = { X };",
          "b.ts":
            "import { X } from './a';\nnew X();\nimport a from './a';\nnew a.X();\nimport * as n from './a';\nnew n.X();",
        },
        "X",
      ),
    ).toEqual(["a.js:1 X*", "a.js:2 X*", "b.ts:1 X*", "b.ts:2 X", "b.ts:4 X", "b.ts:6 X"]);
  });

  test("follow types in comments, by the name of the variable and by that of the file", () => {
    const text = [
      "const { X } = require('./a');",
      "/** @param {X} x @returns {Promise<X>} */",
      "exports.f = (x) => x;",
      '/** @param {import("./a").X} x an {X of another} kind */',
      "exports.g = (x) => x;",
      "/** @template X @param {X} x */",
      "exports.h = (x) => x;",
    ].join("\n");
    expect(
      referencesOf({ "a.js": "class X {}\nmodule.exports = { X };", "b.js": text }, "X")?.filter((one) =>
        one.startsWith("b"),
      ),
    ).toEqual(["b.js:1 X*", "b.js:2 X", "b.js:2 X", "b.js:4 X"]);
  });

  test.each([
    ["a list", "module.exports = { X: require('./a').X };", ["c.js:1 X", "c.js:1 X*"]],
    ["a property of exports", "exports.X = require('./a').X;", ["c.js:1 X", "c.js:1 X*"]],
    [
      "the member of a module",
      "const a = require('./a');\nmodule.exports.X = a.X;",
      ["c.js:2 X", "c.js:2 X*"],
    ],
  ])("follow what a barrel hands on in %s", (_, text, own) => {
    const found = referencesOf(
      {
        "a.js": "class X {}\nmodule.exports = { X };",
        "c.js": text,
        "b.js": "const { X } = require('./c');\nnew X();\nconst c = require('./c');\nnew c.X();",
      },
      "X",
    );
    expect(found?.filter((one) => one.startsWith("c")).sort()).toEqual(own);
    expect(found?.filter((one) => one.startsWith("b"))).toEqual(["b.js:1 X*", "b.js:2 X", "b.js:4 X"]);
  });

  test.each([
    ["the module as a whole", "module.exports = require('./a');", "const { X } = require('./c');\nnew X();"],
    [
      "a module by its name",
      "const a = require('./a');\nmodule.exports = a;",
      "const { X } = require('./c');\nnew X();",
    ],
    [
      "a module under a key",
      "module.exports = { io: require('./a') };",
      "const { X } = require('./c').io;\nnew X();",
    ],
    ["a module in a property", "exports.io = require('./a');", "const { io } = require('./c');\nnew io.X();"],
  ])("follow what a barrel hands on: %s", (_, text, user) => {
    const own = { "a.js": "class X {}\nmodule.exports = { X };", "c.js": text };
    const found = referencesOf({ ...own, "b.js": user }, "X")?.filter((one) => one.startsWith("b.js:2"));
    expect(found).toEqual(["b.js:2 X"]);
    expect(lostIn({ ...own, "b.js": "console.log(require('./c'));" })).toBe(true);
  });

  test.each([
    ["as a whole", "module.exports = require('./a');", "const Y = require('./c');\nnew Y();"],
    ["under a key", "module.exports = { Y: require('./a') };", "const { Y } = require('./c');\nnew Y();"],
    ["in a property", "exports.Y = require('./a');", "const { Y } = require('./c');\nnew Y();"],
  ])("follow a class that is its module, handed on %s", (_, text, user) => {
    const files = { "a.js": "class X {}\nmodule.exports = X;", "c.js": text, "b.js": user };
    expect(referencesOf(files, "X")).toContain("b.js:2 Y");
  });

  test.each([
    ["spread into another module", "module.exports = { ...require('./a') };"],
    ["handed on with something else", "module.exports = require('./a');\nexports.more = 2;"],
    ["handed on as a default", "export default require('./a');"],
    ["handed on by its name", "const a = require('./a');\nmodule.exports = a;\nmodule.exports.more = 2;"],
    ["passed to a function", "console.log(require('./a'));"],
    ["kept with its other exports", "const { other, ...rest } = require('./a');"],
  ])("are unknown when the module is %s", (_, text) => {
    expect(
      referencesOf({ "a.js": "class X {}\nmodule.exports = { X };", "b.js": text }, "X"),
    ).toBeUndefined();
  });

  test("are unknown when TypeScript code calls an untyped require", () => {
    expect(
      referencesOf(
        {
          "a.js": "class X {}\nmodule.exports = { X };",
          "b.ts": "declare const require: any;\nconst { X } = require('./a');",
        },
        "X",
      ),
    ).toBeUndefined();
  });
});
