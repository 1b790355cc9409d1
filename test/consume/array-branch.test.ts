import { describe, expect, test } from "vitest";
import { summary, useOfClass } from "./usage";

/** What a function does with the instance that it is given, where it takes an array as well. */
function consumersIn(body: string, call = "f(new X());"): readonly string[] {
  const usage = useOfClass(`async function f(rows: number[] | X) { ${body} }\n${call}`);
  return usage.instances.map(summary).flatMap(({ consumers }) => consumers);
}

describe("where Array.isArray() says that a variable holds an array, no iterator is", () => {
  test.each([
    "if (Array.isArray(rows)) return rows.length;",
    "if (Array.isArray(rows) && rows.length > 0) rows.pop();",
    "if (!Array.isArray(rows)) return; rows.pop();",
    "if (!Array.isArray(rows)) throw new Error(); else rows.pop();",
    "if (Array.isArray(rows)) { const [one] = rows; return one; }",
    "return Array.isArray(rows) ? rows.length : 0;",
    "return !Array.isArray(rows) || rows.length;",
  ])("%s", (body) => {
    expect(consumersIn(body)).toEqual([]);
  });

  test.each([
    ["in the other branch", "if (!Array.isArray(rows)) return (rows as any).length;"],
    ["behind a test that does not leave", "if (!Array.isArray(rows)) rows; return (rows as any).length;"],
    ["where one of two tests will do", "if (Array.isArray(rows) || !rows) return (rows as any).length;"],
    ["in a function that runs later", "if (Array.isArray(rows)) return () => (rows as any).length;"],
    ["where another one is tested", "const one = [1]; if (Array.isArray(one)) return (rows as any).length;"],
    ["where it is assigned to", "if (Array.isArray(rows)) { rows = new X(); return (rows as any).length; }"],
  ])("but %s", (_, body) => {
    expect(consumersIn(body)).not.toEqual([]);
  });

  test("but not where the one that is tested has its name from outside", () => {
    const body = "if (Array.isArray(rows)) { const rows = new X(); return (rows as any).length; }";
    expect(consumersIn(body, "f([1]);")).toHaveLength(1);
  });
});
