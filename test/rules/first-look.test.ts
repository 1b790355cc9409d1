// The look at a file's text that comes before everything else: what it lets pass is analysed, and nothing else is.
import { describe, expect, it } from "vitest";
import { concernsRules } from "../../src/rules";

describe("A text without one of the rules' words in its code", () => {
  it.each([
    ["nothing of the kind", "export const sum = (a: number, b: number) => a + b;"],
    ["a computed key without a next()", "export const merged = { ...old, [key]: value };"],
    ["an index beside a next()", "app.use((req, res, next) => { list[at] = req; rows[1](next); next(); });"],
    [
      "a next() that is no iterator's",
      "app.use((req, res, next) => { if (done(req)) return next(); send(res); });",
    ],
    ["a list's next item", "const item = { next: other, done: false };"],
    ["ordinary async functions", "export async function load() {\n  return await fetch('/');\n}"],
    [
      "an example in a comment",
      "/**\n * for await (const page of list()) use(page);\n */\nexport class List {}",
    ],
    [
      "an example in a comment of one line",
      "/** `for await (const page of list())` */\nexport class List {}",
    ],
    [
      "an example in line comments",
      "// for await (const page of list())\n\t// [Symbol.asyncIterator]()\nlet n = 1;",
    ],
    [
      "an example with Windows' line ends",
      "/**\r\n * for await (const page of list())\r\n *\r\n */\r\nlet n = 1;",
    ],
  ])("is not analysed: %s", (_, text) => {
    expect(concernsRules(text)).toBe(false);
  });
});

describe("A text with one of the rules' words in its code", () => {
  it.each([
    ["a loop", "export async function all() {\n  for await (const page of list()) use(page);\n}"],
    ["a loop on two lines", "async function all() {\n  for\n    await (const page of list()) use(page);\n}"],
    ["a hand-rolled iterator", "class List {\n  [Symbol.asyncIterator]() {\n    return this;\n  }\n}"],
    ["a bare iterator", "const at = (n) => ({ async next() { return { value: n, done: n > 3 }; } });"],
    ["a bare iterator of an arrow function", "const none = { next: () => ({ value: 0, done: true }) };"],
    [
      "a bare iterator of a function",
      "const next = () => ({ value: 0, done: true });\nconst none = { next };",
    ],
    ["a bare iterator with a type", "const a = { next(): Promise<Step> { return ended({ done: true }); } };"],
    [
      "a key that is imported",
      'import { $open } from "./keys";\nclass List {\n  [$open]() {\n    return this;\n  }\n  async next() {}\n}',
    ],
    [
      "a key that is imported, behind next()",
      'import { $open } from "./keys";\nconst list = {\n  next() {},\n  [$open]: () => list };',
    ],
    ["a generator with a comment in its head", "const all = async /* pages */ function* () {};"],
    [
      "a bare iterator behind a comment",
      "/** Numbers. */\nconst at = (n) => ({ async next() { return { value: n, done: n > 3 }; } });",
    ],
    [
      "a function that is given to another one, which may be a next()",
      'const { fromNext } = require("./iterators");\nconst two = () => fromNext(async () => ({ value: 2, done: false }));',
    ],
    ["a loop behind a comment of the same line", "/* all */ for await (const page of list()) use(page);"],
    [
      "code behind an example",
      "/**\n * for await (const page of list())\n */\nfor await (const x of y) use(x);",
    ],
    ["a generator method with its star on a line of its own", "class List {\n  async *\n  all() {}\n}"],
    ["a comment that suppresses", "// yieldwise-disable-next-line prefer-async-generator\nlet n = 1;"],
    ["a block comment that suppresses", "/**\n * yieldwise-disable\n */\nlet n = 1;"],
  ])("is analysed: %s", (_, text) => {
    expect(concernsRules(text)).toBe(true);
  });
});
