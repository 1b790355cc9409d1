import { describe, expect, test } from "vitest";
import { traceSymbol } from "../../src/engine/consume";
import { createProject } from "../support/project";
import { inWords } from "./usage";

const declared =
  "export class X extends Iterator<number> { next(): IteratorResult<number> { return { done: true, value: 0 }; } }\nconst x = new X();";

/** What becomes of the only instance of a class that inherits from `Iterator`. */
function consumersIn(text: string): string[] {
  const project = createProject({ "main.ts": `${declared}\n${text}` });
  const { ts, facts } = project;
  const usage = traceSymbol(ts, facts, project.node("main.ts", "X"), "new", "sync", { hasHelpers: true });
  return usage.instances.flatMap(({ consumers }) => consumers.map(inWords));
}

describe("methods of Iterator.prototype", () => {
  test.each([
    ["x.toArray();", ["loop"]],
    ["x.find((v) => v > 1);", ["loop leaves-early"]],
    ["x.take(2).toArray();", ["loop leaves-early"]],
    ["x.map((v) => v + 1).filter(Boolean).toArray();", ["loop leaves-early"]],
    ["const two = x.take(2);\nfor (const v of two) {}", ["loop leaves-early"]],
    [
      "const two = x.take(2);\ntwo.next();\ntwo.next();",
      ["serial-next after-done", "serial-next after-done", "escapes"],
    ],
  ])("%s", (text, consumers) => {
    expect(consumersIn(text)).toEqual(consumers);
  });

  test("one that closes what a function gives", () => {
    expect(consumersIn("const firsts = () => x.take(2);\nfor (const v of firsts()) {}")).toEqual([
      "loop leaves-early",
    ]);
  });
});
