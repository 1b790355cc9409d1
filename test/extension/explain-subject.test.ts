import { describe, expect, it } from "vitest";
import { findAgain, followed, movedBy } from "../../src/extension/explain/subject";
import type { Iterator } from "../../src/extension/iterators";

/** An iterator in one line, as each look at its file finds it anew. */
function iterator(line: number, label = "this object", rule = "prefer-async-generator"): Iterator {
  const range = { start: { line, character: 2 }, end: { line, character: 8 } };
  return { rule, label, range, site: range, verdict: "safe" } as unknown as Iterator;
}

const uri = "file:///twice.ts" as unknown as Parameters<typeof followed>[0]["uri"];

/** The page is about the second one of these. */
function subject(...lines: readonly number[]) {
  const all = lines.map((line) => iterator(line));
  const [, second] = all;
  if (!second) throw new Error("the second one is explained");
  return followed({ uri, iterator: second, all });
}

const lineAbove = [
  { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "// new\n" },
];
const everything = [
  { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, text: "" },
];

describe("the iterator that a page is about", () => {
  it("is found again among others of the same name, after it has moved", () => {
    const moved = movedBy(subject(4, 15), lineAbove);
    expect(findAgain(moved, [iterator(5), iterator(16)])?.range.start.line).toBe(16);
  });

  it("is gone once it was converted, whoever has the same name", () => {
    expect(findAgain(subject(4, 15), [iterator(4)])).toBeUndefined();
    expect(findAgain(movedBy(subject(4, 15), lineAbove), [iterator(5)])).toBeUndefined();
    expect(findAgain(movedBy(subject(4, 15), everything), [iterator(4)])).toBeUndefined();
  });

  it("is still it under another name", () => {
    const renamed = iterator(15, "what 'rows' returns");
    expect(findAgain(subject(4, 15), [iterator(4), renamed])).toBe(renamed);
  });

  it("is told by the order where all of the text was replaced", () => {
    const replaced = movedBy(subject(4, 15, 30), everything);
    const now = [iterator(2, "class 'New'"), iterator(6), iterator(17), iterator(32)];
    expect(findAgain(replaced, now)?.range.start.line).toBe(17);
  });

  it("comes back with an undo", () => {
    const gone = movedBy(subject(4, 15), everything);
    expect(findAgain(gone, [])).toBeUndefined();
    expect(findAgain(movedBy(gone, lineAbove), [iterator(4), iterator(15)])?.range.start.line).toBe(15);
  });
});
