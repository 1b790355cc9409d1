import { describe, expect, it } from "vitest";
import { convert } from "./convert";

const loop = "\nexport async function use() {\n  for await (const n of new Steps(1)) console.log(n);\n}\n";

/** `class Steps` around some members, and a loop over it. */
function steps(members: string, before = ""): string {
  return `${before}class Steps {\n${members}\n}\n${loop}`;
}

const open = "  [Symbol.asyncIterator]() {\n    return this;\n  }\n";
const next =
  "  async next(): Promise<IteratorResult<number>> {\n    if (this.n > this.last) return { value: undefined, done: true };\n    return { value: this.n++, done: false };\n  }";
const construct = "  constructor(private readonly last: number) {}\n";

describe("comments", () => {
  it("of a constructor join those of the class, before an example", () => {
    const before = "/**\n * Counts.\n *\n * @example for await (const n of new Steps(3)) …\n */\n";
    const text = steps(
      `  private n = 0;\n  /** @param last - where to stop */\n${construct}${open}${next}`,
      before,
    );
    expect(convert(text)).toContain(
      "/**\n * Counts.\n *\n * @param last - where to stop\n * @example for await (const n of steps(3)) …\n */\nasync function* steps(last: number)",
    );
  });

  it("of a constructor open a class's comment of one line", () => {
    const text = steps(
      `  private n = 0;\n  /**\n   * Makes it.\n   * @param last - where to stop\n   */\n${construct}${open}${next}`,
      "/** Counts. */\n",
    );
    expect(convert(text)).toContain(
      "/**\n * Counts.\n *\n * Makes it.\n *\n * @param last - where to stop\n */\nasync function* steps",
    );
  });

  it("of a constructor stand above a function whose class has none", () => {
    const text = steps(`  private n = 0;\n  /** @param last - where to stop */\n${construct}${open}${next}`);
    expect(convert(text)).toMatch(/^\/\*\* @param last - where to stop \*\/\nasync function\* steps/);
  });

  it("before a statement on its line go with it", () => {
    const text = steps(
      `  private n = 0;\n${construct}${open}  async next() {\n    // one more\n    /* odd */ const odd = this.n * 2 + 1;\n    /* over? */ if (odd > this.last) return { value: undefined, done: true };\n    this.n++;\n    return { value: odd, done: false };\n  }`,
    );
    expect(convert(text)).toContain(
      "  while (true) {\n    // one more\n    /* odd */ const odd = n * 2 + 1;\n    /* over? */ if (odd > last) return;\n    n++;\n    yield odd;\n  }\n",
    );
  });

  it("behind what closes a block stand at the end", () => {
    const text = steps(`  private n = 0;\n${construct}${open.trimEnd()} // itself\n${next} // one step more`);
    expect(convert(text)).toContain("    yield n;\n  }\n  // itself\n  // one step more\n}\n");
  });

  it("above the iterator that is returned stand above the loop", () => {
    const text =
      "function count(last: number) {\n  let n = 0; // from zero\n\n  // one after the other\n  return {\n    [Symbol.asyncIterator]() { return this; },\n    async next(/* nothing */) {\n      if (n > last) return { value: undefined, done: true };\n      return { value: n++, done: false };\n    },\n  };\n}\n\nexport async function use() {\n  for await (const n of count(1)) console.log(n);\n}\n";
    expect(convert(text)).toContain(
      "  // from zero\n  // one after the other\n  /* nothing */\n  for (let n = 0; n <= last; n++) {\n",
    );
  });

  it("of next() stand above the function, as written", () => {
    const comment = "  /**\n   * The next one,\n   *   by one.\n   */\n";
    expect(convert(steps(`  private n = 0;\n${construct}${open}${comment}${next}`))).toContain(
      "/**\n * The next one,\n *   by one.\n */\nasync function* steps(",
    );
  });

  it("give the generator's type in JavaScript", () => {
    const text = `class Steps {\n  /** @param {number} last */\n  constructor(last) {\n    this.n = 0;\n    this.last = last;\n  }\n${open}  /**\n   * The next one.\n   * @returns {Promise<IteratorResult<number>>} a number\n   */\n${next.replace(": Promise<IteratorResult<number>>", "")}\n}\n${loop}`;
    const converted = convert(text, "a.js");
    expect(converted).toMatch(
      /^\/\*\*\n \* The next one\.\n \* @param \{number\} last\n \* @returns \{AsyncGenerator<number>\} a number\n \*\/\nasync function\* steps\(last\) \{/,
    );
    expect(converted).not.toContain("IteratorResult");
  });
});

describe("the text around", () => {
  it("has no blank line left after the opening brace of a class", () => {
    const text = steps(
      `  private n = 0;\n\n${construct}\n${open}\n${next}\n\n  title() {\n    return "steps";\n  }`,
    ).replace("console.log(n)", "console.log(n, new Steps(2).title())");
    expect(convert(text, "a.ts", "method")).toMatch(
      /^class Steps \{\n {2}(?:private n = 0;\n\n {2})?constructor[^\n]*\n\n {2}async \*\[/,
    );
  });

  it("keeps line breaks, tabs and the lines of a template literal", () => {
    const body =
      "\tasync next(): Promise<IteratorResult<string>> {\n\t\tif (this.n > this.last) return { value: undefined, done: true };\n\t\tthis.n++;\n\t\treturn { value: `a\n  b\n\n\nc`, done: false };\n\t}";
    const text = `class Steps {\n\tprivate n = 0;\n\tconstructor(private readonly last: number) {}\n\t[Symbol.asyncIterator]() {\n\t\treturn this;\n\t}\n${body}\n}\n${loop}`;
    const converted = convert(text.replace(/\n/g, "\r\n"));
    expect(converted).toContain("\r\n\t\tyield `a\r\n  b\r\n\r\n\r\nc`;\r\n\t}\r\n}\r\n");
    expect(converted.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
  });

  it("loses imports, symbol constants and type aliases that nothing needs any more, and keeps the others", () => {
    const before =
      'import type { Source, Row } from "./types";\nimport * as path from "node:path";\n\nconst symbol = Symbol.asyncIterator;\ntype Result = IteratorResult<number>;\ntype Unused = string;\n\n';
    const text = steps(
      `  private n = 0;\n  private readonly rows: Row[] = [];\n${construct}${open}${next}`,
      before,
    )
      .replace("class Steps", "class Steps implements Source")
      .replace("[Symbol.asyncIterator]", "[symbol]")
      .replace("IteratorResult<number>>", "Result>")
      .replace("IteratorResult<number>>", "Result>")
      .replace("export async", "export let row: Row | undefined;\nexport async");
    expect(convert(text)).toMatch(
      /^import type \{ Row \} from "\.\/types";\nimport \* as path from "node:path";\n\ntype Unused = string;\n\nasync function\* steps\(last: number\): AsyncGenerator<number> \{\n/,
    );
  });

  it("breaks a header that is too long, and no other", () => {
    const long =
      "  constructor(private readonly last: number, private readonly convert: (value: number) => number | undefined, ...rest: string[]) { void rest; }\n";
    const header = /async function\* steps\([^{]*\{\n/;
    const text = steps(
      `  private n = 0;\n${long}${open}${next.replace("this.n++", "this.convert(this.n++) ?? 0")}`,
    );
    expect(
      header.exec(
        convert(text.replace(/\n {2}constructor.*\n/, (line) => line.replace(/, /g, ",\n    "))),
      )?.[0],
    ).toBe(
      "async function* steps(\n  last: number,\n  convert: (value: number) => number | undefined,\n  ...rest: string[]\n): AsyncGenerator<number> {\n",
    );
    expect(header.exec(convert(steps(`  private n = 0;\n${construct}${open}${next}`)))?.[0]).toBe(
      "async function* steps(last: number): AsyncGenerator<number> {\n",
    );
  });
});

describe("a parameter that the field widens", () => {
  it("keeps its own type, and the state has the field's", () => {
    const text = `class Links {\n  private url: string | null;\n  constructor(url: string, private readonly get: (url: string) => Promise<string | null>) {\n    this.url = url;\n  }\n${open}  async next(): Promise<IteratorResult<string>> {\n    if (this.url === null) return { value: undefined, done: true };\n    const value = this.url;\n    this.url = await this.get(value);\n    return { value, done: false };\n  }\n}\n${loop.replace("new Steps(1)", 'new Links("a", async () => null)')}`;
    expect(convert(text)).toMatch(
      /links\(\s*url: string,\s*get: \(url: string\) => Promise<string \| null>,?\s*\)/,
    );
    expect(convert(text)).toContain("let currentUrl: string | null = url;");
  });
});

describe("the generator's type", () => {
  const typed = (type: string, more = ""): string =>
    convert(
      steps(`  private n = 0;\n${construct}${open}${next.replace("IteratorResult<number>", type)}`).replace(
        "console.log(n);",
        `console.log(n);${more}`,
      ),
    );

  it.each([
    ["IteratorResult<number>", "AsyncGenerator<number>"],
    ["IteratorResult<number, any>", "AsyncGenerator<number>"],
    ["IteratorResult<number, undefined>", "AsyncGenerator<number, undefined>"],
    ["IteratorResult<number, void>", "AsyncGenerator<number, void>"],
  ])("is for %s %s", (written, expected) => {
    expect(typed(written)).toContain(`(last: number): ${expected} {`);
  });

  it("lets return() be called without an argument where somebody does", () => {
    const closing =
      "\n  async return(): Promise<IteratorResult<number>> {\n    return { value: undefined, done: true };\n  }";
    const byHand =
      "\nexport async function close() {\n  const steps = new Steps(3);\n  await steps.next();\n  await steps.return();\n}\n";
    const text = steps(`  private n = 0;\n${construct}${open}${next}${closing}`);
    expect(convert(text)).toContain("AsyncGenerator<number> {");
    expect(convert(text + byHand)).toContain("AsyncGenerator<number, void> {");
  });

  it("is found through a type alias, but not round in circles", () => {
    expect(
      convert(
        steps(
          `  private n = 0;\n${construct}${open}${next.replace("IteratorResult<number>", "Step")}`,
          "type Step = IteratorResult<number>;\n",
        ),
      ),
    ).toContain("(last: number): AsyncGenerator<number> {");
    expect(
      convert(
        steps(
          `  private n = 0;\n${construct}${open}${next.replace("IteratorResult<number>", "A")}`,
          "type A = B;\ntype B = A;\n",
        ),
      ),
    ).toContain("(last: number) {");
  });
});

describe("what is left unused", () => {
  /** A class whose `next()` gives a `Promise<Mark>`. */
  const marked = (before: string, after = ""): string =>
    steps(`  private n = 0;\n${construct}${open}${next.replace("IteratorResult<number>", "Mark")}`, before) +
    after;
  const alias = "type Mark = IteratorResult<number>;\n";
  const imported = 'import type { Mark } from "./mark";\n';

  it("goes, unless the author wrote a comment to it or another script may use it", () => {
    expect(convert(marked(alias))).not.toContain("Mark");
    expect(convert(marked(`/** A position. */\n${alias}`))).toContain("type Mark");
    expect(convert(marked(alias).replace("export ", ""))).toContain("type Mark");
  });

  it("stays where a link names it, but not for a word in a comment", () => {
    expect(convert(marked(imported, "/** See {@link Mark}. */\nexport const a = 1;\n"))).toContain("import");
    expect(convert(marked(imported, "/** See Mark. */\nexport const a = 1;\n"))).not.toContain("import");
  });
});
