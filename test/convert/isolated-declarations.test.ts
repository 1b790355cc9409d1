import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import { createProject } from "../support/project";

const text = `
  export class Hours {
    private hour: number = 0;
    [Symbol.asyncIterator](): this { return this; }
    async next(): Promise<IteratorResult<number>> {
      if (this.hour >= 3) return { value: undefined, done: true };
      return { value: this.hour++, done: false };
    }
  }
  for await (const hour of new Hours()) console.log(hour);
`;

/** @returns the first line that is a generator's, where types are to be written only if they are needed */
function headWith(compilerOptions: ts.CompilerOptions): string | undefined {
  const project = createProject({ "package.json": '{ "private": true }', "a.ts": text }, { compilerOptions });
  const sourceFile = project.sourceFile("a.ts");
  const options = { ...defaultOptions, annotateTypes: "whereNeeded" as const };
  const [site] = analyze(ts, sourceFile, project.facts, options);
  const edits = site?.offers[0]?.edits()?.flatMap((file) => file.edits) ?? [];
  return /.*\*.*/.exec(applyEdits(text, edits))?.[0].trim();
}

describe("isolatedDeclarations", () => {
  it("has types written that nobody else needs", () => {
    const head = headWith({ isolatedDeclarations: true, declaration: true });
    expect(head).toBe("export async function* hours(): AsyncGenerator<number> {");
  });

  it("is off elsewhere", () => {
    expect(headWith({})).toBe("export async function* hours() {");
  });
});
