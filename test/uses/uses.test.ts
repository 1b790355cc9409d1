import ts from "typescript";
import ts54 from "ts54";
import ts59 from "ts59";
import { describe, expect, it } from "vitest";
import type { TypeScript } from "../../src/engine/typescript";
import { boxesClass, convert, counterClass, counterScript, refusalOf, type ConvertOptions } from "./convert";

const commonJs: ConvertOptions = {
  compilerOptions: {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    esModuleInterop: true,
  },
};
const script = { compilerOptions: { checkJs: false } };

/** Converts a class that `a.ts` exports, and gives back the file that uses it. */
function used(text: string, options?: ConvertOptions): string | undefined {
  return convert({ "a.ts": `export ${counterClass}`, "b.ts": text }, options).files["b.ts"];
}

function usedBoxes(text: string): string | undefined {
  const generatorType = ([item]: readonly string[]) => item && `AsyncGenerator<${item}>`;
  return convert({ "a.ts": `export ${boxesClass}`, "b.ts": text }, { generatorType }).files["b.ts"];
}

describe("making an instance", () => {
  it("drops new and renames the import", () => {
    expect(used(`import { Counter } from "./a";\nfor await (const n of new Counter(1, 2)) void n;\n`)).toBe(
      `import { counter } from "./a";\nfor await (const n of counter(1, 2)) void n;\n`,
    );
  });

  it("adds the parentheses that new does not need", () => {
    const files = {
      "a.ts": `export ${counterClass.replace("first: number", "first = 1")}`,
      "b.ts": `import { Counter } from "./a";\nexport const it = new Counter;\n`,
    };
    expect(convert(files, { unchecked: true }).files["b.ts"]).toContain("it = counter();");
  });

  it("keeps type arguments", () => {
    expect(
      usedBoxes(`import { Boxes } from "./a";\nexport const it = new Boxes<string>(["a"]);\n`),
    ).toContain(`it = boxes<string>(["a"]);`);
  });

  it("drops parentheses that only new needed", () => {
    expect(used(`import { Counter } from "./a";\nexport const it = (new Counter(1)).next();\n`)).toContain(
      "it = counter(1).next();",
    );
  });

  it("keeps return and the name apart when parentheses go", () => {
    expect(
      used(`import { Counter } from "./a";\nexport function f() {\n  return(new Counter(1)).next();\n}\n`),
    ).toContain("return counter(1).next();");
  });

  it("keeps comments inside the expression", () => {
    expect(
      used(`import { Counter } from "./a";\nexport const it = new /* up */ Counter(/* from */ 1);\n`),
    ).toContain("it = /* up */ counter(/* from */ 1);");
  });

  it("does not let a line comment after new cut off a return", () => {
    expect(
      used(`import { Counter } from "./a";\nexport function f() {\n  return new // up\n    Counter(1);\n}\n`),
    ).toContain("return /* up */ counter(1);");
  });

  it("closes a line break between new and the name", () => {
    expect(
      used(`import { Counter } from "./a";\nexport function f() {\n  return new\n    Counter(1);\n}\n`),
    ).toContain("return counter(1);");
  });

  it("does not make a line that starts with a parenthesis a call of the line before", () => {
    const text = `const f = () => 1\nnew (await import("./a")).Counter(f())\nexport {}\n`;
    expect(used(text)).toBe(`const f = () => 1\n;(await import("./a")).counter(f())\nexport {}\n`);
  });

  it("keeps an outer new from taking the call for its own", () => {
    const text = `import { Counter } from "./a";\nexport const it = new (new Counter(1) as any)();\nexport const two = new (new Counter(1).constructor as any)();\n`;
    const result = used(text);
    expect(result).toContain("new (counter(1) as any)()");
    expect(result).toContain("new (counter(1).constructor as any)()");
  });

  it("rewrites uses in the arguments of another use", () => {
    expect(
      usedBoxes(`import { Boxes } from "./a";\nexport const it = new Boxes([new Boxes([1])]);\n`),
    ).toContain("it = boxes([boxes([1])]);");
  });

  it("rewrites uses in the declaring file and leaves the class to the caller", () => {
    const files = { "a.ts": `${counterClass}\nexport const it = new Counter(1);\n` };
    expect(convert(files).files["a.ts"]).toContain("export const it = counter(1);");
  });
});

describe("the function's name", () => {
  const nameFor = (name: string): string =>
    convert({ "a.ts": `export ${counterClass.replace("Counter", name)}` }).newName;

  it.each([
    ["OneAtATime", "oneAtATime"],
    ["HTTPStream", "httpStream"],
    ["XMLReader", "xmlReader"],
    ["URL", "url"],
    ["IDs", "ids"],
    ["PAGE_READER", "pageReader"],
    ["_Foo", "_foo"],
    ["$Foo", "$foo"],
    ["lines", "lines"],
  ])("makes %s into %s", (name, expected) => {
    expect(nameFor(name)).toBe(expected);
  });

  it.each([
    ["Default", "createDefault"],
    ["Event", "createEvent"],
    ["Await", "createAwait"],
    ["Keys", "keys"],
    ["Locations", "locations"],
    ["Process", "createProcess"],
  ])("keeps clear of keywords and globals: %s becomes %s", (name, expected) => {
    expect(nameFor(name)).toBe(expected);
  });

  it("does not read itself before it is there", () => {
    const text = `import { Counter } from "./a";\nexport function f() {\n  const counter = new Counter(1);\n  return counter.next();\n}\n`;
    expect(used(text)).toContain("const counter = createCounter(1);");
  });

  it("says iterate for a plural", () => {
    const text = `${counterClass.replace("Counter", "Pages")}\nexport const f = (pages: Pages) => [pages, new Pages(1)];\n`;
    expect(convert({ "a.ts": text }).newName).toBe("iteratePages");
  });

  it("is not taken from a variable of a scope that does not use the class", () => {
    const text = `import { Counter } from "./a";\nexport const it = new Counter(1);\nexport const f = (counter: number) => counter + 1;\n`;
    expect(used(text)).toContain("it = counter(1);");
  });

  it("does not capture a global that the file uses", () => {
    const text = `import { Counter } from "./a";\ndeclare global {\n  function counter(): void;\n}\nexport const it = new Counter(1);\ncounter();\n`;
    expect(used(text)).toContain("it = createCounter(1);");
  });

  it("does not meet a declaration of the importing file", () => {
    const text = `import { Counter } from "./a";\nconst counter = 1;\nexport const it = new Counter(counter);\n`;
    expect(used(text)).toContain("it = createCounter(counter);");
  });

  it("may be that of one of the class's own fields or parameters", () => {
    const text = `export ${counterClass.replaceAll("at:", "counter:").replaceAll("this.at", "this.counter")}`;
    expect(convert({ "a.ts": text }).newName).toBe("counter");
  });

  it("is not one of the class's own locals when the class names itself", () => {
    const text = `export ${counterClass.replace("return this.at >", "const counter = new Counter(1);\n    void counter;\n    return this.at >")}`;
    expect(convert({ "a.ts": text }).newName).toBe("createCounter");
  });

  it("is not a global that the class uses", () => {
    const text = `export ${counterClass.replace("return this.at >", "counter();\n    return this.at >")}\ndeclare global {\n  function counter(): void;\n}\n`;
    expect(convert({ "a.ts": text }).newName).toBe("createCounter");
  });

  it("is not another export of a module on the way", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "index.ts": `export { Counter } from "./a";\nexport { count as counter } from "./count";\n`,
      "count.ts": `export const count = 1;\n`,
    };
    expect(convert(files).files["index.ts"]).toContain(`export { createCounter } from "./a";`);
  });

  it("does not collide with what a barrel exports by star", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "index.ts": `export * from "./a";\nexport * from "./count";\n`,
      "count.ts": `export const counter = 1;\n`,
    };
    expect(convert(files).newName).toBe("createCounter");
  });

  it("is not the alias that the same file gives the class", () => {
    const text = `import { Counter, Counter as counter } from "./a";\nexport const its = [new Counter(1), new counter(1)];\n`;
    expect(used(text)).toContain("its = [createCounter(1), counter(1)];");
  });

  it("is free in every script that uses a global class", () => {
    const files = {
      "a.ts": counterClass,
      "b.ts": `function f() {\n  const counter = new Counter(1);\n  return counter;\n}\n`,
      "c.ts": `var it = new Counter(2);\n`,
    };
    const { files: result } = convert(files);
    expect(result["b.ts"]).toContain("const counter = createCounter(1);");
    expect(result["c.ts"]).toContain("it = createCounter(2);");
  });

  it("goes on to numbers", () => {
    const text = `${counterClass}\nexport const it = new Counter(1);\nexport const counter = 1, createCounter = 1, counterGenerator = 1;\n`;
    expect(convert({ "a.ts": text }).newName).toBe("counter2");
  });
});

describe("imports and exports", () => {
  it("gives an alias a function's name", () => {
    expect(used(`import { Counter as Upward } from "./a";\nexport const it = new Upward(1);\n`)).toBe(
      `import { counter as upward } from "./a";\nexport const it = upward(1);\n`,
    );
  });

  it("drops an alias that says the same as the new name", () => {
    expect(used(`import { Counter as counter } from "./a";\nexport const it = new counter(1);\n`)).toBe(
      `import { counter } from "./a";\nexport const it = counter(1);\n`,
    );
  });

  it("renames the importer's name of a default export", () => {
    const files = {
      "a.ts": `export default ${counterClass}`,
      "b.ts": `import Upward from "./a";\nexport const it = new Upward(1);\n`,
      "c.ts": `import Counter from "./a";\nexport const it = new Counter(1);\n`,
    };
    const { files: result } = convert(files);
    expect(result["b.ts"]).toBe(`import upward from "./a";\nexport const it = upward(1);\n`);
    expect(result["c.ts"]).toBe(`import counter from "./a";\nexport const it = counter(1);\n`);
  });

  it("renames what export default names", () => {
    const files = {
      "a.ts": `${counterClass}\nexport default Counter;\n`,
      "b.ts": `import { default as Upward } from "./a";\nexport const it = new Upward(1);\n`,
    };
    const { files: result } = convert(files);
    expect(result["a.ts"]).toContain("export default counter;");
    expect(result["b.ts"]).toContain("import { default as upward }");
  });

  it("keeps the name default in export lists", () => {
    const files = {
      "a.ts": `${counterClass}\nexport { Counter as default };\n`,
      "b.ts": `export { default } from "./a";\nexport { default as Upward } from "./a";\n`,
      "c.ts": `import Any, { Upward } from "./b";\nexport const its = [new Any(1), new Upward(1)];\n`,
    };
    const { files: result } = convert(files);
    expect(result["a.ts"]).toContain("export { counter as default };");
    expect(result["b.ts"]).toBe(`export { default } from "./a";\nexport { default as upward } from "./a";\n`);
    expect(result["c.ts"]).toContain(`import createAny, { upward } from "./b";`);
  });

  it("follows a namespace", () => {
    expect(
      used(
        `import * as lib from "./a";\nexport const it = new lib.Counter(1);\nexport let last: lib.Counter;\n`,
      ),
    ).toBe(
      `import * as lib from "./a";\nexport const it = lib.counter(1);\nexport let last: AsyncGenerator<number>;\n`,
    );
  });

  it("drops a namespace that nothing asks for any more", () => {
    expect(used(`import type * as lib from "./a";\nexport let last: lib.Counter;\n`)).toBe(
      `export let last: AsyncGenerator<number>;\n`,
    );
  });

  it("follows an exported alias to its importers", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "index.ts": `export { Counter as Upward } from "./a";\n`,
      "c.ts": `import { Upward } from "./index";\nexport const it = new Upward(1);\n`,
    };
    const { files: result } = convert(files);
    expect(result["index.ts"]).toBe(`export { counter as upward } from "./a";\n`);
    expect(result["c.ts"]).toBe(`import { upward } from "./index";\nexport const it = upward(1);\n`);
  });

  it("follows export star", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "index.ts": `export * from "./a";\n`,
      "c.ts": `import { Counter } from "./index";\nexport const it = new Counter(1);\n`,
    };
    const { files: result } = convert(files);
    expect(result["index.ts"]).toBe(`export * from "./a";\n`);
    expect(result["c.ts"]).toContain(`import { counter } from "./index";`);
  });

  it("follows export equals", () => {
    const files = {
      "a.ts": `${counterClass}\nexport = Counter;\n`,
      "b.ts": `import Upward = require("./a");\nexport const it = new Upward(1);\n`,
    };
    const { files: result } = convert(files, commonJs);
    expect(result["a.ts"]).toContain("export = counter;");
    expect(result["b.ts"]).toBe(`import upward = require("./a");\nexport const it = upward(1);\n`);
  });

  it("follows a constant that stands for the class", () => {
    expect(
      used(
        `import { Counter } from "./a";\nexport const Upward = Counter;\nexport const it = new Upward(1);\n`,
      ),
    ).toBe(`import { counter } from "./a";\nexport const upward = counter;\nexport const it = upward(1);\n`);
  });

  it("renames the anonymous default class's imports", () => {
    const files = {
      "a.ts": `export default ${counterClass.replace("Counter ", "")}`,
      "b.ts": `import Pages from "./a";\nexport const it = new Pages(1);\n`,
    };
    const { files: result } = convert(files, { anonymousName: "a" });
    expect(result["b.ts"]).toBe(`import pages from "./a";\nexport const it = pages(1);\n`);
  });

  it("does not touch another class of the same name", () => {
    const text = `export class Counter {}\nexport const it = new Counter();\n`;
    expect(used(text)).toBe(text);
  });
});

describe("CommonJS and import()", () => {
  const scripts = (exported: string, user: string): Readonly<Record<string, string>> =>
    convert(
      {
        "a.js": `${exported.startsWith("!") ? "" : counterScript}${exported.replace("!", "")}`,
        "b.js": user,
      },
      commonJs,
    ).files;

  it("follows module.exports =", () => {
    const files = scripts(
      `module.exports = Counter;\n`,
      `const Upward = require("./a");\nfor (const it of [new Upward(1)]);\n`,
    );
    expect(files["a.js"]).toContain("module.exports = counter;");
    expect(files["b.js"]).toBe(`const upward = require("./a");\nfor (const it of [upward(1)]);\n`);
  });

  it("follows an object of exports", () => {
    const files = scripts(
      `module.exports = { Counter, version: 1 };\n`,
      `const { Counter } = require("./a");\nnew Counter(1);\n`,
    );
    expect(files["a.js"]).toContain("module.exports = { counter, version: 1 };");
    expect(files["b.js"]).toBe(`const { counter } = require("./a");\ncounter(1);\n`);
  });

  it("follows an object of exports with keys of their own, and a renamed destructuring", () => {
    const files = scripts(
      `module.exports = { Upward: Counter };\n`,
      `const { Upward: Up } = require("./a");\nnew Up(1);\n`,
    );
    expect(files["a.js"]).toContain("module.exports = { upward: counter };");
    expect(files["b.js"]).toBe(`const { upward: up } = require("./a");\nup(1);\n`);
  });

  it("follows exports.X and a required module", () => {
    const files = scripts(
      `exports.Counter = Counter;\n`,
      `const lib = require("./a");\nnew lib.Counter(1);\nnew (require("./a").Counter)(2);\n`,
    );
    expect(files["a.js"]).toContain("exports.counter = counter;");
    expect(files["b.js"]).toBe(`const lib = require("./a");\nlib.counter(1);\nrequire("./a").counter(2);\n`);
  });

  it("follows a constant made from a required member", () => {
    const files = scripts(`exports.Counter = Counter;\n`, `const Up = require("./a").Counter;\nnew Up(1);\n`);
    expect(files["b.js"]).toBe(`const up = require("./a").counter;\nup(1);\n`);
  });

  it("renames the key of a class expression", () => {
    const files = scripts(
      `!exports.Counter = ${counterScript.trim()};\n`,
      `const { Counter } = require("./a");\nnew Counter(1);\n`,
    );
    expect(files["a.js"]).toMatch(/^exports\.counter = async function\* counter/);
    expect(files["b.js"]).toBe(`const { counter } = require("./a");\ncounter(1);\n`);
  });

  it("follows import()", () => {
    const text = `const { Counter } = await import("./a");
const { Counter: Up } = await import("./a");
const its = [new Counter(1), new Up(2), new (await import("./a")).Counter(3)];
void import("./a").then(({ Counter }) => new Counter(4));
export { its };
`;
    expect(used(text)).toBe(`const { counter } = await import("./a");
const { counter: up } = await import("./a");
const its = [counter(1), up(2), (await import("./a")).counter(3)];
void import("./a").then(({ counter }) => counter(4));
export { its };
`);
  });
});

describe("types", () => {
  it("writes the generator's type and keeps an import that is still used", () => {
    const text = `import { Counter } from "./a";\nexport function first(it: Counter): Counter {\n  return it ?? new Counter(1);\n}\n`;
    expect(used(text)).toBe(
      `import { counter } from "./a";\nexport function first(it: AsyncGenerator<number>): AsyncGenerator<number> {\n  return it ?? counter(1);\n}\n`,
    );
  });

  it("passes type arguments on, nested ones too", () => {
    const text = `import { Boxes } from "./a";\nexport let it: Boxes<Boxes<string> | undefined>;\nexport const one = new Boxes([1]);\n`;
    expect(usedBoxes(text)).toContain("it: AsyncGenerator<AsyncGenerator<string> | undefined>;");
  });

  it("replaces InstanceType and ConstructorParameters", () => {
    const text = `import { Counter } from "./a";\nexport let it: InstanceType<typeof Counter>;\nexport type Args = ConstructorParameters<typeof Counter>;\n`;
    expect(used(text)).toBe(
      `import { counter } from "./a";\nexport let it: AsyncGenerator<number>;\nexport type Args = Parameters<typeof counter>;\n`,
    );
  });

  it("replaces import types", () => {
    expect(used(`export let it: import("./a").Counter;\n`)).toBe(`export let it: AsyncGenerator<number>;\n`);
  });

  it("takes the function's return type where the generator's cannot be written down", () => {
    const text = `import type { Counter } from "./a";\nexport let it: Counter;\nexport let other: import("./a").Counter;\n`;
    expect(used(text, { generatorType: () => undefined })).toBe(
      `import type { counter } from "./a";\nexport let it: ReturnType<typeof counter>;\nexport let other: ReturnType<typeof import("./a").counter>;\n`,
    );
  });

  it("takes the function's return type where the file does not know a name in the generator's type", () => {
    const files = {
      "a.ts": `type Row = number;\nexport ${counterClass}export let own: Counter;\n`,
      "b.ts": `import type { Counter } from "./a";\nexport let it: Counter;\n`,
      "c.ts": `import type { Counter } from "./a";\ntype Row = string;\nexport let it: Counter;\nexport type R = Row;\n`,
    };
    const { files: result } = convert(files, { generatorType: () => "AsyncGenerator<Row>" });
    expect(result["a.ts"]).toContain("own: AsyncGenerator<Row>;");
    expect(result["b.ts"]).toContain("it: ReturnType<typeof counter>;");
    expect(result["c.ts"]).toContain("it: ReturnType<typeof counter>;");
  });

  it("uses a name of the generator's type that the file imports itself", () => {
    const files = {
      "a.ts": `import type { Row } from "./row";\nexport type { Row };\nexport ${counterClass}`,
      "row.ts": `export type Row = number;\n`,
      "b.ts": `import { Counter } from "./a";\nimport type { Row } from "./row";\nexport const f = (it: Counter, row: Row) => [it, row];\n`,
    };
    expect(convert(files, { generatorType: () => "AsyncGenerator<Row>" }).files["b.ts"]).toBe(
      `import type { Row } from "./row";\nexport const f = (it: AsyncGenerator<Row>, row: Row) => [it, row];\n`,
    );
  });
});

describe("imports that are not needed any more", () => {
  it("removes a declaration with its line, and keeps the comment above the first", () => {
    const text = `// The head of the file.\nimport type { Counter } from "./a";\n\nexport let it: Counter;\n`;
    expect(used(text)).toBe(`// The head of the file.\n\nexport let it: AsyncGenerator<number>;\n`);
  });

  it("leaves no gap at the head of the file", () => {
    const text = `import type { Counter } from "./a";\n\nexport let it: Counter;\n`;
    expect(used(text)).toBe(`export let it: AsyncGenerator<number>;\n`);
  });

  it("removes the directive that was for its line, and only that", () => {
    const text = `export const one = 1;\n// Types.\n// eslint-disable-next-line\nimport type { Counter } from "./a"; // up\nexport let it: Counter;\n`;
    expect(used(text)).toBe(`export const one = 1;\n// Types.\nexport let it: AsyncGenerator<number>;\n`);
  });

  it("removes one name among others", () => {
    const files = {
      "a.ts": `export ${counterClass}export const one = 1, two = 2;\n`,
      "b.ts": `import { one, type Counter, two } from "./a";\nexport const f = (it: Counter) => [it, one, two];\n`,
      "c.ts": `import {\n  one, // the first\n  Counter,\n} from "./a";\nexport const f = (it: Counter) => [it, one];\n`,
    };
    const { files: result } = convert(files);
    expect(result["b.ts"]).toContain(`import { one, two } from "./a";`);
    expect(result["c.ts"]).toContain(`import {\n  one, // the first\n} from "./a";`);
  });

  it("removes a default name beside others", () => {
    const files = {
      "a.ts": `export default ${counterClass}export const one = 1;\n`,
      "b.ts": `import Counter, { one } from "./a";\nexport const f = (it: Counter) => [it, one];\n`,
    };
    expect(convert(files).files["b.ts"]).toContain(`import { one } from "./a";`);
  });

  it("keeps a file a module", () => {
    const text = `import type { Counter } from "./a";\nlet it: Counter | undefined;\nvoid it;\n`;
    expect(used(text)).toBe(`export {};\nlet it: AsyncGenerator<number> | undefined;\nvoid it;\n`);
  });

  it("renames an import that nobody used before", () => {
    expect(used(`import { Counter } from "./a";\n`)).toBe(`import { counter } from "./a";\n`);
  });

  it("goes on running the module in JavaScript", () => {
    const files = {
      "a.js": `export ${counterScript}`,
      "b.js": `import { Counter } from "./a.js";\n/** @param {Counter} it */\nexport const f = (it) => it;\n`,
    };
    expect(convert(files, script).files["b.js"]).toBe(
      `import "./a.js";\n/** @param {AsyncGenerator<number>} it */\nexport const f = (it) => it;\n`,
    );
  });
});

describe("comments", () => {
  it("renames links and leaves prose and strings alone", () => {
    const text = `import { Counter } from "./a";\n/** A Counter; see {@link Counter}. */\nexport const it = new Counter("Counter".length);\n`;
    expect(used(text)).toBe(
      `import { counter } from "./a";\n/** A Counter; see {@link counter}. */\nexport const it = counter("Counter".length);\n`,
    );
  });

  it("keeps an import that a link needs", () => {
    const text = `import { Counter } from "./a";\n/** See {@link Counter}. */\nexport let it: Counter;\n`;
    expect(used(text)).toBe(
      `import { counter } from "./a";\n/** See {@link counter}. */\nexport let it: AsyncGenerator<number>;\n`,
    );
  });

  it("keeps the parentheses of a cast in JavaScript", () => {
    const files = {
      "a.js": `export ${counterScript}`,
      "b.js": `import { Counter } from "./a.js";\nexport const it = /** @type {any} */ (new Counter(1)).next();\n`,
    };
    expect(convert(files).files["b.js"]).toContain("/** @type {any} */ (counter(1)).next();");
  });

  it("rewrites @import tags and typedefs", () => {
    const files = {
      "a.js": `export ${counterScript}`,
      "b.js": `/** @import { Counter } from "./a.js" */\n/** @typedef {import("./a.js").Counter} It */\n/** @type {Counter | It | undefined} */\nexport let it;\n`,
    };
    expect(convert(files, { generatorType: () => undefined }).files["b.js"]).toBe(
      `/** @import { counter } from "./a.js" */\n/** @typedef {ReturnType<typeof import("./a.js").counter>} It */\n/** @type {ReturnType<typeof counter> | It | undefined} */\nexport let it;\n`,
    );
  });

  it("rewrites the types of JavaScript", () => {
    const files = {
      "a.js": `export ${counterScript}`,
      "b.js": `/** @type {import("./a.js").Counter | undefined} */\nexport let it;\n/** @returns {Array<import("./a.js").Counter>} */\nexport const f = () => [];\n`,
    };
    expect(convert(files).files["b.js"]).toBe(
      `/** @type {AsyncGenerator<number> | undefined} */\nexport let it;\n/** @returns {Array<AsyncGenerator<number>>} */\nexport const f = () => [];\n`,
    );
  });
});

describe("a function under its old name", () => {
  const counterFunction = `export function Counter(first: number) {
  let at = first;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async (): Promise<IteratorResult<number, undefined>> =>
      at > 3 ? { done: true, value: undefined } : { done: false, value: at++ },
  };
}
`;
  const usedFunction = (text: string): string | undefined =>
    convert({ "a.ts": counterFunction, "b.ts": text }, { makes: "call" }).files["b.ts"];

  it("is renamed where it is called, passed on and asked for its type", () => {
    const text = `import { Counter } from "./a";
export const its = [Counter(1), ...[1, 2].map(Counter)];
export const lib = { Counter };
export type It = ReturnType<typeof Counter>;
`;
    expect(usedFunction(text)).toBe(`import { counter } from "./a";
export const its = [counter(1), ...[1, 2].map(counter)];
export const lib = { Counter: counter };
export type It = ReturnType<typeof counter>;
`);
  });

  it("needs no edits when its name stays", () => {
    const files = {
      "a.ts": counterFunction.replace("Counter", "count"),
      "b.ts": `import { count } from "./a";\nexport const it = count(1);\n`,
    };
    expect(convert(files, { makes: "call" })).toMatchObject({
      newName: "count",
      files: { "b.ts": files["b.ts"] },
    });
  });

  it("keeps properties of its own out of reach", () => {
    const files = { "a.ts": `${counterFunction}Counter.limit = 3;\n` };
    expect(refusalOf(files, { makes: "call" }).message).toBe(
      "a member of 'Counter' itself is used here, which a function does not have",
    );
  });
});

describe("every TypeScript", () => {
  it.each([
    ["5.4", ts54 as unknown as TypeScript],
    ["5.9", ts59 as unknown as TypeScript],
  ])("%s gives the same edits", (_, version) => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "index.ts": `export * from "./a";\nexport { Counter as Upward } from "./a";\n`,
      "b.ts": `import { Counter, Upward } from "./index";\n/** See {@link Counter}. */\nexport const f = (it: Upward): Counter => it ?? new Counter(1);\n`,
    };
    expect(convert(files, { ts: version }).files["b.ts"]).toBe(
      `import { counter } from "./index";\n/** See {@link counter}. */\nexport const f = (it: AsyncGenerator<number>): AsyncGenerator<number> => it ?? counter(1);\n`,
    );
  });
});

describe("uses that need the class", () => {
  it.each([
    [
      "instanceof",
      `export const f = (it: unknown) => it instanceof Counter;`,
      "'instanceof Counter' needs the class",
    ],
    [
      "extends",
      `export class More extends Counter {}`,
      "something extends 'Counter', so the class has to stay",
    ],
    [
      "implements",
      `export interface Other extends Counter {}`,
      "something extends 'Counter', so the class has to stay",
    ],
    ["a value", `export const f = [Counter];`, "the class 'Counter' itself is used as a value here"],
    ["an object", `export const lib = { Counter };`, "the class 'Counter' itself is put into an object here"],
    [
      "a member of the class",
      `export const f = Counter.name;`,
      "a member of 'Counter' itself is used here, which a function does not have",
    ],
    [
      "the type of the class",
      `export let f: typeof Counter;`,
      "the type of the class 'Counter' itself is used here",
    ],
    ["a member's type", `export let f: Counter["next"];`, "the type of a member of 'Counter' is used here"],
    ["keyof", `export let f: keyof Counter;`, "the names of the members of 'Counter' are used here"],
    [
      "a type export",
      `export type { Counter };`,
      "'Counter' is exported as a type only, and a function is no type",
    ],
    ["let", `export let Up = Counter;`, "the class 'Counter' itself is used as a value here"],
  ])("%s", (_, text, message) => {
    const files = { "a.ts": `export ${counterClass}`, "b.ts": `import { Counter } from "./a";\n${text}\n` };
    expect(refusalOf(files)).toEqual({ message, text: "Counter", file: "b.ts" });
  });

  it("a name in a string", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "b.ts": `import * as lib from "./a";\nexport const it = new lib["Counter"](1);\n`,
    };
    expect(refusalOf(files).message).toBe("it is reached by a string, which a rename would miss");
  });

  it("a constant that stands for it, beside a type of that name", () => {
    const files = {
      "a.ts": `export ${counterClass}`,
      "b.ts": `import { Counter } from "./a";\nexport const Upward = Counter;\nexport type Upward = Counter;\n`,
    };
    expect(refusalOf(files).message).toBe("'Upward' is declared a second time here");
  });

  it("an interface that is merged with it", () => {
    const files = { "a.ts": `export ${counterClass}export interface Counter {}\n` };
    expect(refusalOf(files).message).toBe("'Counter' is declared a second time here");
  });
});
