import { describe, expect, test } from "vitest";
import type { Consumer } from "../../src/engine/consumer";
import { useOfClass } from "./usage";

const x = "const x = new X();\n";

/** "loop asked-after-done drawn-after", "next asked-after-done" … for each place that draws. */
function drawing(text: string): readonly string[] {
  const [only, ...more] = useOfClass(text).instances;
  if (!only || more.length > 0) throw new Error("There should be one instance");
  return only.consumers.filter(({ kind }) => kind === "loop" || kind.endsWith("-next")).map(inWords);
}

function inWords(consumer: Consumer): string {
  const isLoop = consumer.kind === "loop";
  const may = (flag: boolean | undefined): boolean => (isLoop ? flag !== false : flag === true);
  return [
    isLoop ? "loop" : "next",
    ...(may(consumer.mayAskAfterDone) ? ["after-done"] : []),
    ...(may(consumer.mayAskAfterError) ? ["after-error"] : []),
    ...(isLoop && may(consumer.isDrawnAfter) ? ["drawn-after"] : []),
  ].join(" ");
}

const loop = "for await (const row of x) console.log(row);\n";
const unknown = "loop after-done after-error drawn-after";

describe("one run of one function comes to all places in the order of the text", () => {
  test.each([
    ["the header first", `${x}const r = await x.next();\n${loop}`, ["loop after-done", "next"]],
    [
      "two of them",
      `${x}await x.next(); await x.next();\n${loop}`,
      ["loop after-done", "next", "next after-done"],
    ],
    [
      "one within the loop",
      `${x}for await (const row of x) { const r = await x.next(); console.log(row, r); }`,
      ["loop after-done", "next after-done"],
    ],
    [
      "a loop by hand first",
      `${x}while (true) { const r = await x.next(); if (r.done || r.value > 2) break; }\n${loop}`,
      ["loop after-done", "next"],
    ],
    ["one that comes last", `${x}${loop}await x.next();`, ["loop drawn-after", "next after-done"]],
    ["two loops", `${x}${loop}${loop}`, ["loop after-done", "loop drawn-after"]],
    [
      "all of it in one try",
      `${x}try { await x.next(); ${loop} } finally { console.log(1); }`,
      ["loop after-done", "next"],
    ],
    [
      "in a function that is called twice, each time with one of its own",
      `async function f() { ${x}await x.next();\n${loop} }\nawait f(); await f();`,
      ["loop after-done", "next"],
    ],
  ])("%s", (_, text, expected) => {
    expect([...drawing(text)].sort()).toEqual(expected);
  });
});

describe("an error that is caught where another place may draw", () => {
  test.each([
    [
      "around the first",
      `${x}try { await x.next(); } catch {}\n${loop}`,
      ["loop after-done after-error", "next"],
    ],
    [
      "with the other one in its catch",
      `${x}try { await x.next(); } catch { await x.next(); }`,
      ["next", "next after-done after-error"],
    ],
    [
      "with the other one in its finally",
      `${x}try { await x.next(); } finally { ${loop} }`,
      ["loop after-done after-error", "next"],
    ],
    [
      "within the loop",
      `${x}for await (const row of x) { try { await x.next(); } catch {} }`,
      ["loop after-done after-error", "next after-done after-error"],
    ],
    [
      "within another loop",
      `${x}for (let i = 0; i < 3; i++) { try { await x.next(); } catch {} }\n${loop}`,
      ["loop after-done after-error", "next after-done after-error"],
    ],
    ["behind the last", `${x}await x.next();\ntry { ${loop} } catch {}`, ["loop after-done", "next"]],
  ])("%s", (_, text, expected) => {
    expect([...drawing(text)].sort()).toEqual(expected);
  });
});

describe("the text does not say in which order", () => {
  test.each([
    ["a loop around a loop", `${x}await x.next();\nfor (let i = 0; i < 2; i++) { ${loop} }`],
    ["another name", `${x}const y = x;\nawait y.next();\n${loop}`],
    ["another function", `${x}const f = async () => { ${loop} };\nawait f(); await x.next();`],
    [
      "a variable that takes another one",
      `let x = new X();\nawait x.next();\n${loop}x = undefined as never;`,
    ],
    ["a promise that nobody waits for", `${x}const p = x.next();\n${loop}await p;`],
    [
      "a parameter, twice",
      `${x}async function f(x: X) { await x.next();\n${loop} }\nawait f(x); await f(x);`,
    ],
    ["out of sight", `${x}await x.next();\n${loop}(globalThis as any).x = x;`],
    [
      "a case that is asked before the code of the others",
      `${x}switch (1 as unknown) { case 0: ${loop} break; case await x.next(): }`,
    ],
  ])("%s", (_, text) => {
    expect(drawing(text)).toContain(unknown);
  });
});
