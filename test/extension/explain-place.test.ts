import { describe, expect, it } from "vitest";
import { type Place, placeAfter, type TextChange } from "../../src/extension/explain/place";

/** Replaces the part of the text between «…», and follows what stands at ^ (taken out first). */
function follow(marked: string, text: string): { place: Place | undefined; there: string | undefined } {
  const offset = marked.replace(/[«»]/g, "").indexOf("^");
  const parts = marked.replace("^", "");
  const start = parts.indexOf("«");
  const end = parts.indexOf("»") - 1;
  const before = parts.replace(/[«»]/g, "");
  const after = before.slice(0, start) + text + before.slice(end);
  const change: TextChange = { range: { start: placeAt(before, start), end: placeAt(before, end) }, text };
  const place = placeAfter(placeAt(before, offset), [change]);
  return { place, there: place && after.split("\n")[place.line]?.slice(place.character) };
}

function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

describe("a place in a text", () => {
  it.each([
    ["a line above", "«»one\nclass ^A {}", "// new\n"],
    ["several lines above", "one\n«two\nthree\n»class ^A {}", ""],
    ["the beginning of its line", "one\n«»class ^A {}", "export "],
    ["what ends in its line", "on«e\ncl»ass ^A {}", "x"],
    ["several lines that end in its line", "on«e»; class ^A {}", "1\n2\n3"],
    ["what stands right before it", "class «»^A {}", "/* x */ "],
    ["what stands behind it in its line", "class ^A «{}»", "{\n}"],
    ["a line below", "class ^A {}\n«two»", ""],
  ])("moves with a change of %s", (_, marked, text) => {
    expect(follow(marked, text).there).toMatch(/^A /);
  });

  it("stays where the name itself is replaced, and is lost where the text around is", () => {
    expect(follow("class «^A» {}", "Other").there).toBe("Other {}");
    expect(follow("one\n«class ^A {}»\n", "function* a() {}").place).toBeUndefined();
    expect(follow("one\n«class »^A {}\n", "").there).toBe("A {}");
  });

  it("moves with changes in several places at once, the last of which comes first", () => {
    const at = (line: number, text: string): TextChange => ({
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      text,
    });
    expect(placeAfter({ line: 4, character: 2 }, [at(9, "x\n"), at(3, "y\n"), at(0, "z\n")])).toEqual({
      line: 6,
      character: 2,
    });
    expect(placeAfter(undefined, [at(0, "x")])).toBeUndefined();
  });
});
