import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { compareSeverity } from "../../src/engine/verdict";
import { createProject } from "../support/project";

/** @returns the title of the best offer for an iterator with this use, whose `next()` fails, and begins again after its end */
function titleWith(use: string, read = "await read(this.n++)"): string | undefined {
  const text = `
    declare function read(n: number): Promise<number>;
    declare function keep(it: unknown): void;
    class Rows {
      private n = 0;
      [Symbol.asyncIterator]() { return this; }
      async next(): Promise<IteratorResult<number>> {
        const value = ${read};
        return value > 3 ? { value: undefined, done: true } : { value, done: false };
      }
    }
    ${use}
    export {};
  `;
  const project = createProject({ "package.json": '{ "private": true }', "a.ts": text });
  const [site] = analyze(ts, project.sourceFile("a.ts"), project.facts, defaultOptions);
  return site?.offers[0]?.title;
}

describe("a title", () => {
  it("says nothing of what is safe", () => {
    expect(titleWith("for await (const row of new Rows()) console.log(row);")).toBe(
      "Convert to async generator function 'rows'",
    );
  });

  it("names the difference", () => {
    const use = "const rows = new Rows(); console.log(await Promise.all([rows.next(), rows.next()]));";
    expect(titleWith(use)).toMatch(/^[^(]+\(review: overlapping next\(\) calls queue up[^)]*\)$/);
  });

  it("names two of many, and says how many more there are", () => {
    expect(titleWith("keep(new Rows());")).toBe(
      "Convert to async generator function 'rows' (review: overlapping next() calls queue up, ends when a loop is left, and 2 more)",
    );
  });

  it("begins with what can hang or lose values, and ends with what is most often a repair", () => {
    const codes = [
      "cleanup-always",
      "eager-start",
      "awaits-values",
      "stops-after-done",
      "queued-return",
    ] as const;
    expect([...codes].sort(compareSeverity)).toEqual([...codes].reverse());
  });

  it("says when clean-up will run as well, as the reason does", () => {
    const title = (next: string): string | undefined => {
      const text = `
        declare function read(): Promise<string>;
        declare function close(): void;
        function rows(): AsyncIterableIterator<string> {
          return {
            [Symbol.asyncIterator]() { return this; },
            async next() { ${next} },
            async return() { close(); return { value: undefined, done: true }; },
          };
        }
        for await (const row of rows()) console.log(row);
        export {};
      `;
      const project = createProject({ "package.json": '{ "private": true }', "a.ts": text });
      return analyze(ts, project.sourceFile("a.ts"), project.facts, defaultOptions)[0]?.offers[0]?.title;
    };
    const read = "const value = await read(); if (value !== '') return { value, done: false };";
    const end = "return { value: undefined, done: true };";
    expect(title(`${read} close(); ${end}`)).toMatch(/\(review: clean-up runs on errors too\)$/);
    expect(title(`${read} ${end}`)).toMatch(/\(review: clean-up runs at the end and on errors too\)$/);
    expect(title(`try { ${read} } catch (error) { close(); throw error; } ${end}`)).toMatch(
      /\(review: clean-up runs at the end too\)$/,
    );
  });
});
