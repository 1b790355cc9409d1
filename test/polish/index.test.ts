import ts from "typescript";
import { describe, expect, it } from "vitest";
import { polish, polishWith } from "../../src/engine/polish";
import { passes } from "../../src/engine/polish/passes";
import type { PolishPass } from "../../src/engine/polish/pass";
import { keepsComments } from "../../src/engine/polish/support/comments";
import { commentsIn } from "../../src/engine/syntax/comments";
import { contextOf } from "./cases";

const text = "async function* generated() {\n  yield 1; // one\n}\n";

function replacing(name: string, from: string, to: string): PolishPass {
  return {
    name,
    apply(body) {
      const start = body.text.indexOf(from);
      return start < 0 ? undefined : [{ start, end: start + from.length, newText: to }];
    },
  };
}

describe("polish", () => {
  it("says which passes undo each other instead of going on for ever", () => {
    const pair = [replacing("there", "yield 1", "yield 2"), replacing("and-back", "yield 2", "yield 1")];
    expect(() => polishWith(ts, pair, text, contextOf())).toThrow(/does not come to an end.*there, and-back/);
  });

  it("makes no step that would lose a comment", () => {
    expect(polishWith(ts, [replacing("careless", " // one", "")], text, contextOf())).toBe(text);
  });

  it("says what it expects when the text is no function", () => {
    expect(() => polish(ts, "const a = 1;", contextOf())).toThrow(/expects one function declaration/);
  });

  it("has a pass for each name once", () => {
    const names = passes.map((pass) => pass.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("comments", () => {
  const comments = (source: string) =>
    commentsIn(ts, ts.createSourceFile("a.ts", source, ts.ScriptTarget.Latest, true)).map(
      (comment) => comment.text,
    );

  it("are found between tokens, and not in strings, templates or regular expressions", () => {
    expect(
      comments(
        '/** doc // not two */\nf("// a", `/* b */ ${/* c */ x} // d`, /\\/\\* e/); // f\n/* g\n h */\n// i',
      ),
    ).toEqual(["/** doc // not two */", "/* c */", "// f", "/* g\n h */", "// i"]);
  });

  it("count as kept when only their indentation has changed", () => {
    const parse = (source: string) =>
      commentsIn(ts, ts.createSourceFile("a.ts", source, ts.ScriptTarget.Latest, true));
    expect(keepsComments(parse("/* a\n     b */"), parse("  /* a\n b */"))).toBe(true);
    expect(keepsComments(parse("// a\n// a"), parse("// a"))).toBe(false);
  });

  it("takes a declaration of several variables apart where one of them can go", () => {
    const counted = [
      "async function* generated(items: readonly number[]) {",
      "  let i = 0, sum = 0;",
      "  while (true) {",
      "    if (i >= items.length) return;",
      "    sum += items[i];",
      "    i++;",
      "    yield sum;",
      "  }",
      "}",
      "",
    ];
    const polished = polish(ts, counted.join("\n"), contextOf());
    expect(polished).toContain("  let sum = 0;\n  for (const item of items) {");
  });

  it("leaves it as it is where that gains nothing", () => {
    const kept =
      "async function* generated() {\n  let a = 0, b = 1;\n  while (true) {\n    yield a + b;\n    a += b;\n    b = a;\n  }\n}\n";
    expect(polish(ts, kept, contextOf())).toBe(kept);
  });
});
