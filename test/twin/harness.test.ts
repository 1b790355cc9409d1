import { describe, expect, it } from "vitest";
import { commentsOf, lostComments } from "./comments";
import { runScenarios, stripTypes } from "./run";

describe("the twin harness", () => {
  it("records what each scenario logs, and how it ends", async () => {
    const main = `
      import { greet } from "./greet";
      export const scenarios = {
        async ends(log: (line: string) => void) { log(greet("Ann")); },
        async throws() { throw new RangeError("too far"); },
        async hangs(log: (line: string) => void) { log("waiting"); await new Promise(() => {}); },
      };`;
    const greet = "export const greet = (name: string) => `Hello, ${name}`;";
    const files = new Map(Object.entries({ "main.ts": main, "greet.ts": greet }));
    expect(await runScenarios(files, "main.ts")).toEqual({
      ends: ["Hello, Ann", "(ends)"],
      throws: ["(throws RangeError: too far)"],
      hangs: ["waiting", "(hangs)"],
    });
  });

  it("stops a scenario that never gives way, and still runs its neighbours", async () => {
    const text = `export const scenarios = {
      async spins() { for (;;) await null; },
      async ends(log) { log("a"); },
    };`;
    expect(await runScenarios(new Map([["a.js", text]]), "a.js")).toEqual({
      spins: ["(hangs)"],
      ends: ["a", "(ends)"],
    });
  });

  it("gives every scenario modules of its own", async () => {
    const files = new Map([
      ["state.js", "module.exports = { count: 0 };"],
      [
        "main.js",
        `const state = require("./state");
         const scenario = async (log) => log(String(++state.count));
         module.exports = { scenarios: { first: scenario, second: scenario } };`,
      ],
    ]);
    expect(await runScenarios(files, "main.js")).toEqual({ first: ["1", "(ends)"], second: ["1", "(ends)"] });
  });

  it("does not take a module without scenarios for one that passes", async () => {
    await expect(runScenarios(new Map([["a.ts", "export {};"]]), "a.ts")).rejects.toThrow("must export");
    const empty = new Map([["a.ts", "export const scenarios = {};"]]);
    await expect(runScenarios(empty, "a.ts")).rejects.toThrow("exports no scenarios");
  });

  it("records clean-up that runs after the scenario has ended", async () => {
    const text = `export const scenarios = {
      async leaves(log) { setTimeout(() => log("late"), 1); },
    };`;
    expect(await runScenarios(new Map([["a.js", text]]), "a.js")).toEqual({ leaves: ["(ends)", "late"] });
  });

  it("finds each comment once, whatever it is attached to", () => {
    const text = `/** doc */ class A { // trailing
      /* inside */ method(/* parameter */) {
        // only child
      }
    }
    const text = "// no comment"; const other = \`/* neither */\`; // last`;
    expect(commentsOf(text, "a.ts")).toEqual([
      "/** doc */",
      "// trailing",
      "/* inside */",
      "/* parameter */",
      "// only child",
      "// last",
    ]);
  });

  it("misses a comment that is lost, and one that is there once instead of twice", () => {
    expect(lostComments(["// a", "// b", "// b"], ["// b", "// c"])).toEqual(["// a", "// b"]);
  });

  it("does not mind indentation", () => {
    const deep = commentsOf("{\n      /*\n       * a\n       */\n}", "a.ts");
    expect(lostComments(deep, commentsOf("/*\n * a\n */", "a.ts"))).toEqual([]);
  });

  it("strips types and keeps the rest", () => {
    expect(stripTypes("const a: number = 1; // one\nexport { a };\n")).toBe(
      "const a = 1; // one\nexport { a };\n",
    );
  });
});
