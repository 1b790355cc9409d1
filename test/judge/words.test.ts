import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { createProject } from "../support/project";

/** @returns the messages of the best offer for the only iterator of a script */
function reasonsIn(name: string, next: string): string[] {
  const text = `
    function harvests(fields) {
      var ${name} = 0;
      return {
        [Symbol.asyncIterator]() { return this; },
        next() { ${next} },
      };
    }
    (async () => { for await (const harvest of harvests(2)) console.log(harvest); })();
  `;
  const project = createProject({ "a.js": text });
  const [site] = analyze(ts, project.sourceFile("a.js"), project.facts, defaultOptions);
  return (
    site?.offers[0]?.reasons.filter(({ verdict }) => verdict === "refused").map(({ message }) => message) ??
    []
  );
}

const keyword = "'yield' is a name here, and a keyword in an async generator";
const done = "Promise.resolve({ value: undefined, done: true })";

describe("names that are keywords in a generator", () => {
  it("are a reason to refuse", () => {
    const next = `if (yield >= fields) return ${done}; return Promise.resolve({ value: yield++, done: false });`;
    expect(reasonsIn("yield", next)).toEqual([keyword]);
  });

  it("may be the names of properties", () => {
    const next = `if (harvest >= fields) return ${done}; return Promise.resolve({ value: ({ yield: harvest++ }).yield, done: false });`;
    expect(reasonsIn("harvest", next)).toEqual([]);
  });
});
