import { describe, expect, test } from "vitest";
import { createProject } from "../support/project";

const open = { name: "p", main: "index.js" };

function isPublic(
  text: string,
  what: string,
  manifest: unknown = open,
  fileName = "a.ts",
  complete = true,
): boolean | undefined {
  const project = createProject(
    { [fileName]: text, "package.json": typeof manifest === "string" ? manifest : JSON.stringify(manifest) },
    { complete },
  );
  return project.facts.isPublicApi(project.node(fileName, what));
}

describe("isPublicApi", () => {
  test.each([
    ["a class", "export class X {}", "export class X {}"],
    ["an export list", "class X {}\nexport { X as Y };", "class X {}"],
    ["a default export", "class X {}\nexport default X;", "class X {}"],
    ["a default class", "export default class X {}", "export default class X {}"],
    ["a variable", "export const x = 1;", "x = 1"],
    ["an arrow function", "export const x = () => 1;", "() => 1"],
    ["a class expression", "export const X = class {};", "class {}"],
    ["a member", "export class X { m() {} }", "m() {}"],
    ["a member of an object", "export const x = { m() {} };", "m() {}"],
    ["a list of CommonJS", "class X {}\nmodule.exports = { X };", "class X {}"],
    ["a property of exports", "class X {}\nexports.Y = X;", "class X {}"],
    ["something made with it", "class X {}\nmodule.exports = wrap(X);\nfunction wrap() {}", "class X {}"],
    ["a class expression of CommonJS", "exports.X = class {};", "class {}"],
    ["a member of a base", "class X { m() {} }\nexport class Y extends X {}", "m() {}"],
    ["a member of what is given away", "class X { m() {} }\nexport const open = () => new X();", "m() {}"],
    [
      "a member of what something else holds",
      "class X { m() {} }\nclass Y { x = new X(); }\nexport function open() { return new Y(); }",
      "m() {}",
    ],
  ])("%s", (_, text, what) => {
    const fileName = text.includes("exports") ? "a.js" : "a.ts";
    expect(isPublic(text, what, open, fileName)).toBe(true);
    expect(isPublic(text, what, { ...open, private: true }, fileName)).toBe(false);
    expect(isPublic(text, what, open, fileName, false)).toBeUndefined();
  });

  test.each([
    ["not exported", "export const y = 1;\nclass X {}", "class X {}"],
    ["a global script", "class X {}", "class X {}"],
    ["inside a function", "export function f() { class X {} }", "class X {}"],
    ["a private member", "export class X { private m() {} }", "m() {}"],
    ["a private name", "export class X { #m() {} }", "#m() {}"],
    ["a member of what is not exported", "class X { m() {} }\nexport const y = 1;", "m() {}"],
    ["a member of what is used here alone", "class X { m() {} }\nfunction f() { new X().m(); }", "m() {}"],
    ["an export of another symbol by the same name", "class X {}\nexport { X } from './b';", "class X {}"],
  ])("not public: %s", (_, text, what) => {
    const whole = what === "m() {}" && text.includes("private") ? "private m() {}" : what;
    expect(isPublic(text, whole)).toBe(false);
  });

  test.each([
    [{ name: "p" }, false],
    [{ private: true, exports: "./x.js" }, false],
    [{ bin: "cli.js" }, false],
    ["{ broken", false],
    ["[]", false],
    [{ exports: { ".": "./x.js" } }, true],
    [{ types: "x.d.ts" }, true],
    [{ typings: "x.d.ts" }, true],
    [{ module: "x.mjs" }, true],
    ['\uFEFF{ "main": "x.js" }', true],
  ])("package.json %j: %s", (manifest, expected) => {
    expect(isPublic("export class X {}", "export class X {}", manifest)).toBe(expected);
  });

  test("the nearest package.json counts, and none means a project of its own", () => {
    const project = createProject({
      "package.json": '{ "main": "x.js" }',
      "apps/web/package.json": '{ "private": true }',
      "apps/web/src/a.ts": "export class X {}",
    });
    expect(project.facts.isPublicApi(project.node("apps/web/src/a.ts", "export class X {}"))).toBe(false);
    const bare = createProject({ "a.ts": "export class X {}" });
    expect(bare.facts.isPublicApi(bare.node("a.ts", "export class X {}"))).toBe(false);
  });

  test.each([
    ["an arrow function", "export const x = () => ({ m() {} });"],
    ["a function", "export function x() { return { m() {} }; }"],
    ["a private method", "export class X { private n() { return { m() {} }; } o() { return this.n(); } }"],
    ["a function that is not exported", "function f() { return { m() {} }; }\nexport const x = f();"],
    ["an inner function", "export function x() { const g = () => ({ m() {} }); return g(); }"],
  ])("what %s gives may go on to anybody", (_, text) => {
    expect(isPublic(text, "m() {}")).toBeUndefined();
    expect(isPublic(text, "m() {}", { ...open, private: true })).toBe(false);
    expect(isPublic(text, "m() {}", { ...open, private: true }, "a.ts", false)).toBeUndefined();
  });

  test("an expression that nothing names is not known", () => {
    expect(
      isPublic("export const x = f({ m() {} });\nfunction f(o: object) { return o; }", "{ m() {} }"),
    ).toBeUndefined();
    const given = "export const x = f(() => ({ m() {} }));\nfunction f(o: object) { return o; }";
    expect(isPublic(given, "m() {}", { private: true })).toBeUndefined();
  });
});

describe("declarationOf", () => {
  test("follows aliases", () => {
    const project = createProject({
      "a.ts": "export class X {}",
      "b.ts": "import { X as Y } from './a';\nnew Y();",
    });
    const declaration = project.facts.declarationOf(project.node("b.ts", "Y", 1));
    expect(declaration?.getText()).toBe("export class X {}");
  });

  test("of an overloaded function is the one with a body, of a merged one there is none", () => {
    const project = createProject({
      "a.ts":
        "export function f(a: 1): void;\nexport function f(a: 2): void;\nexport function f(a: any) {}\nf(1);\nexport class X {}\nexport interface X { a: 1 }\nnew X();",
    });
    expect(project.facts.declarationOf(project.node("a.ts", "f(1)").getChildAt(0))?.getText()).toContain(
      "{}",
    );
    expect(project.facts.declarationOf(project.node("a.ts", "X", 2))).toBeUndefined();
  });
});
