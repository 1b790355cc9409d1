import ts from "typescript";
import { expect, it } from "vitest";
import { analyze, readIterators } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { createProject } from "../support/project";

const items = (value: string): string => `
  declare global { namespace JSX { interface IntrinsicElements { li: object } } }
  declare const h: (tag: string, properties: object | null, ...children: unknown[]) => object;
  export const marked = <li>marked</li>;
  class Items {
    private index = 0;
    [Symbol.iterator]() { return this; }
    next(): IteratorResult<unknown> {
      if (this.index >= 2) return { value: undefined, done: true };
      return { value: ${value}, done: false };
    }
  }
  for (const item of new Items()) console.log(item);
`;

function best(value: string) {
  const project = createProject({ "a.tsx": items(value) }, { compilerOptions: { jsx: ts.JsxEmit.Preserve } });
  const sourceFile = project.sourceFile("a.tsx");
  return analyze(
    ts,
    sourceFile,
    project.facts,
    defaultOptions,
    readIterators(ts, sourceFile, project.facts, ["sync"]),
  )[0]?.best;
}

it("is a reason to refuse that an iterator makes markup", () => {
  const offer = best("<li>{this.index++}</li>");
  expect(offer?.verdict).toBe("refused");
  expect(offer?.reasons[0]?.message).toBe("there is JSX in it, which is not taken over into a generator");
});

it("is none that there is markup around", () => {
  expect(best("this.index++")?.verdict).toBe("safe");
});
