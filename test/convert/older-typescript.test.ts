import typescript from "typescript";
import ts54 from "ts54";
import ts59 from "ts59";
import { describe, expect, test } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import type { TypeScript } from "../../src/engine/typescript";
import { createProject } from "../support/project";

const versions: readonly (readonly [string, TypeScript])[] = [
  ["5.4", ts54 as unknown as TypeScript],
  ["5.9", ts59 as unknown as TypeScript],
  ["6.0", typescript],
];

const words = `class Words implements AsyncIterableIterator<string> {
  private index = 0;
  constructor(private readonly words: readonly string[]) {}
  [Symbol.asyncIterator]() {
    return this;
  }
  async next(): Promise<IteratorResult<string>> {
    if (this.index === this.words.length) return { value: undefined, done: true };
    return { value: this.words[this.index++]!, done: false };
  }
}
for await (const word of new Words(["a"])) console.log(word);
export {};
`;

function converted(ts: TypeScript, text: string): { text: string; errors: string[] } {
  const project = createProject({ "a.ts": text }, { ts });
  expect(project.errors()).toEqual([]);
  const file = project.sourceFile("a.ts");
  const [site] = analyze(ts, file, project.facts, defaultOptions);
  const edits = site?.best.edits()?.find(({ fileName }) => fileName === file.fileName)?.edits;
  const after = applyEdits(text, edits ?? []);
  return { text: after, errors: createProject({ "a.ts": after }, { ts }).errors() };
}

describe.each(versions)("TypeScript %s", (version, ts) => {
  test("compiles what goes through an array, of a written type", () => {
    const { text, errors } = converted(ts, words);
    expect(errors).toEqual([]);
    // Before 5.6, what such a generator is given by next() may be anything, and that is no array's next() to take.
    expect(text).toContain(version === "5.4" ? "for (const word of words) {" : "yield* words;");
  });

  test("delegates where the types are inferred", () => {
    const inferred = words
      .replace(" implements AsyncIterableIterator<string>", "")
      .replace("(): Promise<IteratorResult<string>>", "()")
      .replace("done: true }", "done: true as const }")
      .replace("done: false }", "done: false as const }");
    const { text, errors } = converted(ts, inferred);
    expect(errors).toEqual([]);
    expect(text).toContain("yield* words;");
  });
});
