import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { createProject } from "../support/project";

/** @returns why a class that counts should not become a function, where it has these fields and does this besides */
function reasonsWith(fields: string, besides = "", before = "export class Rows", after = ""): string[] {
  const text = `
    ${before} {
      private n = 0;
      ${fields}
      [Symbol.asyncIterator]() { return this; }
      async next(): Promise<IteratorResult<number>> {
        ${besides}
        return this.n < 3 ? { value: this.n++, done: false } : { value: undefined, done: true };
      }
    }
    ${after}
  `;
  const use = `import { Rows } from "./rows"; for await (const row of new Rows()) console.log(row);`;
  const files = { "package.json": '{ "private": true }', "rows.ts": text, "main.ts": use };
  const project = createProject(files, { compilerOptions: { allowJs: true } });
  const [site] = analyze(ts, project.sourceFile("rows.ts"), project.facts, defaultOptions);
  const offer = site?.offers.find(({ target }) => target === "function");
  return offer?.reasons.map(({ message }) => message) ?? ["nothing is offered"];
}

const forOthers = (name: string): string[] => [
  `nothing in the class asks for '${name}', so it is there for others; it would be gone`,
];

describe("a field that a class does not ask for itself", () => {
  it("is there for others", () => {
    expect(reasonsWith("done = false;", "this.done = this.n === 3;")).toEqual(forOthers("done"));
    expect(reasonsWith("readonly title = 'rows';")).toEqual(forOthers("title"));
    expect(reasonsWith("asked = 0;", "this.asked++;")).toEqual(forOthers("asked"));
  });

  it("is so where the class is exported by its name", () => {
    const after = "export { Rows };";
    expect(reasonsWith("done = false;", "this.done = this.n === 3;", "class Rows", after)).toEqual(
      forOthers("done"),
    );
    expect(reasonsWith("done = false;", "", "export default class Rows", after)).toEqual(forOthers("done"));
  });

  it("is nobody's where no other file has the class, or the field", () => {
    const within = "for await (const row of new Rows()) console.log(row); export class Other {}";
    expect(reasonsWith("done = false;", "this.done = this.n === 3;", "class Rows", within)).toEqual([]);
    expect(reasonsWith("private done = false;", "this.done = this.n === 3;")).toEqual([]);
    expect(reasonsWith("#done = false;", "this.#done = this.n === 3;")).toEqual([]);
    expect(reasonsWith("_done = false;", "this._done = this.n === 3;")).toEqual([]);
  });

  it("is the class's own where that asks for it", () => {
    expect(reasonsWith("limit = 3;", "if (this.n > this.limit) throw new Error();")).toEqual([]);
    expect(reasonsWith("asked = 0;", "if (this.asked++ > 5) throw new Error();")).toEqual([]);
    expect(
      reasonsWith("limit = 3;", "const { limit } = this; if (this.n > limit) throw new Error();"),
    ).toEqual([]);
  });
});
