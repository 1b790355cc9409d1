import ts54 from "ts54";
import ts59 from "ts59";
import typescript from "typescript";
import { describe, expect, test } from "vitest";
import { traceSymbol } from "../../src/engine/consume";
import type { TypeScript } from "../../src/engine/typescript";
import { singleFileFacts } from "../../src/facts";
import { createProject } from "../support/project";

const versions: readonly (readonly [string, TypeScript])[] = [
  ["5.4", ts54 as unknown as TypeScript],
  ["5.9", ts59 as unknown as TypeScript],
  ["6.0", typescript],
];

describe.each(versions)("on TypeScript %s", (version, ts) => {
  const project = createProject(
    {
      "x.ts": [
        "export class X<T> { constructor(readonly items: T[]) {}",
        "  async next(): Promise<IteratorResult<T>> { return { done: true, value: undefined }; }",
        "  [Symbol.asyncIterator]() { return this; } }",
      ].join("\n"),
      "b.ts": "import { X } from './x';\nfor await (const v of new X([1])) {}\nconst n = 'a'.split('');\nn;",
      "c.js": "const { X } = require('./x');\nnew X([]);",
    },
    { ts },
  );

  test("is the version asked for", () => {
    expect(ts.versionMajorMinor).toBe(version);
  });

  test("types are told apart", () => {
    const { facts } = project;
    const list = project.node("b.ts", "n", 4);
    expect(ts.isExpression(list) && [facts.isThenable(list), facts.isArray(list)]).toEqual([false, true]);
    const made = project.node("b.ts", "new X([1])");
    expect(ts.isExpression(made) && [facts.yieldsThenables(made), facts.isAsyncIterable(made)]).toEqual([
      false,
      true,
    ]);
  });

  test("consumers are found", () => {
    const usage = traceSymbol(ts, project.facts, project.node("x.ts", "X"), "new", "async");
    expect(usage.complete).toBe(true);
    expect(
      usage.instances.map(({ consumers, drawnOnce }) => [consumers.map(({ kind }) => kind), drawnOnce]),
    ).toEqual([
      [["loop"], true],
      [[], true],
    ]);
  });

  test("a file alone does not guess", () => {
    const { sourceFile, facts } = singleFileFacts(ts, {
      fileName: "/a.ts",
      text: "declare const p: Promise<number>, s: Set<number>;\np;\ns;",
    });
    const answers = sourceFile.statements
      .filter(ts.isExpressionStatement)
      .map(({ expression }) => [facts.isThenable(expression), facts.isArray(expression)]);
    expect(answers).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});
