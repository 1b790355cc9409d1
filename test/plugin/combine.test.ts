import { describe, expect, it } from "vitest";
import type { FileEdits, TextEdit } from "../../src/engine/text";
import { combineChanges } from "../../src/engine/combine";

const edit = (start: number, end: number, newText = "x"): TextEdit => ({ start, end, newText });
const change = (fileName: string, ...edits: TextEdit[]): FileEdits => ({ fileName, edits });

describe("combining the changes of several fixes", () => {
  it("puts the edits of each file in order", () => {
    expect(
      combineChanges([
        [change("a", edit(10, 12)), change("b", edit(5, 6))],
        [change("b", edit(1, 2)), change("a", edit(20, 21))],
      ]),
    ).toEqual([change("a", edit(10, 12), edit(20, 21)), change("b", edit(1, 2), edit(5, 6))]);
  });

  it("leaves out a later change as a whole when one of its edits overlaps in one file", () => {
    expect(
      combineChanges([
        [change("a", edit(10, 20))],
        [change("a", edit(15, 25)), change("b", edit(1, 2))],
        [change("b", edit(1, 2))],
      ]),
    ).toEqual([change("a", edit(10, 20)), change("b", edit(1, 2))]);
  });

  it("leaves out one of two changes that make the same edit", () => {
    const same = [change("a", edit(3, 7, ""))];
    expect(combineChanges([same, same])).toEqual(same);
  });

  it("takes neighbours, but nothing next to an insertion, whose order would matter", () => {
    const neighbours = combineChanges([[change("a", edit(1, 5))], [change("a", edit(5, 9))]]);
    expect(neighbours).toEqual([change("a", edit(1, 5), edit(5, 9))]);
    const insertions = combineChanges([[change("a", edit(5, 5))], [change("a", edit(5, 9))]]);
    expect(insertions).toEqual([change("a", edit(5, 5))]);
    const twice = combineChanges([[change("a", edit(5, 5, "1"))], [change("a", edit(5, 5, "2"))]]);
    expect(twice).toEqual([change("a", edit(5, 5, "1"))]);
  });

  it("changes nothing of what it is given", () => {
    const changes = [[change("a", edit(10, 12))], [change("a", edit(1, 2))]];
    const before = structuredClone(changes);
    combineChanges(changes);
    expect(changes).toEqual(before);
  });
});
