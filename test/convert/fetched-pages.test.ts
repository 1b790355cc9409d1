import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import { createProject } from "../support/project";

const text = `class Issues {
  private buffer: string[] = [];
  private page = 1;
  [Symbol.asyncIterator]() {
    return this;
  }
  async next(): Promise<IteratorResult<string>> {
    if (this.buffer.length === 0) {
      const response = await fetch(\`/issues?page=\${this.page++}\`);
      this.buffer = (await response.json()) as string[];
      if (this.buffer.length === 0) return { value: undefined, done: true };
    }
    return { value: this.buffer.shift()!, done: false };
  }
}
for await (const issue of new Issues()) console.log(issue);
export {};
`;

/** @returns the file after its best conversion, in a project with this other file */
function convertedBeside(other: string): string {
  const files = { "package.json": '{ "private": true }', "a.ts": text, "b.ts": other };
  const project = createProject(files, { compilerOptions: { lib: ["lib.esnext.d.ts", "lib.dom.d.ts"] } });
  expect(project.errors()).toEqual([]);
  const sourceFile = project.sourceFile("a.ts");
  const [site] = analyze(ts, sourceFile, project.facts, defaultOptions);
  const edits = site?.offers[0]?.edits()?.find((file) => file.fileName === sourceFile.fileName)?.edits;
  if (!edits) throw new Error("There is nothing to convert");
  return applyEdits(text, edits);
}

describe("a page that is read from a response", () => {
  it("is nobody else's, and is handed out without being emptied", () => {
    const converted = convertedBeside("export const other = 1;\n");
    expect(converted).toContain("yield* buffer");
    expect(converted).not.toContain("shift");
  });

  it.each([
    ["an object in the place of a response", "({ ok: true, json: async () => issues }) as Response"],
    ["a method of an object", "({ async json() { return issues; } }) as Response"],
    ["a class of responses", "new (class extends Response { override json = async () => issues; })()"],
  ])("may be a list that is given again and again, where there is %s", (_, response) => {
    const other = `const issues = ["a"];
globalThis.fetch = async () => ${response};
export {};
`;
    expect(convertedBeside(other)).toContain("shift");
  });
});
