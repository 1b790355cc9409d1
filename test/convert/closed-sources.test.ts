import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { createProject } from "../support/project";

/** @returns why closing is for review, where elements of a source are unfolded to this and return() closes the source */
function closingWith(unfolded: string): string[] {
  const text = `
    class Cells implements AsyncIterable<string> {
      constructor(private rows: AsyncIterable<string>, private unfold: (item: string) => ${unfolded}) {}
      [Symbol.asyncIterator](): AsyncIterator<string> {
        const outer = this.rows[Symbol.asyncIterator]();
        let inner: Iterator<string> | null = null;
        return {
          next: async () => {
            while (true) {
              if (inner) {
                const cell = inner.next();
                if (!cell.done) return { done: false, value: cell.value };
                inner = null;
              }
              const row = await outer.next();
              if (row.done) return { done: true, value: undefined };
              inner = this.unfold(row.value)[Symbol.iterator]();
            }
          },
          return: async () => {
            await outer.return?.();
            return { done: true, value: undefined };
          },
        };
      }
    }
    declare const cells: Cells;
    for await (const cell of cells) console.log(cell);
    export {};
  `;
  const project = createProject({ "package.json": '{ "private": true }', "a.ts": text });
  const [site] = analyze(ts, project.sourceFile("a.ts"), project.facts, defaultOptions);
  const reasons = site?.offers[0]?.reasons ?? [];
  return reasons.filter(({ code }) => code === "closes-source").map(({ message }) => message);
}

describe("what is drawn from for one element of a source", () => {
  it("is named where it will be closed, and was not", () => {
    expect(closingWith("Iterable<string>")).toEqual([
      "leaving the loop, and an error between two elements, will close the source and the inner iterator; today only leaving the loop closes anything, and that is the source",
    ]);
  });

  it("is not named where closing it does nothing", () => {
    expect(closingWith("string[]")).toEqual([
      "an error between two elements will close the source too; today only leaving the loop does",
    ]);
  });
});
