import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { singleFileFacts } from "../../src/facts";
import { createProject } from "../support/project";

/** An untyped module that hands out one value after the other. */
const moduleOf = (value: string): string => `
  async function load(row) { return row; }
  const loadLater = (row) => new Promise((resolve) => { resolve(row); });
  function plain(row) { return { row }; }
  function* inner(row) { yield row; }
  function values(rows, change) {
    let at = 0;
    return {
      [Symbol.asyncIterator]() { return this; },
      async next() {
        if (at >= rows.length) return { value: undefined, done: true };
        const row = rows[at++];
        return { value: ${value}, done: false };
      },
    };
  }
  (async () => { for await (const value of values([], String)) console.log(value); })();
`;

function verdicts(value: string): readonly (string | undefined)[] {
  const text = moduleOf(value);
  const project = createProject({ "a.js": text, "package.json": '{"private":true}' });
  const alone = singleFileFacts(ts, { fileName: "a.js", text });
  return [
    { sourceFile: project.sourceFile("a.js"), facts: project.facts },
    { sourceFile: alone.sourceFile, facts: alone.facts },
  ].map(({ sourceFile, facts }) => {
    const [site] = analyze(ts, sourceFile, facts, defaultOptions);
    const reason = site?.offers[0]?.reasons.find(({ code }) => code === "awaits-values");
    return reason?.verdict ?? "safe";
  });
}

describe("values of untyped code", () => {
  it.each([
    ...["change(row)", "row.name", "row.trim()", "row", "JSON.parse(row, change)", "JSON.parse(...row)"],
  ])("%s may be a promise", (value) => {
    expect(verdicts(value)).toEqual(["review", "review"]);
  });

  it.each([
    ...["load(row)", "loadLater(row)", "Promise.all(row)", "new Promise(row)", "import(row)"],
    ...["row.load().then(change)", "at > 1 ? Promise.resolve(row) : row"],
  ])("%s is a promise", (value) => {
    expect(verdicts(value)).toEqual(["refused", "refused"]);
  });

  it.each(["JSON.parse(row)", "`${row}`", "await change(row)", "{ row }"])("%s is none", (value) => {
    expect(verdicts(value)).toEqual(["safe", "safe"]);
  });

  it("a function in sight gives none, where types say what it gives", () => {
    expect(verdicts("plain(row)")[0]).toBe("safe");
    expect(verdicts("inner(row)")[0]).toBe("safe");
  });
});
