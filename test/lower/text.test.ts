import ts from "typescript";
import { describe, expect, it } from "vitest";
import { withBareReturns } from "../../src/engine/lower/bare-jumps";
import { alignComments } from "../../src/engine/lower/block-comments";
import { onOwnLines, tidyBlankLines } from "../../src/engine/lower/lines";
import { withoutSemicolons } from "../../src/engine/lower/semicolons";
import { settleNames } from "../../src/engine/lower/settle-names";
import { withShorthand } from "../../src/engine/lower/shorthand";
import { styleOf } from "../../src/engine/lower/style";

function style(text: string) {
  return styleOf(ts, ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true));
}

describe("the author's style", () => {
  it("counts where blocks begin", () => {
    const own = { control: true, functions: true, words: false };
    expect(style("function f()\n{\n  if (a)\n  {\n    b();\n  }\n}").braces).toEqual(own);
    expect(style("function f()\n{\n  b();\n}").braces).toEqual(own);
    expect(style("function f()\n{\n  if (a) {\n    b();\n  }\n}").braces.control).toBe(false);
    expect(style("if (a) {\n  b();\n}\nelse {\n  c();\n}").braces).toEqual({
      ...own,
      control: false,
      functions: false,
      words: true,
    });
  });

  it("is that of most code where the file shows none", () => {
    expect(style("")).toEqual({
      semicolons: true,
      bareJumps: false,
      bareBodies: false,
      braces: { control: false, functions: false, words: false },
      shorthand: true,
      trailingCommas: true,
      endlessFor: undefined,
      vars: false,
      flatCases: false,
      width: 100,
    });
  });

  it("has semicolons when most statements end in one", () => {
    expect(style("a();\nb();\nc()\n").semicolons).toBe(true);
    expect(style("a()\nb()\nc();\n").semicolons).toBe(false);
  });

  it("puts a jump on the line of its condition only when the author does", () => {
    expect(style("for (;;) { if (a) break; }").bareJumps).toBe(true);
    expect(style("for (;;) { if (a) { break; } }").bareJumps).toBe(false);
    expect(style("for (;;) { if (a) break; else b(); }").bareJumps).toBe(false);
  });

  it("takes long lines for allowed, but not those of imports, comments and long strings", () => {
    expect(style(`const a = [${"1, ".repeat(36)}1];\n`).width).toBe(120);
    expect(style(`const a = [${"1, ".repeat(31)}1];\n`).width).toBe(107);
    expect(style(`// ${"word ".repeat(24)}\nimport { ${"a".repeat(100)} } from "./a";\n`).width).toBe(100);
  });

  it("ends lists in a comma unless most of the author's lists do not", () => {
    expect(style("f([\n  1,\n  2,\n]);").trailingCommas).toBe(true);
    expect(style("f([\n  1,\n  2\n]);").trailingCommas).toBe(false);
  });
});

describe("statements on one line", () => {
  const laid = (text: string, source = ""): string => onOwnLines(ts, text, source);

  it("are laid out when there are several", () => {
    expect(laid("{ const big = row * 2; yield big; continue; }")).toBe(
      "{\nconst big = row * 2;\nyield big;\ncontinue;\n}",
    );
  });

  it("stay when the author wrote them so", () => {
    const text = "f(() => { a(); b(); });";
    expect(laid(text, "this.f(() => { this.a(); b(); });")).toBe(text);
  });

  it("stay when there is one", () => {
    expect(laid("if (done) { return; }")).toBe("if (done) { return; }");
  });

  it("keep the comments that trail them", () => {
    expect(laid("{ // why\n  a(); // first\n  b(); /* second */\n}")).toBe(
      "{ // why\n  a(); // first\n  b(); /* second */\n}",
    );
  });

  it("are laid out in a clause of a switch", () => {
    expect(laid("switch (a) { case 1: b(); yield 1; break;\ncase 2: return; }")).toContain(
      "case 1:\nb();\nyield 1;\nbreak;\ncase 2: return;",
    );
  });
});

describe("blank lines", () => {
  const tidy = (text: string): string => tidyBlankLines(ts, text);

  it("go at the edges of blocks and where there are two", () => {
    expect(tidy("function f() {\n\n  a();\n\n\n  b();\n\n}")).toBe("function f() {\n  a();\n\n  b();\n}");
  });

  it("set nested functions apart, their comments included", () => {
    expect(tidy("function f() {\n  a();\n  // helps\n  function g() {}\n  b();\n}")).toBe(
      "function f() {\n  a();\n\n  // helps\n  function g() {}\n\n  b();\n}",
    );
  });

  it("stay inside a template literal, with the white space there", () => {
    const text = "function f() {\n  a(`x  \n\n\n  {\n\n y`);\n}";
    expect(tidy(text)).toBe(text);
  });
});

describe("a file without semicolons", () => {
  const without = (text: string): string => withoutSemicolons(ts, text);

  it("loses those at the ends of lines, and no others", () => {
    expect(without("let a = 1;\nfor (;;) {\n  yield a;\n  return;\n}\n")).toBe(
      "let a = 1\nfor (;;) {\n  yield a\n  return\n}\n",
    );
    expect(without("a(); b();\n")).toBe("a(); b()\n");
  });

  it.each(["[a, b] = [b, a];", "(b)();", "`x`.trim();", "+b;", "-b;", "/b/.test(c);"])(
    "guards a line that begins like %s",
    (line) => {
      expect(without(`if (a) b();\n${line}\n`)).toBe(`if (a) b()\n;${line.slice(0, -1)}\n`);
    },
  );

  it("puts the guard behind a comment between the lines", () => {
    expect(without("a(); // why\n// what\n[b] = c;\n")).toBe("a() // why\n// what\n;[b] = c\n");
  });

  it("needs no guard at the beginning or the end of a block", () => {
    expect(without("{\n  [a] = b;\n}\n")).toBe("{\n  [a] = b\n}\n");
  });
});

describe("a block that only returns", () => {
  it("is a bare return", () => {
    expect(withBareReturns(ts, "if (done) {\n  return;\n}", 80)).toBe("if (done) return;");
  });

  it.each([
    "if (done) {\n  // why\n  return;\n}",
    "if (done) {\n  return;\n} else {\n  a();\n}",
    "if (a) {\n  b();\n} else if (c) {\n  return;\n}",
    "if (done) {\n  yield 1;\n}",
  ])("is left alone in %j", (text) => {
    expect(withBareReturns(ts, text, 80)).toBe(text);
  });

  it("is left alone when the line would be too long", () => {
    expect(withBareReturns(ts, "if (done) {\n  return;\n}", 16)).toContain("{");
  });
});

describe("comments over several lines", () => {
  it("have their stars in one column", () => {
    expect(alignComments(ts, "{\n  /**\n       * a\n   *   b\n */\n  c();\n}")).toBe(
      "{\n  /**\n   * a\n   *   b\n   */\n  c();\n}",
    );
  });

  it("stay as they are without stars, and inside strings", () => {
    const text = "{\n  /* a\n      b */\n  c(`/**\n* d\n*/`);\n}";
    expect(alignComments(ts, text)).toBe(text);
  });
});

describe("a property by the name of its value", () => {
  it("is written once", () => {
    expect(withShorthand(ts, "f({ id: id, name: other, row: { key: key } });")).toBe(
      "f({ id, name: other, row: { key } });",
    );
  });

  it("is no pattern, and no comment gets lost", () => {
    const text = "const { id: id } = a; f({ id: /* the id */ id });";
    expect(withShorthand(ts, text)).toBe(text);
  });
});

describe("names that were taken", () => {
  const settle = (block: string, parameters = "", own = "row"): string =>
    settleNames(ts, block, parameters, new Map([["currentRow", own]]));

  it("come back when they are free", () => {
    expect(settle("{ let currentRow = 0; yield { row: currentRow++, currentRow }; }")).toBe(
      "{ let row = 0; yield { row: row++, currentRow: row }; }",
    );
  });

  it("change places with a constant", () => {
    expect(settle("{ let currentRow = 0; while (a) { const row = b[currentRow]; yield row; } }")).toBe(
      "{ let row = 0; while (a) { const currentRow = b[row]; yield currentRow; } }",
    );
  });

  it.each([
    ["a variable from outside", "{ let currentRow = row; yield currentRow; }", ""],
    ["a parameter", "{ let currentRow = 0; yield row + currentRow; }", "row: number"],
    ["a property's name", "{ let currentRow = 0; const { row } = b; yield row + currentRow; }", ""],
    [
      "a property that is made",
      "{ let currentRow = 0; { const row = 1; yield { row, a: currentRow }; } }",
      "",
    ],
    ["two constants", "{ let currentRow = 0; { const row = 1; } { const row = 2; } yield currentRow; }", ""],
  ])("stay away from %s", (_, block, parameters) => {
    expect(settle(block, parameters)).toBe(block);
  });
});
